using System.Collections.Concurrent;

namespace SocialFund.Storage;

/// <summary>Wakes those who wait for the next commit of a container.</summary>
internal sealed class ChangeSignals
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = [];

    /// <summary>Ends with the next commit of the container. Take it before looking, so that none is missed.</summary>
    public Task Next(string container) => _waiting.GetOrAdd(
        container, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Raise(string container)
    {
        if (_waiting.TryRemove(container, out var waiting)) { waiting.SetResult(); }
    }
}

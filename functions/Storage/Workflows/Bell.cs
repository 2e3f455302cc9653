namespace SocialFund.Storage.Workflows;

/// <summary>Tells one listener that there is something new. Rings between two looks are one ring.</summary>
internal sealed class Bell
{
    private volatile TaskCompletionSource _ring = Silent();

    public Task Rung => _ring.Task;

    public void Ring() => _ring.TrySetResult();

    /// <summary>Whether it rang; then it is silent again. Look at the news after this, not before.</summary>
    public bool Take()
    {
        if (!_ring.Task.IsCompleted) { return false; }
        _ring = Silent();
        return true;
    }

    private static TaskCompletionSource Silent() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

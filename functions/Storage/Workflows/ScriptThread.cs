namespace SocialFund.Storage.Workflows;

/// <summary>
/// Where a script runs during one turn. Tasks of the workflow context are completed on this very thread, so their
/// awaits go on at once and never come through <see cref="Post"/>. Whatever does come through it awaited something
/// else; it is dropped, so the script cannot go on with an outcome that no journal holds.
/// </summary>
internal sealed class ScriptThread : SynchronizationContext
{
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private volatile bool _foreign;
    private volatile bool _closed;

    /// <summary>Whether anything foreign was awaited, as far as it shows by now.</summary>
    public bool SawForeign => _foreign;

    /// <summary>Whether the caller is the script, inside its turn.</summary>
    public bool IsHere => !_closed && Environment.CurrentManagedThreadId == _thread;

    /// <summary>Runs the turn with this context in place.</summary>
    public T Run<T>(Func<T> turn)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            return turn();
        }
        finally
        {
            _closed = true;
            SetSynchronizationContext(before);
        }
    }

    public override void Post(SendOrPostCallback d, object? state) => _foreign = true;

    public override void Send(SendOrPostCallback d, object? state) => _foreign = true;

    public override SynchronizationContext CreateCopy() => this;
}

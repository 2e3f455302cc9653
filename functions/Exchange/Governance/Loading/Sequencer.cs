namespace SocialFund.Exchange.Governance;

/// <summary>Lets threads that finish in any order do something one by one in the order of their numbers.</summary>
internal sealed class Sequencer
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, ManualResetEventSlim> _waiting = [];
    private long _next;
    private bool _isBroken;

    /// <exception cref="InvalidOperationException">An earlier turn failed, so none after it may be taken.</exception>
    public void Take(long number, Action act)
    {
        if (WaiterOf(number) is { } waiter)
        {
            waiter.Wait();
            waiter.Dispose();
        }
        if (_isBroken) { throw new InvalidOperationException("An earlier turn failed."); }
        try { act(); }
        catch { _isBroken = true; throw; }
        finally { PassOn(number + 1); }
    }

    private ManualResetEventSlim? WaiterOf(long number)
    {
        lock (_gate)
        {
            if (number == _next) { return null; }
            return _waiting[number] = new ManualResetEventSlim();
        }
    }

    private void PassOn(long next)
    {
        lock (_gate)
        {
            _next = next;
            if (_waiting.Remove(next, out var waiter)) { waiter.Set(); }
        }
    }
}

using System.Runtime.CompilerServices;

namespace SocialFund.Kernel;

/// <summary>
/// Lets those who race for a partition within this process take turns. The store's versions alone keep every commit
/// right; racing on only wastes reads, and the slow may lose every round. A partition that nobody races for costs a
/// look into an empty table.
/// </summary>
internal sealed class Turns
{
    private static readonly AsyncLocal<bool> Holding = new();

    private static readonly ConditionalWeakTable<IDocumentStore, Turns> OfStores = [];

    private readonly Dictionary<(string Container, string Partition), Queue> _queues = [];

    public static Turns Of(IDocumentStore store) => OfStores.GetValue(store, _ => new Turns());

    /// <summary>
    /// Whether this flow of calls has a turn. Who has one takes no other, so nobody who is waited for waits himself.
    /// </summary>
    public static bool IsHeld
    {
        get => Holding.Value;
        set => Holding.Value = value;
    }

    /// <param name="hasLost">Begins a queue; others join only when there is one already.</param>
    /// <returns>A turn, to be disposed when the try is over; null when there is nobody to wait for.</returns>
    public async Task<IDisposable?> Take(
        (string Container, string Partition) place, bool hasLost, CancellationToken stopping)
    {
        Queue? queue;
        lock (_queues)
        {
            if (!_queues.TryGetValue(place, out queue))
            {
                if (!hasLost) { return null; }
                _queues[place] = queue = new Queue();
            }
            queue.Members++;
        }
        try
        {
            await queue.Gate.WaitAsync(stopping);
            return new Turn(this, place, queue);
        }
        catch (OperationCanceledException)
        {
            Leave(place, queue, hadTurn: false);
            throw;
        }
    }

    private void Leave((string Container, string Partition) place, Queue queue, bool hadTurn)
    {
        lock (_queues)
        {
            if (hadTurn) { queue.Gate.Release(); }
            queue.Members--;
            if (queue.Members > 0) { return; }
            _queues.Remove(place);
            queue.Gate.Dispose();
        }
    }

    /// <summary>Counts those who wait and the one whose turn it is; gone when nobody is left.</summary>
    private sealed class Queue
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public int Members { get; set; }
    }

    private sealed class Turn(Turns turns, (string Container, string Partition) place, Queue queue) : IDisposable
    {
        public void Dispose() => turns.Leave(place, queue, hadTurn: true);
    }
}

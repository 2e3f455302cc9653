using SocialFund.Kernel;
using SocialFund.Storage.Workflows;

namespace SocialFund.Tests.Simulation;

/// <summary>The outside of the sample: people who submit and decide, and a bank that knows a repeat.</summary>
public sealed class TransferScenario : IScenario
{
    private static readonly DateTimeOffset SomeTime = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Random _random;
    private readonly Func<Call, string?> _keyOf;
    private readonly List<Transfer> _transfers = [];
    private readonly List<(string Key, Func<Call, Task> Do)> _acts = [];
    private readonly Dictionary<string, bool> _bank = [];
    private TransferSystem? _system;
    private int _done;

    public TransferScenario(Random random, Func<Call, string?>? keyOf = null)
    {
        (_random, _keyOf) = (random, keyOf ?? (call => call.IdempotencyKey));
        for (var number = 1; number <= 4; number++) { Plan(new Transfer($"t{number}", random.Next(1, 40_00), null)); }
    }

    /// <summary>How each transfer ended, once it was checked.</summary>
    public HashSet<string> Ends { get; } = [];

    public Func<Task> Boot(Ports ports)
    {
        _system = new TransferSystem(ports, Pay, _keyOf);
        return _system.Boot();
    }

    public async Task<bool> Act(Random random)
    {
        if (_done == _acts.Count) { return false; }
        var (key, act) = _acts[_done];
        await act(new Call(Actor.System("people"), SomeTime, key, key, key));
        // Now and then somebody clicks twice.
        if (random.Next(5) > 0) { _done++; }
        return true;
    }

    public async Task<bool> IsOver(IDocumentStore documents)
    {
        foreach (var transfer in _transfers)
        {
            if ((await Stored(documents, transfer.Id)).State is null) { return false; }
            if ((await Views(documents).View(transfer.Id))!.State == "running") { return false; }
        }
        return true;
    }

    public async Task Check(IDocumentStore documents)
    {
        long paid = 0;
        foreach (var transfer in _transfers)
        {
            var view = (await Views(documents).View(transfer.Id))!;
            Assert.Equal("done", view.State);
            var state = (await Stored(documents, transfer.Id)).State!;
            Assert.Contains(state, (string[])["paid", "refused", "failed", "expired", "rejected", "returned"]);
            // Exactly one payment that went through for what is called paid, and none for what is not.
            var payments = _bank.Count(entry => entry.Value && entry.Key.StartsWith(transfer.Id + "-", Ordinal));
            Assert.Equal(state == "paid" ? 1 : 0, payments);
            Ends.Add(state);
            paid += state == "paid" ? transfer.Fen : 0;
        }
        Assert.Equal(TransferSystem.OpeningFen - paid, await Balance(documents, "payer"));
        Assert.Equal(TransferSystem.OpeningFen + paid, await Balance(documents, "payee"));
        Assert.Empty((await documents.Query(Containers.System, "parked", new DocumentQuery("parked"))).Items);
    }

    private const StringComparison Ordinal = StringComparison.Ordinal;

    private void Plan(Transfer transfer)
    {
        _transfers.Add(transfer);
        _acts.Insert(_random.Next(_acts.Count + 1),
            ($"submit-{transfer.Id}", call => _system!.Submit(transfer, call)));
        var decision = _random.Next(5) switch { 0 => "rejected", 1 => null, _ => "approved" };
        if (decision is null) { return; }
        var submitted = _acts.FindIndex(act => act.Key == $"submit-{transfer.Id}");
        _acts.Insert(_random.Next(submitted + 1, _acts.Count + 1),
            ($"decide-{transfer.Id}", call => _system!.Decide(new Decided(transfer.Id, decision), call)));
    }

    /// <summary>The bank answers a number that it has seen as it did before.</summary>
    private bool Pay(Instruction instruction)
    {
        if (!_bank.TryGetValue(instruction.Number, out var isPaid))
        {
            isPaid = _random.Next(3) > 0;
            _bank.Add(instruction.Number, isPaid);
        }
        return isPaid;
    }

    private static async Task<Transfer> Stored(IDocumentStore documents, string id) =>
        (await documents.Find<Transfer>(Containers.Requests, id, "transfer"))!.Value;

    private static async Task<long> Balance(IDocumentStore documents, string counter) =>
        (await documents.Find<Counter>(Containers.Books, counter, "counter"))?.Value.Fen ?? TransferSystem.OpeningFen;

    private static JournaledEngine Views(IDocumentStore documents) =>
        new(documents, TimeProvider.System, [], [], (_, _) => { });
}

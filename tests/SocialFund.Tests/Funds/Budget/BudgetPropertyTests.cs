using SocialFund.Funds.Budget;
using SocialFund.Kernel;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Funds.Budget;

/// <summary>
/// Random operations on three lines, alone against a naive model and interleaved against the invariants.
/// </summary>
public sealed class BudgetPropertyTests
{
    private static readonly string[] Lines = ["a", "b", "c"];

    private static async Task<BudgetWorld> Make(IDocumentStore store)
    {
        var world = new BudgetWorld(store);
        foreach (var line in Lines) { await world.With("1000.00", line: line); }
        return world;
    }

    /// <summary>
    /// The model: what each request holds and each line has used, checked by adding everything up anew.
    /// </summary>
    private sealed class Model
    {
        public Dictionary<(int Request, string Line), long> Held { get; } = [];
        public Dictionary<(int Request, string Round, string Line), long> Used { get; } = [];

        public long HeldOf(string line) => Held.Where(pair => pair.Key.Line == line).Sum(pair => pair.Value);
        public long UsedOf(string line) => Used.Where(pair => pair.Key.Line == line).Sum(pair => pair.Value);

        public bool Reserve(int request, Dictionary<string, long> charges)
        {
            var others = Held.Where(pair => pair.Key.Request != request).ToList();
            foreach (var (line, fen) in charges)
            {
                var taken = others.Where(pair => pair.Key.Line == line).Sum(pair => pair.Value) + UsedOf(line);
                if (taken + fen > 1000_00) { return false; }
            }
            foreach (var key in Held.Keys.Where(key => key.Request == request).ToList()) { Held.Remove(key); }
            foreach (var (line, fen) in charges) { Held[(request, line)] = fen; }
            return true;
        }

        public bool Use(int request, string round, string line, long fen)
        {
            if (Used.TryGetValue((request, round, line), out var earlier)) { return earlier == fen; }
            if (Used.Keys.Any(key => key.Request == request && key.Round == round)) { return false; }
            if (fen > Held.GetValueOrDefault((request, line))) { return false; }
            if (fen > 0) { Held[(request, line)] -= fen; }
            Used[(request, round, line)] = fen;
            return true;
        }

        public void Release(int request)
        {
            foreach (var key in Held.Keys.Where(key => key.Request == request).ToList()) { Held.Remove(key); }
        }
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public async Task Budget_ForAnySequence_AnswersAsTheNaiveModel(int seed)
    {
        var random = new Random(seed);
        var world = await Make(new MemoryDocumentStore());
        var model = new Model();
        for (var step = 0; step < 400; step++)
        {
            var (request, line) = (random.Next(1, 9), Lines[random.Next(3)]);
            var (wanted, answered) = random.Next(4) switch
            {
                0 or 1 => await Reserve(world, model, random, request),
                2 => await Use(world, model, random, request, line),
                _ => await Release(world, model, request),
            };
            Assert.True(wanted == answered, $"SEED={seed} step {step}");
            foreach (var code in Lines)
            {
                var stands = await world.Line(code);
                Assert.True(stands.Reserved.Fen == model.HeldOf(code), $"SEED={seed} step {step} {code}");
                Assert.True(stands.Used.Fen == model.UsedOf(code), $"SEED={seed} step {step} {code}");
            }
        }
    }

    private static async Task<(bool, bool)> Reserve(BudgetWorld world, Model model, Random random, int request)
    {
        var charges = Lines.Where(_ => random.Next(2) == 0)
            .ToDictionary(line => line, _ => random.NextInt64(1, 400_00));
        var result = await world.Control.Reserve(
            BudgetWorld.Request(request), [.. charges.Select(pair => BudgetWorld.Charge(pair.Key, pair.Value))], false,
            BudgetWorld.At(BudgetWorld.Noon));
        return (model.Reserve(request, charges), result.TryGet(out _, out _));
    }

    private static async Task<(bool, bool)> Use(BudgetWorld world, Model model, Random random, int request, string line)
    {
        var (round, fen) = ($"r{random.Next(6)}", random.NextInt64(-50_00, 200_00) * 2 + 1);
        var result = await world.Control.Use(
            BudgetWorld.Request(request), round, [BudgetWorld.Charge(line, fen)], BudgetWorld.At(BudgetWorld.Noon));
        return (model.Use(request, round, line, fen), result.TryGet(out _, out _));
    }

    private static async Task<(bool, bool)> Release(BudgetWorld world, Model model, int request)
    {
        model.Release(request);
        var result = await world.Control.Release(BudgetWorld.Request(request), BudgetWorld.At(BudgetWorld.Noon));
        return (true, result.TryGet(out _, out _));
    }

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    [InlineData(23)]
    [InlineData(24)]
    public async Task Budget_ForAnyInterleaving_IsNeverOverspentAndAddsUp(int seed)
    {
        var random = new Random(seed);
        var plain = new MemoryDocumentStore();
        await Make(plain);
        var waiting = new Queue<Func<Task>>();
        var world = new BudgetWorld(new InterleavingStore(plain, random, waiting));
        var accepted = new HashSet<int>();
        for (var index = 1; index <= 60; index++)
        {
            var (request, fen, line) = (index, random.NextInt64(1, 120_00), Lines[random.Next(3)]);
            waiting.Enqueue(async () =>
            {
                var charge = BudgetWorld.Charge(line, fen);
                var call = BudgetWorld.At(BudgetWorld.Noon);
                var reserved = await world.Control.Reserve(BudgetWorld.Request(request), [charge], false, call);
                await Check(plain, seed);
                if (!reserved.TryGet(out _, out _)) { return; }
                accepted.Add(request);
                var id = BudgetWorld.Request(request);
                if (request % 3 == 0) { (await world.Control.Use(id, "r1", [charge], call)).Require(); }
                if (request % 3 == 1) { (await world.Control.Release(BudgetWorld.Request(request), call)).Require(); }
                await Check(plain, seed);
            });
        }
        while (waiting.Count > 0) { await waiting.Dequeue()(); }
        Assert.NotEmpty(accepted);
    }

    private static async Task Check(MemoryDocumentStore store, int seed)
    {
        var partition = BudgetWorld.Key.Text;
        var lines = await store.Query("budgets", partition, new DocumentQuery("budgetLine"));
        var reservations = (await store.Query("budgets", partition, new DocumentQuery("reservation") { Limit = 1000 }))
            .Items.Select(document => document.As<Reservation>()).ToList();
        foreach (var line in lines.Items.Select(document => document.As<BudgetLine>()))
        {
            Assert.True(line.Available >= Money.Zero, $"SEED={seed}: {line.Code} is overspent");
            Assert.Equal(line.Reserved.Fen, reservations.Sum(each => each.HeldOf(line.Code).Fen));
            Assert.Equal(line.Used.Fen, reservations.SelectMany(each => each.Rounds.Values).SelectMany(round => round)
                .Where(charge => charge.Line == line.Code).Sum(charge => charge.Amount.Fen));
        }
    }
}

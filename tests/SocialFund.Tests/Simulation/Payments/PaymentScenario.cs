using SocialFund.Kernel;

namespace SocialFund.Tests.Simulation.Payments;

/// <summary>A bug that is built in on purpose, to see it found.</summary>
internal sealed record PaymentSabotage(bool BankForgets = false, Func<string, Write, Write?>? Spoil = null)
{
    public static readonly PaymentSabotage None = new();
}

/// <summary>
/// The payment chain from the typed request or the dropped file to the voucher, on both sides of a remittance: the
/// product's own modules, with people, a bank, a treasury of its own and everything that can go wrong around them.
/// </summary>
internal sealed class PaymentScenario : IScenario
{
    private readonly Random _random;
    private readonly ISet<string> _ends;
    private readonly PaymentSabotage? _sabotage;
    private readonly PaymentBank _bank;
    private readonly PaymentTreasury _treasury;
    private readonly PaymentPeople _people;
    private readonly List<Exception> _bugs = [];
    private readonly List<(PersonAct Act, string Key)> _given = [];
    private PaymentSystem? _system;
    private Func<PaymentSystem, Task>? _pending;
    private int _again;

    /// <param name="ends">Told how each request ended, once it was checked.</param>
    public PaymentScenario(Random random, ISet<string> ends, PaymentSabotage? sabotage = null)
    {
        (_random, _ends, _sabotage, _again) = (random, ends, sabotage, random.Next(6));
        _bank = new PaymentBank(random, sabotage?.BankForgets ?? false);
        _treasury = new PaymentTreasury(random, _bank);
        _people = new PaymentPeople(random, _treasury);
    }

    public Func<Task> Boot(Ports ports)
    {
        var own = _sabotage?.Spoil is { } spoil
            ? ports with { Documents = new SpoilingDocumentStore(ports.Documents, spoil) }
            : ports;
        _system = new PaymentSystem(own, _bugs);
        return _system.Round;
    }

    public async Task<bool> Act(Random random)
    {
        if (_pending is null && (_pending = await Choose()) is null) { return false; }
        await _pending(_system!);
        _pending = null;
        return true;
    }

    public async Task<bool> IsOver(IDocumentStore documents)
    {
        if (_bugs.Count > 0) { throw new InvalidOperationException("A bug.", _bugs[0]); }
        return _system!.IsQuiet && _bank.IsSettled && _treasury.IsSettled
            && await PaymentChecks.IsAtRest(documents, _people.Requests);
    }

    public async Task Check(IDocumentStore documents)
    {
        if (_bugs.Count > 0) { throw new InvalidOperationException("A bug.", _bugs[0]); }
        var checks = new PaymentChecks(documents, _bank.Ledger, PaymentPlan.County);
        await checks.Run(_people.Requests, isSealed: _random.Next(25) == 0);
        _ends.UnionWith(checks.Ends);
    }

    private async Task<Func<PaymentSystem, Task>?> Choose()
    {
        var system = _system!;
        var acts = await _bank.Acts(system);
        acts.AddRange(await _treasury.Acts(system));
        acts.AddRange((await _people.Acts(system.Ports.Documents)).Select(Give));
        // Somebody's browser repeats an old command, which must not do anything again.
        if (_again > 0 && _given.Count > 0 && _random.Next(4) == 0)
        {
            acts.Add(Repeat(_given[_random.Next(_given.Count)]));
        }
        return acts.Count == 0 ? null : acts[_random.Next(acts.Count)];
    }

    private Func<PaymentSystem, Task> Give(PersonAct act)
    {
        var key = $"k{_given.Count + 1}-{_random.Next(1_000_000)}";
        return async system =>
        {
            var answer = await Do(system, act, key);
            if (act.IsBeginning)
            {
                answer.Require();
                _people.HasBegun();
            }
            else { OnlyExpected(answer); }
            if (answer.TryGet(out _, out _)) { act.Then?.Invoke(); }
            _given.Add((act, key));
        };
    }

    private Func<PaymentSystem, Task> Repeat((PersonAct Act, string Key) given) => async system =>
    {
        OnlyExpected(await Do(system, given.Act, given.Key));
        _again--;
    };

    private static async Task<Result<object>> Do(PaymentSystem system, PersonAct act, string key)
    {
        if (act.Request is DroppedFile file)
        {
            using var content = new MemoryStream(file.Content);
            return Result.Of<object>((await system.Ports.Blobs.Put(file.Name, content, onlyNew: false)).Require());
        }
        using var body = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(act.Body));
        return await system.Do(act.By, act.Request, key, body);
    }

    /// <summary>Refusals of people who are late, wrong or not entitled.</summary>
    private static void OnlyExpected(Result<object> answer)
    {
        if (answer.TryGet(out _, out var problem)) { return; }
        string[] expected =
            ["wrong_state", "not_allowed", "same_actor", "request_exists", "over_budget", "answer_contradicted"];
        if (expected.Contains(problem.Code)) { return; }
        throw new InvalidOperationException($"Refused: {problem.Code} {problem.Message}");
    }
}

using System.Globalization;
using System.Security.Cryptography;
using SocialFund.Kernel;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Simulation;

/// <summary>One history went wrong. Run that seed alone with SIMULATION_SEED.</summary>
public sealed class SimulationFailedException(int seed, Exception cause)
    : Exception($"Fails with SEED={seed}: {cause.Message}", cause);

/// <summary>What a run of histories met.</summary>
/// <param name="Faults">By kind; what was called without a fault is counted too.</param>
/// <param name="Failures">The histories that went wrong, in the order of their seeds.</param>
public sealed record SimulationReport(
    int Histories, IReadOnlyDictionary<Fault, long> Faults, int ClockJumps,
    IReadOnlyList<SimulationFailedException> Failures)
{
    public string Text => string.Create(CultureInfo.InvariantCulture,
        $"{Histories} histories: {Faults.Values.Sum()} calls of stores, blobs and bank, of them {Of(Fault.Before)} "
        + $"failed before and {Of(Fault.After)} after their effect, {Of(Fault.CrashBefore)} crashed the process before "
        + $"and {Of(Fault.CrashAfter)} after it; {ClockJumps} jumps of the clock; {Failures.Count} histories violated "
        + $"a check{string.Concat(Failures.Select(failure => $"\n  {failure.Message}"))}");

    private long Of(Fault fault) => Faults.GetValueOrDefault(fault);
}

/// <summary>
/// Runs histories of a scenario: acts from outside, rounds of the system, faults, crashes and jumps of the clock in an
/// order that the seed decides; then a calm in which all must end; then the checks.
/// </summary>
public sealed class SimulatedWorld
{
    /// <summary>Long enough for some ten crashes a history.</summary>
    private const int StormTurns = 120;

    /// <summary>A history that has not ended after so many quiet rounds never will.</summary>
    private const int CalmRoundsMax = 1000;

    /// <summary>More failed histories of one run teach nothing more.</summary>
    private const int FailuresMax = 10;

    private static readonly DateTimeOffset Begin = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Random _random;
    private readonly IScenario _scenario;
    private readonly MemoryDocumentStore _documents = new();
    private readonly JumpingClock _clock = new(Begin);
    private readonly MemoryBlobStore _blobs;
    private Faults _faults = Faults.None;
    private Func<Task>? _round;

    private SimulatedWorld(Random random, IScenario scenario)
    {
        (_random, _scenario) = (random, scenario);
        _blobs = new MemoryBlobStore(_clock, bytes => Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    /// <summary>How often the process ended.</summary>
    public int Crashes { get; private set; }

    public Dictionary<Fault, long> Met { get; } = [];

    public int ClockJumps { get; private set; }

    /// <summary>Runs SIMULATION_HISTORIES histories (500 when not set), or only the one of SIMULATION_SEED.</summary>
    /// <param name="tell">Told the report before a failure is thrown.</param>
    /// <returns>How many were run.</returns>
    /// <exception cref="SimulationFailedException">Of the first history that went wrong.</exception>
    public static async Task<int> Run(Func<Random, IScenario> scenario, Action<string>? tell = null)
    {
        if (Setting("SIMULATION_SEED") is { } seed) { await RunOne(seed, scenario); return 1; }
        var report = await RunMany(Setting("SIMULATION_HISTORIES") ?? 500, scenario);
        tell?.Invoke(report.Text);
        return report.Failures.Count == 0 ? report.Histories : throw report.Failures[0];
    }

    /// <summary>Runs the histories 1, 2, 3 …; gives up when enough have gone wrong to see why.</summary>
    public static async Task<SimulationReport> RunMany(
        int histories, Func<Random, IScenario> scenario, int failuresMax = FailuresMax)
    {
        var (met, failures, jumps, seed) = (new Dictionary<Fault, long>(), new List<SimulationFailedException>(), 0, 0);
        while (seed < histories && failures.Count < failuresMax)
        {
            var random = new Random(++seed);
            var world = new SimulatedWorld(random, scenario(random));
            try { await world.Live(seed); }
            catch (SimulationFailedException failure) { failures.Add(failure); }
            world.CountFaults();
            foreach (var (fault, count) in world.Met) { met[fault] = met.GetValueOrDefault(fault) + count; }
            jumps += world.ClockJumps;
        }
        return new SimulationReport(seed, met, jumps, failures);
    }

    /// <returns>The world at the end, for questions.</returns>
    public static async Task<SimulatedWorld> RunOne(int seed, Func<Random, IScenario> scenario)
    {
        var random = new Random(seed);
        var world = new SimulatedWorld(random, scenario(random));
        await world.Live(seed);
        return world;
    }

    private async Task Live(int seed)
    {
        try
        {
            await Storm();
            await Calm();
            await _scenario.Check(_documents);
        }
        catch (Exception error)
        {
            throw new SimulationFailedException(seed, error);
        }
        finally { _blobs.Dispose(); }
    }

    /// <summary>Everything stored, to compare two runs.</summary>
    public async Task<string> Digest()
    {
        var all = new List<string>();
        foreach (var container in Containers.All)
        {
            var page = await _documents.Changes(container, null, null, int.MaxValue, CancellationToken.None);
            all.AddRange(page.Items.Select(item => $"{container}/{item.Partition}/{item.Id}: {item.Body}"));
        }
        return string.Join('\n', all);
    }

    private async Task Storm()
    {
        for (var turn = 0; turn < StormTurns; turn++)
        {
            if (_round is null || _faults.IsDown) { Boot(Faults.AtRandom(_random)); }
            try
            {
                await OneTurn();
            }
            catch (SimulatedFaultException)
            {
                // As in life: whoever called sees an error and calls again; after a crash the process is booted anew.
            }
        }
    }

    private async Task OneTurn()
    {
        var dice = _random.Next(10);
        if (dice < 4) { await _scenario.Act(_random); }
        else if (dice < 9) { await _round!(); }
        else
        {
            ClockJumps++;
            _clock.Jump(TimeSpan.FromSeconds(_random.Next(10) == 0 ? -_random.Next(30) : _random.Next(50_000)));
        }
    }

    private async Task Calm()
    {
        Boot(Faults.None);
        for (var round = 0; round < CalmRoundsMax; round++)
        {
            var acted = await _scenario.Act(_random);
            await _round!();
            if (!acted && await _scenario.IsOver(_documents)) { return; }
            _clock.Jump(TimeSpan.FromMinutes(10));
        }
        throw new InvalidOperationException("It does not end.");
    }

    private void Boot(Faults faults)
    {
        if (_faults.IsDown) { Crashes++; }
        CountFaults();
        _faults = faults;
        _round = _scenario.Boot(new Ports(
            new FaultyDocumentStore(_documents, faults), new FaultyBlobStore(_blobs, faults), _clock, faults));
    }

    private void CountFaults()
    {
        foreach (var (fault, count) in _faults.Met) { Met[fault] = Met.GetValueOrDefault(fault) + count; }
        _faults = Faults.None;
    }

    private static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text) : null;
}

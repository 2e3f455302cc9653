using System.Security.Cryptography;
using SocialFund.Kernel;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Simulation;

/// <summary>One history went wrong. Run that seed alone with SIMULATION_SEED.</summary>
public sealed class SimulationFailedException(int seed, Exception cause)
    : Exception($"Fails with SEED={seed}: {cause.Message}", cause);

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

    /// <summary>Runs SIMULATION_HISTORIES histories (500 when not set), or only the one of SIMULATION_SEED.</summary>
    /// <returns>How many were run.</returns>
    /// <exception cref="SimulationFailedException">Of the first history that went wrong.</exception>
    public static async Task<int> Run(Func<Random, IScenario> scenario)
    {
        if (Setting("SIMULATION_SEED") is { } seed) { await RunOne(seed, scenario); return 1; }
        var histories = Setting("SIMULATION_HISTORIES") ?? 500;
        for (var number = 1; number <= histories; number++) { await RunOne(number, scenario); }
        return histories;
    }

    /// <returns>The world at the end, for questions.</returns>
    public static async Task<SimulatedWorld> RunOne(int seed, Func<Random, IScenario> scenario)
    {
        var random = new Random(seed);
        var world = new SimulatedWorld(random, scenario(random));
        try
        {
            await world.Storm();
            await world.Calm();
            await world._scenario.Check(world._documents);
            return world;
        }
        catch (Exception error)
        {
            throw new SimulationFailedException(seed, error);
        }
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
        else { _clock.Jump(TimeSpan.FromSeconds(_random.Next(10) == 0 ? -_random.Next(30) : _random.Next(50_000))); }
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
        _faults = faults;
        _round = _scenario.Boot(new Ports(
            new FaultyDocumentStore(_documents, faults), new FaultyBlobStore(_blobs, faults), _clock, faults));
    }

    private static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text) : null;
}

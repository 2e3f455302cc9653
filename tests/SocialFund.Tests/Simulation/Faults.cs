namespace SocialFund.Tests.Simulation;

/// <summary>What a call of a port meets.</summary>
public enum Fault
{
    None = 1,

    /// <summary>It fails and has done nothing.</summary>
    Before,

    /// <summary>It takes effect and then fails: the caller cannot know.</summary>
    After,

    /// <summary>The process ends just before it took effect.</summary>
    CrashBefore,

    /// <summary>The process ends just after it took effect.</summary>
    CrashAfter,
}

/// <summary>Thrown by the faulty ports only, so that nobody mistakes a bug for it.</summary>
public sealed class SimulatedFaultException(string message) : IOException(message);

/// <summary>
/// The faults of one process. Every call of every port comes through here; once the process has crashed all of its
/// calls fail, whoever still runs.
/// </summary>
/// <param name="plan">The fault of the call of that number, counted from 1.</param>
public sealed class Faults(Func<int, Fault> plan)
{
    private readonly Dictionary<Fault, int> _met = [];
    private int _calls;

    public static Faults None => new(_ => Fault.None);

    public bool IsDown { get; private set; }

    public int Calls => _calls;

    /// <summary>How often each fault was met.</summary>
    public IReadOnlyDictionary<Fault, int> Met => _met;

    /// <summary>One crash at one call.</summary>
    public static Faults CrashAt(int call, Fault fault) => new(number => number == call ? fault : Fault.None);

    /// <summary>Two calls in a hundred fail, and one is the process's last.</summary>
    public static Faults AtRandom(Random random) => new(_ => random.Next(400) switch
    {
        < 4 => Fault.Before,
        < 8 => Fault.After,
        < 10 => Fault.CrashBefore,
        < 12 => Fault.CrashAfter,
        _ => Fault.None,
    });

    public async Task<T> Run<T>(Func<Task<T>> call)
    {
        var fault = Next();
        if (fault is Fault.Before or Fault.CrashBefore) { throw new SimulatedFaultException($"{fault}"); }
        var answer = await call();
        return fault == Fault.None ? answer : throw new SimulatedFaultException($"{fault}");
    }

    private Fault Next()
    {
        if (IsDown) { return Fault.Before; }
        var fault = plan(Interlocked.Increment(ref _calls));
        IsDown = fault is Fault.CrashBefore or Fault.CrashAfter;
        lock (_met) { _met[fault] = _met.GetValueOrDefault(fault) + 1; }
        return fault;
    }
}

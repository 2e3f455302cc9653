using SocialFund.Kernel;

namespace SocialFund.Tests.Simulation;

/// <summary>What one process of the simulated system stands on.</summary>
/// <param name="Faults">For further ports of the scenario's own, such as a bank: send their calls through it.</param>
public sealed record Ports(IDocumentStore Documents, IBlobStore Blobs, TimeProvider Clock, Faults Faults);

/// <summary>
/// One history of some part of the product. It plays the people and partners outside, which remember what they did; the
/// system inside remembers only what it stored.
/// </summary>
public interface IScenario
{
    /// <summary>Makes all objects of the system anew. Called at the begin and after every crash.</summary>
    /// <returns>One round of what the system does by itself: pumps, engine, timers.</returns>
    Func<Task> Boot(Ports ports);

    /// <summary>
    /// The next act of somebody outside, on the process booted last. When it throws it is called again, and must repeat
    /// the same act under the same idempotency key until that has gone through.
    /// </summary>
    /// <returns>False when nobody outside has anything to do now.</returns>
    Task<bool> Act(Random random);

    /// <summary>Whether everything that began has ended.</summary>
    Task<bool> IsOver(IDocumentStore documents);

    /// <summary>Throws what is wrong at the end.</summary>
    Task Check(IDocumentStore documents);
}

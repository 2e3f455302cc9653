using SocialFund.Hosts.Pipeline;
using SocialFund.Kernel;
using SocialFund.Tests.Funds.Expenditure;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Hosts.Azure;

/// <summary>
/// Every path of the payment chain once more, on the Azure head's adapter: the same script, the same activities, every
/// turn a replay.
/// </summary>
public sealed class DurableChainTests() : ChainTests(OnDurable)
{
    private static ScriptEngine OnDurable(IDocumentStore store, FakeClock clock, IEnumerable<IActivity> activities)
    {
        var durable = new FakeDurable(store, clock, Business.Workflows, activities);
        return new ScriptEngine(durable.Workflows, durable.RunUntilIdle);
    }
}

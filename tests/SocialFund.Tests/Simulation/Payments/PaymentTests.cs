namespace SocialFund.Tests.Simulation.Payments;

public sealed class PaymentTests(Xunit.Abstractions.ITestOutputHelper output)
{
    [Fact]
    public async Task Payments_UnderFaultsAndCrashes_AreConserved()
    {
        var scenarios = new List<PaymentScenario>();
        var histories = await SimulatedWorld.Run(
            random =>
            {
                scenarios.Add(new PaymentScenario(random));
                return scenarios[^1];
            },
            output.WriteLine);
        // Fewer histories, run by hand, need not meet every end.
        string[] all = ["done", "inReview", "inTreasury", "partlyFailed", "paying", "rejected", "returned", "withdrawn"];
        if (histories >= 500) { Assert.Equal(all, scenarios.SelectMany(scenario => scenario.Ends).Distinct().Order()); }
    }
}

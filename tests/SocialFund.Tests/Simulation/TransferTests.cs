namespace SocialFund.Tests.Simulation;

public sealed class TransferTests
{
    [Fact]
    public async Task Transfers_UnderFaultsAndCrashes_HappenOnceAndEnd()
    {
        var scenarios = new List<TransferScenario>();
        var histories = await SimulatedWorld.Run(random =>
        {
            scenarios.Add(new TransferScenario(random));
            return scenarios[^1];
        });
        // Fewer histories, run by hand, need not meet every end.
        string[] all = ["expired", "failed", "paid", "refused", "rejected", "returned"];
        if (histories >= 100) { Assert.Equal(all, scenarios.SelectMany(scenario => scenario.Ends).Distinct().Order()); }
    }

    [Fact]
    public async Task Simulation_WhenTheSeedIsTheSame_IsTheSameToTheLetter()
    {
        var first = await SimulatedWorld.RunOne(7, random => new TransferScenario(random));
        var second = await SimulatedWorld.RunOne(7, random => new TransferScenario(random));
        Assert.Equal(await first.Digest(), await second.Digest());
        Assert.InRange(first.Crashes, 1, 100);
    }

    [Fact]
    public async Task Simulation_WhenAnEffectHasNoIdempotencyKey_FindsItAndNamesTheSeed()
    {
        var error = await Assert.ThrowsAsync<SimulationFailedException>(async () =>
        {
            for (var seed = 1; seed <= 50; seed++)
            {
                await SimulatedWorld.RunOne(seed, random => new TransferScenario(random, _ => null));
            }
        });
        Assert.Matches("^Fails with SEED=[0-9]+: ", error.Message);
    }
}

using SocialFund.Exchange.History;
using SocialFund.Kernel;
using SocialFund.Storage;
using SocialFund.Tests.Simulation;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Exchange.History;

/// <summary>The process ends at every single call of a store or the blobs, once before and once after its
/// effect.</summary>
public sealed class HistoryCrashTests
{
    private static readonly byte[] Earlier = ImportTests.Final(2014);
    private static readonly byte[] Later = ImportTests.Final(2014, premium: "99");

    [Theory]
    [InlineData(Fault.CrashBefore)]
    [InlineData(Fault.CrashAfter)]
    public async Task Accept_WhenItCrashesAnywhere_LeavesTheOldOrTheNewAndTheNextTryMendsIt(Fault fault)
    {
        var calls = await Run(Faults.None, null);
        for (var call = 1; call <= calls; call++) { await Run(Faults.CrashAt(call, fault), fault); }
    }

    /// <summary>Accepts the second file over the first, crashing as told; then again, soundly.</summary>
    /// <returns>How many calls it made.</returns>
    private static async Task<int> Run(Faults faults, Fault? fault)
    {
        using var folder = new TempFolder();
        var blobs = new FolderBlobStore(folder.Of("blobs"), new NationalCrypto());
        var documents = new MemoryDocumentStore();
        using var sound = new HistoryWorld(blobs, documents);
        await sound.Import("旧.xlsx", Earlier);
        var trial = await sound.Receive("新.xlsx", Later);
        using (var world = new HistoryWorld(
            new FaultyBlobStore(blobs, faults), new FaultyDocumentStore(documents, faults)))
        {
            var work = world.Ask<HistoryBatch>(new AcceptTrial(trial.Id));
            if (fault is null) { await work; }
            else { await Assert.ThrowsAsync<SimulatedFaultException>(() => work); }
        }
        Assert.Contains(await Premium(sound), new[] { 1_000_000_00L, 990_000_00L });

        var after = await sound.Ask<TrialView>(new ViewTrial(trial.Id));
        if (after.Trial.State == TrialState.Open) { await sound.Ask<HistoryBatch>(new AcceptTrial(trial.Id)); }
        Assert.Equal(990_000_00L, await Premium(sound));
        Assert.Equal(2, (await sound.Ask<Page<HistoryBatch>>(new ListVersions())).Total);
        return faults.Calls;
    }

    private static async Task<long> Premium(HistoryWorld world) => Assert.Single((await world.Ask<HistorySeries>(
        new ViewSeries("final", "unemployment", "income.premium", 2014, 2014))).Points).Value;
}

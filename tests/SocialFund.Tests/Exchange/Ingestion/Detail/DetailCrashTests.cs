using SocialFund.Exchange.Governance;
using SocialFund.Storage;
using SocialFund.Tests.Simulation;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Exchange.Ingestion.Detail;

/// <summary>The process ends at every single call of a store or the blobs, once before and once after its
/// effect.</summary>
public sealed class DetailCrashTests
{
    private static readonly byte[] Earlier = DetailWorld.Batch(
        "0", DetailWorld.Gb(DetailWorld.Heading, DetailWorld.Row(1), DetailWorld.Row(2)));

    private static readonly byte[] File = DetailWorld.Batch(
        "1", DetailWorld.Gb(
            DetailWorld.Heading, DetailWorld.Row(2, "9.00"), DetailWorld.Row(3), DetailWorld.Row(4, "x")),
        replaces: "0");

    [Theory]
    [InlineData(Fault.CrashBefore)]
    [InlineData(Fault.CrashAfter)]
    public async Task Receive_WhenItCrashesAnywhere_IsThereWholeOrNotAtAllAndMendedByTheNextTry(Fault fault)
    {
        var calls = await Calls();
        for (var call = 1; call <= calls; call++)
        {
            using var folder = new TempFolder();
            var blobs = new FolderBlobStore(folder.Of("blobs"), new NationalCrypto());
            var documents = new MemoryDocumentStore();
            using var sound = new DetailWorld(blobs, documents);
            await sound.Drop(Earlier, "0.zip");
            await Put(blobs);

            var faults = Faults.CrashAt(call, fault);
            using (var crashing = new DetailWorld(
                new FaultyBlobStore(blobs, faults), new FaultyDocumentStore(documents, faults)))
            {
                await Assert.ThrowsAsync<SimulatedFaultException>(
                    () => crashing.Intake.Receive($"inbox/{DetailWorld.Sender}/1.zip", CancellationToken.None));
            }
            var between = await sound.Ask("person_no || ' ' || individual_paid_current_month_fen");
            Assert.True(
                between is ["P0001 40000", "P0002 40000"] or ["P0002 900", "P0003 40000"],
                $"call {call}: {string.Join(", ", between)}");

            var mended = await sound.Drop(File, "1.zip");
            Assert.Equal(DetailState.PartlyLoaded, mended.State);
            Assert.Equal((3, 2, 1), (mended.Received!.Rows, mended.Accepted!.Rows, mended.Returned!.Rows));
            Assert.Equal(
                ["P0002 900", "P0003 40000"], await sound.Ask("person_no || ' ' || individual_paid_current_month_fen"));
            Assert.Contains("第4行", (await sound.Returned(mended))["缴费.txt"], StringComparison.Ordinal);
        }
    }

    /// <summary>How many calls the whole of it makes.</summary>
    private static async Task<int> Calls()
    {
        using var folder = new TempFolder();
        var blobs = new FolderBlobStore(folder.Of("blobs"), new NationalCrypto());
        var documents = new MemoryDocumentStore();
        using (var sound = new DetailWorld(blobs, documents)) { await sound.Drop(Earlier, "0.zip"); }
        await Put(blobs);
        var faults = Faults.None;
        using var world = new DetailWorld(
            new FaultyBlobStore(blobs, faults), new FaultyDocumentStore(documents, faults));
        await world.Intake.Receive($"inbox/{DetailWorld.Sender}/1.zip", CancellationToken.None);
        return faults.Calls;
    }

    private static async Task Put(FolderBlobStore blobs) =>
        (await blobs.Put($"inbox/{DetailWorld.Sender}/1.zip", new MemoryStream(File), onlyNew: false)).Require();
}

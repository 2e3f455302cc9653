using SocialFund.Exchange.Governance;
using SocialFund.Kernel;
using SocialFund.Storage;
using SocialFund.Tests.Simulation;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Exchange.Ingestion.Detail;

/// <summary>分部分报送: a batch in several packages counts when all of them are there.</summary>
public sealed class PartedBatchTests : IDisposable
{
    private readonly DetailWorld _world = new();

    public void Dispose() => _world.Dispose();

    /// <summary>Part 1 has the persons 1 and 4, part 2 has 2 and 5, part 3 has 3 and 6.</summary>
    private static byte[] Part(int number, string batch = "7", string? replaces = null) => DetailWorld.Batch(
        batch, DetailWorld.Gb(DetailWorld.Heading, DetailWorld.Row(number), DetailWorld.Row(number + 3)),
        replaces, part: number, parts: 3);

    [Theory]
    [InlineData(1, 2, 3)]
    [InlineData(1, 3, 2)]
    [InlineData(2, 1, 3)]
    [InlineData(2, 3, 1)]
    [InlineData(3, 1, 2)]
    [InlineData(3, 2, 1)]
    public async Task Parts_InAnyOrder_CountWithTheLastOne(int first, int second, int third)
    {
        var one = await _world.Drop(Part(first), $"{first}.zip");
        Assert.Equal(DetailState.Waiting, one.State);
        Assert.Equal(
            $"第 {first} 部分，共 3 部分；还缺第 {Math.Min(second, third)}、{Math.Max(second, third)} 部分，齐全后一并入库",
            one.Part!.Text);
        Assert.Equal(new RowsAndFen(2, 800_00), one.Accepted);

        var two = await _world.Drop(Part(second), $"{second}.zip");
        Assert.Equal(DetailState.Waiting, two.State);
        Assert.Equal($"第 {second} 部分，共 3 部分；还缺第 {third} 部分，齐全后一并入库", two.Part!.Text);
        Assert.Equal([third], (await Known(one)).Part!.Missing);
        Assert.Equal([], await _world.Ask("person_no"));

        var last = await _world.Drop(Part(third), $"{third}.zip");
        Assert.Equal(
            (DetailState.Loaded, $"第 {third} 部分，共 3 部分，已齐全"), (last.State, last.Part!.Text));
        Assert.Equal(DetailState.Loaded, (await Known(one)).State);
        Assert.Equal([], (await Known(two)).Part!.Missing);
        Assert.Equal(
            ["P0001", "P0002", "P0003", "P0004", "P0005", "P0006"], await _world.Ask("person_no"));
        // Each row knows the package that it came in.
        Assert.Equal(
            [$"P000{third} {last.Id}", $"P000{third + 3} {last.Id}"],
            (await _world.Ask("person_no || ' ' || source_batch"))
                .Where(row => row.EndsWith(last.Id, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Receipt_OfAPart_NamesWhatIsMissing()
    {
        var part = await _world.Drop(Part(2));

        await using var receipt = await _world.Blobs.Open(part.Receipt!);
        using var reader = new StreamReader(receipt!.Content);
        Assert.Contains(
            "分部分报送：第 2 部分，共 3 部分；还缺第 1、3 部分，齐全后一并入库", await reader.ReadToEndAsync(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Part_ThatComesAgain_ChangesNothing()
    {
        await _world.Drop(Part(1));
        var again = await _world.Drop(Part(1), "又一次.zip");
        Assert.Equal((DetailState.Waiting, 1), (again.State, again.Repeats));
        await _world.Drop(Part(2));
        await _world.Drop(Part(3));

        again = await _world.Drop(Part(1), "又一次.zip");

        Assert.Equal((DetailState.Loaded, 2), (again.State, again.Repeats));
        Assert.Equal(["6"], await _world.Ask("count(*)"));
    }

    [Fact]
    public async Task Part_WithOtherContent_IsRefused()
    {
        await _world.Drop(Part(1));
        var other = await _world.Drop(DetailWorld.Batch(
            "7", DetailWorld.Gb(DetailWorld.Heading, DetailWorld.Row(9)), part: 1, parts: 3));

        Assert.Equal((DetailState.Refused, "part_taken"), (other.State, other.ProblemCode));
        Assert.StartsWith("批次“7”的第 1 部分已收到另一份内容不同的文件。", other.ProblemText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, null, "630102", "部分数（parts）")]
    [InlineData(3, "6", "630102", "更正批次（replaces）")]
    [InlineData(3, null, "630103", "行政区划（division）")]
    public async Task Part_ThatDisagrees_IsRefusedAndMayComeAgain(
        int parts, string? replaces, string division, string what)
    {
        await _world.Drop(Part(1));
        var wrong = await _world.Drop(DetailWorld.Batch(
            "7", DetailWorld.Gb(DetailWorld.Heading, DetailWorld.Row(2)), replaces, part: 2, parts: parts,
            division: division));
        Assert.Equal((DetailState.Refused, "parts_differ"), (wrong.State, wrong.ProblemCode));
        Assert.StartsWith($"本文件的{what}与批次“7”", wrong.ProblemText, StringComparison.Ordinal);

        await _world.Drop(Part(2));
        Assert.Equal(DetailState.Loaded, (await _world.Drop(Part(3))).State);
    }

    [Theory]
    [InlineData(null, 3)]
    [InlineData(1, null)]
    [InlineData(0, 3)]
    [InlineData(4, 3)]
    [InlineData(1, 17)]
    public async Task Part_ThatCannotBe_IsRefused(int? part, int? parts)
    {
        var batch = await _world.Drop(DetailWorld.Batch(
            "7", DetailWorld.Gb(DetailWorld.Heading, DetailWorld.Row(1)), part: part, parts: parts));

        Assert.Equal((DetailState.Refused, "manifest_unreadable"), (batch.State, batch.ProblemCode));
    }

    [Fact]
    public async Task Rows_ThatTwoPartsHave_CountOnce()
    {
        await _world.Drop(DetailWorld.Batch(
            "7", DetailWorld.Gb(DetailWorld.Heading, DetailWorld.Row(1), DetailWorld.Row(2)), part: 2, parts: 2));
        var second = await _world.Drop(DetailWorld.Batch(
            "7", DetailWorld.Gb(DetailWorld.Heading, DetailWorld.Row(2), DetailWorld.Row(1, "1.00")),
            part: 1, parts: 2));

        Assert.Equal((0, 1, 1), (second.Accepted!.Rows, second.Returned!.Rows, second.Duplicate!.Rows));
        Assert.Equal(["P0001", "P0002"], await _world.Ask("person_no"));
    }

    [Fact]
    public async Task Correction_InParts_TakesTheBatchesPlaceWithItsLastPart()
    {
        await _world.Drop(DetailWorld.Batch(
            "6", DetailWorld.Gb(DetailWorld.Heading, DetailWorld.Row(8), DetailWorld.Row(9))));
        await _world.Drop(Part(1, replaces: "6"));
        await _world.Drop(Part(2, replaces: "6"));
        Assert.Equal(["P0008", "P0009"], await _world.Ask("person_no"));
        await _world.Drop(Part(3, replaces: "6"));
        Assert.Equal(
            ["P0001", "P0002", "P0003", "P0004", "P0005", "P0006"], await _world.Ask("person_no"));

        // A batch that came in parts goes with all of them; the replaced one counts again.
        var batch = await Known(await _world.Drop(Part(2, replaces: "6")));
        var taken = await new LakeIndex(_world.Documents).Withdraw(
            batch, "测试", Call.System("test", DateTimeOffset.UnixEpoch, "withdraw"));
        Assert.Equal(new RowsAndFen(6, 2400_00), taken.Require());
        Assert.Equal(["P0008", "P0009"], await _world.Ask("person_no"));
    }

    [Theory]
    [InlineData(Fault.CrashBefore)]
    [InlineData(Fault.CrashAfter)]
    public async Task LastPart_WhenItCrashesAnywhere_LeavesAllOrNothingAndIsMended(Fault fault)
    {
        var calls = 0;
        for (var call = 0; call <= calls; call++)
        {
            using var folder = new TempFolder();
            var blobs = new FolderBlobStore(folder.Of("blobs"), new NationalCrypto());
            var documents = new MemoryDocumentStore();
            using var sound = new DetailWorld(blobs, documents);
            var first = await sound.Drop(Part(3), "3.zip");
            await sound.Drop(Part(1), "1.zip");
            const string last = $"inbox/{DetailWorld.Sender}/2.zip";
            (await blobs.Put(last, new MemoryStream(Part(2)), onlyNew: false)).Require();

            // The first turn counts the calls and crashes at none.
            var faults = call == 0 ? Faults.None : Faults.CrashAt(call, fault);
            using (var crashing = new DetailWorld(
                new FaultyBlobStore(blobs, faults), new FaultyDocumentStore(documents, faults)))
            {
                var receiving = crashing.Intake.Receive(last, CancellationToken.None);
                if (call == 0)
                {
                    await receiving;
                    calls = faults.Calls;
                    continue;
                }
                await Assert.ThrowsAsync<SimulatedFaultException>(() => receiving);
            }
            var between = await sound.Ask("count(*)");
            Assert.True(between is ["0"] or ["6"], $"call {call}: {between[0]}");

            var mended = await sound.Drop(Part(2), "2.zip");
            Assert.Equal(DetailState.Loaded, mended.State);
            var known = (await documents.Find<DetailBatch>(Containers.Intake, first.Id, "detail"))!.Value;
            Assert.Equal(DetailState.Loaded, known.State);
            Assert.Equal(["6"], await sound.Ask("count(*)"));
        }
        Assert.True(calls > 20, $"{calls}");
    }

    private async Task<DetailBatch> Known(DetailBatch batch) =>
        (await _world.Documents.Find<DetailBatch>(Containers.Intake, batch.Id, DetailBatch.DocumentId))!.Value;
}

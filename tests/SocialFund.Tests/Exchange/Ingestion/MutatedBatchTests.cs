using SocialFund.Exchange.Ingestion;
using SocialFund.Tests.Support;
using Xunit.Abstractions;

namespace SocialFund.Tests.Exchange.Ingestion;

/// <summary>A thousand damaged archives: no crash, no hang, no half effect, and every row accounted for.</summary>
public sealed class MutatedBatchTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Receive_OfAThousandMutatedZips_NeverLosesARow()
    {
        using var world = new IntakeWorld();
        var outcomes = new Dictionary<IntakeState, int>();
        for (var seed = 1; seed <= 1000; seed++)
        {
            var before = world.Door.Requests.Count;
            IntakeRecord record;
            try
            {
                record = await world.Drop(Mutate(seed), $"m{seed}.zip").WaitAsync(Patience);
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"Fails with SEED={seed}", error);
            }
            Check(record, world.Door.Requests.Count - before, seed);
            outcomes[record.State] = outcomes.GetValueOrDefault(record.State) + 1;
        }
        output.WriteLine(string.Join(", ", outcomes));
        Assert.True(outcomes.GetValueOrDefault(IntakeState.Refused) > 100, "the mutations hardly damage anything");
        Assert.True(outcomes.GetValueOrDefault(IntakeState.PartlyAccepted) > 100, "the mutations hardly reach rows");
    }

    private static void Check(IntakeRecord record, int newRequests, int seed)
    {
        Assert.True(record.IsFinished, $"SEED={seed}");
        if (record.Received is { } received)
        {
            Assert.True(received == record.Accepted! + record.Returned!, $"SEED={seed}: {received}");
        }
        var expected = record.State is IntakeState.Accepted or IntakeState.PartlyAccepted ? 1 : 0;
        Assert.True(
            newRequests == expected || record.Repeats > 0, $"SEED={seed}: {newRequests} requests for {record.State}");
    }

    private static byte[] Mutate(int seed)
    {
        var random = new Random(seed);
        var batch = new BatchBuilder { Batch = $"{seed:00000}" };
        var count = random.Next(1, 12);
        for (var row = 0; row < count; row++)
        {
            batch.Add(BatchBuilder.PensionRow(seed * 20 + row, $"{random.Next(1, 99999)}.{random.Next(0, 99):00}"));
        }
        for (var times = random.Next(0, 4); times > 0; times--) { MutateRow(batch, random); }
        if (random.Next(4) == 0) { batch.Edit = manifest => MutateManifest(manifest, random); }
        var zip = batch.Zip();
        for (var times = random.Next(3) == 0 ? random.Next(1, 6) : 0; times > 0; times--)
        {
            zip[random.Next(zip.Length)] = (byte)random.Next(256);
        }
        return random.Next(20) == 0 ? zip[..random.Next(zip.Length)] : zip;
    }

    private static void MutateRow(BatchBuilder batch, Random random)
    {
        var index = random.Next(batch.Rows.Count);
        var row = batch.Rows[index];
        if (row.Length == 0) { return; }
        var at = random.Next(row.Length);
        batch.Rows[index] = random.Next(6) switch
        {
            0 => row[..at],
            1 => row.Insert(at, "|"),
            2 => row.Remove(at, 1),
            3 => row.Insert(at, "\u0001"),
            4 => row[..at] + (char)random.Next(33, 0x3000) + row[(at + 1)..],
            _ => "",
        };
    }

    private static void MutateManifest(System.Text.Json.Nodes.JsonObject manifest, Random random)
    {
        var names = manifest.Select(pair => pair.Key).ToList();
        var name = names[random.Next(names.Count)];
        if (random.Next(2) == 0) { manifest.Remove(name); }
        else { manifest[name] = random.Next(3) switch { 0 => "x", 1 => 7, _ => null }; }
    }
}

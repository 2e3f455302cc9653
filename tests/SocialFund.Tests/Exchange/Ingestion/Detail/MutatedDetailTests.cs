using System.Globalization;
using System.Text;
using SocialFund.Exchange.Governance;
using Xunit.Abstractions;

namespace SocialFund.Tests.Exchange.Ingestion.Detail;

/// <summary>
/// Damaged files in every form: no crash, no hang, and every row accounted for. MUTATIONS sets how many (600).
/// </summary>
public sealed class MutatedDetailTests(ITestOutputHelper output)
{
    private const int Usual = 600;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Receive_OfMutatedFilesOfEveryForm_CountsEveryRowHonestly()
    {
        using var world = new DetailWorld();
        var outcomes = new Dictionary<DetailState, int>();
        var count = int.TryParse(
            Environment.GetEnvironmentVariable("MUTATIONS"), CultureInfo.InvariantCulture, out var asked) ? asked
                : Usual;
        for (var seed = 1; seed <= count; seed++)
        {
            var (name, bytes) = Make(seed);
            try
            {
                var batch = await world.Drop(bytes, name).WaitAsync(Patience);
                Check(batch);
                outcomes[batch.State] = outcomes.GetValueOrDefault(batch.State) + 1;
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"Fails with SEED={seed} ({name})", error);
            }
        }
        output.WriteLine(string.Join(", ", outcomes));
        Assert.Equal(
            [DetailState.Loaded, DetailState.PartlyLoaded, DetailState.Returned, DetailState.Refused],
            outcomes.Keys.Order());
    }

    private static void Check(DetailBatch batch)
    {
        Assert.True(batch.IsFinished);
        if (batch.State == DetailState.Refused)
        {
            Assert.NotEmpty(batch.ProblemText!);
            return;
        }
        Assert.Equal(batch.Received, batch.Accepted! + batch.Returned! + batch.Duplicate!);
        Assert.Equal(batch.Received!.Rows, batch.Tables.Sum(table => table.Received.Rows));
    }

    private static (string Name, byte[] Bytes) Make(int seed)
    {
        var random = new Random(seed);
        var rows = Enumerable.Range(0, random.Next(0, 12)).Select(_ => DetailWorld.Row(random.Next(1, 400))).ToList();
        for (var times = random.Next(0, 4); times > 0 && rows.Count > 0; times--)
        {
            var index = random.Next(rows.Count);
            rows[index] = Mutate(rows[index], random);
        }
        var stem = $"职工养老个人缴费明细_202603_630102_{seed}";
        var lines = rows.Prepend(DetailWorld.Heading).ToList();
        var (name, bytes) = random.Next(5) switch
        {
            0 => ($"{stem}.txt", DetailWorld.Gb(lines)),
            1 => ($"{stem}.csv", Encoding.UTF8.GetBytes(string.Join('\n', lines).Replace('|', ','))),
            2 => ($"{stem}.xml", Encoding.UTF8.GetBytes(Xml(rows))),
            3 => ($"{seed}.zip", DetailWorld.Batch($"{seed}", DetailWorld.Gb(lines))),
            _ => ($"{seed}.zip", DetailWorld.Zip(($"{stem}.txt", DetailWorld.Gb(lines)))),
        };
        for (var times = random.Next(3) == 0 ? random.Next(1, 6) : 0; times > 0; times--)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }
        return (name, random.Next(20) == 0 ? bytes[..random.Next(bytes.Length)] : bytes);
    }

    private static string Mutate(string row, Random random)
    {
        if (row.Length == 0) { return row; }
        var at = random.Next(row.Length);
        return random.Next(6) switch
        {
            0 => row[..at],
            1 => row.Insert(at, "|"),
            2 => row.Remove(at, 1),
            3 => row.Insert(at, "\u0001"),
            4 => row[..at] + (char)random.Next(33, 0x3000) + row[(at + 1)..],
            _ => row.Insert(at, new string('9', random.Next(1, 40_000))),
        };
    }

    private static string Xml(IEnumerable<string> rows)
    {
        var names = DetailWorld.Heading.Split('|');
        var text = new StringBuilder("<rows>");
        foreach (var row in rows)
        {
            text.Append("<row>");
            foreach (var (name, cell) in names.Zip(row.Split('|'))) { text.Append($"<{name}>{cell}</{name}>"); }
            text.Append("</row>");
        }
        return text.Append("</rows>").ToString();
    }
}

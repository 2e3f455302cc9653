using System.Security.Cryptography;
using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>What one employer paid under a ticket for one month (属期).</summary>
/// <param name="Heads">Insured persons (人数).</param>
public sealed record EmployerRow(
    CreditCode Code, string Name, Period Period, int Heads, Money Unit, Money Personal);

/// <summary>One side's detail of a ticket by employer (单位明细): where its rows are and what they sum up to.</summary>
/// <param name="Key">Names the chunks that hold the rows: the same rows have the same key.</param>
/// <param name="GaveTotals">The ticket's totals are these, for none were imported.</param>
public sealed record EmployerBook(string Key, int Rows, CollectionDetail Totals, bool GaveTotals)
{
    /// <param name="rows">In order of month and code.</param>
    public static EmployerBook Of(DetailSource source, IReadOnlyList<EmployerRow> rows) => new(
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{source}\n{Json.Write(rows)}")))[..16],
        rows.Count,
        new CollectionDetail(
        [
            .. rows.GroupBy(row => row.Period).OrderBy(group => group.Key).Select(group => new DetailRow(
                group.Key, group.Aggregate(Money.Zero, (sum, row) => sum + row.Unit),
                group.Aggregate(Money.Zero, (sum, row) => sum + row.Personal))),
        ]),
        GaveTotals: false);
}

/// <summary>Topic <c>suspense.employers</c>: a ticket's rows by employer are others than before.</summary>
/// <param name="Before">The keys that no longer count.</param>
public sealed record EmployersChanged(SuspenseId Id, IReadOnlyList<string> Before)
{
    public const string Topic = "suspense.employers";
}

/// <summary>The rows by employer of a ticket, in chunks that are written before the ticket names them.</summary>
public sealed class EmployerDetails(IDocumentStore store)
{
    private const string Type = "employers";

    /// <summary>500 rows are some 100 KB: ten chunks stay below a commit's 2 MB.</summary>
    private const int PerChunk = 500;

    private const int ChunksPerCommit = 10;

    private sealed record Chunk(IReadOnlyList<EmployerRow> Rows);

    public async Task Write(
        SuspenseId id, EmployerBook book, IReadOnlyList<EmployerRow> rows, CancellationToken stopping)
    {
        var writes = rows.Chunk(PerChunk).Select((chunk, index) =>
            new Write.Put(IdOf(book.Key, index), Type, Json.Write(new Chunk(chunk))));
        foreach (var commit in writes.Chunk(ChunksPerCommit))
        {
            (await store.Commit(Containers.Income, id.Partition, commit, stopping)).Require();
        }
    }

    /// <returns>In order of month and code.</returns>
    public async Task<IReadOnlyList<EmployerRow>> Read(SuspenseId id, string key, CancellationToken stopping)
    {
        var rows = new List<EmployerRow>();
        for (var index = 0; ; index++)
        {
            var chunk = await store.Read(Containers.Income, id.Partition, IdOf(key, index), stopping);
            if (chunk is null) { return rows; }
            rows.AddRange(chunk.As<Chunk>().Rows);
        }
    }

    private static string IdOf(string key, int index) => $"employers-{key}-{index:00000}";
}

using SocialFund.Analytics;
using SocialFund.Funds.Expenditure;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion;

/// <summary>Whether a request's payees count as applied for: not rejected and not withdrawn.</summary>
public delegate Task<bool> IsLive(RequestId request, CancellationToken stopping);

/// <summary>The payee rows of accepted batches in the lake, and the search for rows that were applied for
/// before.</summary>
public sealed class EarlierBatches(IDocumentStore store, IBlobStore blobs, DuckDatabase duck, IsLive isLive)
{
    /// <summary>What later analysis needs of each payee; the request document holds the state of payment.</summary>
    public static readonly LakeTable Payees = new("expenditure", "payees",
    [
        new("request", DuckType.Varchar), new("line", DuckType.Integer), new("source_line", DuckType.Integer),
        new("kind", DuckType.Varchar), new("item", DuckType.Varchar), new("payee_id", DuckType.Varchar),
        new("payee_name", DuckType.Varchar), new("account", DuckType.Varchar), new("amount_fen", DuckType.BigInt),
        new("key_high", DuckType.BigInt), new("key_low", DuckType.BigInt),
    ]);

    private static readonly SqlFile PaidBefore = SqlFile.Beside<EarlierBatches>("paid_before");

    private sealed record PayeeFile(RequestId Request, LakeFile File);

    /// <summary>Lines of this batch that an earlier live request of the kind and fund has already.</summary>
    /// <param name="keys">Key and line of each row that passed so far.</param>
    public async Task<IReadOnlyList<(int Line, string Request)>> Find(
        string kind, RequestId own, IReadOnlyList<(RowKey Key, int Line)> keys, CancellationToken stopping)
    {
        var files = await LiveFiles(kind, own, stopping);
        if (files.Count == 0 || keys.Count == 0) { return []; }

        using var connection = duck.Connect();
        connection.Execute(
            "create temporary table keys (key_high bigint, key_low bigint, line integer)", cancellation: stopping);
        using (var rows = connection.TemporaryAppender("keys"))
        {
            foreach (var (key, line) in keys)
            {
                rows.Append(key.High).Append(key.Low).Append(line);
                rows.EndRow();
            }
            rows.Complete();
        }
        connection.Create(Payees.Read("earlier", files));
        return connection.List(PaidBefore, reader => ((int)reader.Int64(0), reader.Text(1)), cancellation: stopping);
    }

    /// <summary>Registers the Parquet file of an accepted batch; a correction replaces the earlier one.</summary>
    public async Task Register(string kind, RequestId request, LakeFile file, CancellationToken stopping) =>
        await store.Commit(
            Containers.Lists, Partition(kind, request.Fund),
            [new Write.Put(request.Text, "payees", Json.Write(new PayeeFile(request, file)))], stopping);

    private async Task<List<(LakeFile, string)>> LiveFiles(string kind, RequestId own, CancellationToken stopping)
    {
        var found = new List<(LakeFile, string)>();
        var query = new DocumentQuery("payees") { Limit = DocumentQuery.LimitMax };
        var files = store.Each<PayeeFile>(Containers.Lists, Partition(kind, own.Fund), query, stopping);
        await foreach (var earlier in files)
        {
            if (earlier.Request == own || !await isLive(earlier.Request, stopping)) { continue; }
            found.Add((earlier.File, await blobs.LocalPath(earlier.File.Text, stopping)));
        }
        return found;
    }

    private static string Partition(string kind, Fund fund) => $"payees-{kind}-{fund.Entry().Code}";
}

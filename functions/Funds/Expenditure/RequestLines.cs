using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

/// <summary>A chunk of payee lines as stored.</summary>
internal sealed record LineChunk(int Chunk, IReadOnlyList<PayeeLine> Lines);

/// <summary>What became of one line in one round.</summary>
/// <param name="Number">0 stands for the whole request, where it is paid in one sum.</param>
/// <param name="Result">paid, failed or refunded.</param>
/// <param name="MarkedIn">The newest round when it was marked; a later round pays the line again.</param>
/// <param name="Era">How often failed lines had been given up before; an older failure is given up.</param>
public sealed record LineOutcome(int Number, string Result, string Reason, int MarkedIn, int Era);

/// <summary>The outcomes of a round for the lines of one chunk.</summary>
internal sealed record OutcomeChunk(int Round, int Chunk, IReadOnlyList<LineOutcome> Lines)
{
    public const string Type = "outcomes";

    public static string IdOf(int round, int chunk) => $"outcome-r{round}-{chunk:000000}";
}

/// <summary>
/// The lines of a request in chunks, so that a million lines neither need one document nor one commit.
/// </summary>
internal static class RequestLines
{
    /// <summary>200 lines are some 100 KB: ten chunks stay below a commit's 2 MB.</summary>
    public const int PerChunk = 200;

    private const int ChunksPerCommit = 10;

    /// <summary>1.. for the chunk that holds the line; 0 for the whole request.</summary>
    public static int ChunkOf(int line) => line == 0 ? 0 : (line - 1) / PerChunk + 1;

    public static int ChunkCount(LineBook book) => ChunkOf(book.Lines);

    /// <summary>
    /// <c>lines-000001</c> for the first submission, <c>lines-g2-000001</c> for the second, with its key.
    /// </summary>
    private static string IdOf(int generation, string key, int chunk) =>
        generation == 1 ? $"lines-{key}-{chunk:000000}" : $"lines-g{generation}-{key}-{chunk:000000}";

    /// <summary>
    /// Writes the chunks, before any header names them, and sums them up. Chunks are named by key, so two different
    /// submissions of one request that race never mix; the same submission writes the same chunks again.
    /// </summary>
    /// <param name="check">The first refusal stops the writing.</param>
    /// <param name="keep">False only counts and hashes.</param>
    public static async Task<Result<LineBook>> Write(
        IDocumentStore store, RequestId id, int generation, string key, IAsyncEnumerable<PayeeLine> lines,
        Func<PayeeLine, int, Problem?> check, bool keep, CancellationToken stopping)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var items = new SortedDictionary<string, ItemTotal>(StringComparer.Ordinal);
        var chunk = new List<PayeeLine>(PerChunk);
        var writes = new List<Write>(ChunksPerCommit);
        var (count, total) = (0, Money.Zero);
        await foreach (var line in lines.WithCancellation(stopping))
        {
            count++;
            if (check(line, count) is { } problem) { return problem; }
            total += line.Amount;
            var item = items.GetValueOrDefault(line.Item) ?? new ItemTotal(line.Item, 0, Money.Zero);
            items[line.Item] = item with { Lines = item.Lines + 1, Amount = item.Amount + line.Amount };
            chunk.Add(line);
            if (chunk.Count == PerChunk) { await Flush(full: false); }
        }
        await Flush(full: true);
        return new LineBook(
            generation, key, count, total, Convert.ToHexStringLower(hash.GetHashAndReset()), [.. items.Values]);

        async Task Flush(bool full)
        {
            if (chunk.Count > 0)
            {
                var number = ChunkOf(count);
                var body = Json.Write(new LineChunk(number, [.. chunk]));
                hash.AppendData(Encoding.UTF8.GetBytes(body));
                writes.Add(new Write.Put(IdOf(generation, key, number), $"lines-{key}", body));
                chunk.Clear();
            }
            if (writes.Count == 0 || (!full && writes.Count < ChunksPerCommit)) { return; }
            if (keep) { (await store.Commit(Containers.Requests, id.Text, writes, stopping)).Require(); }
            writes.Clear();
        }
    }

    /// <summary>All lines as handed in, in order.</summary>
    public static async IAsyncEnumerable<PayeeLine> Read(
        IDocumentStore store, RequestId id, LineBook book, [EnumeratorCancellation] CancellationToken stopping)
    {
        for (var chunk = 1; chunk <= ChunkCount(book); chunk++)
        {
            foreach (var line in await Chunk(store, id, book, chunk, stopping)) { yield return line; }
        }
    }

    public static async Task<IReadOnlyList<PayeeLine>> Chunk(
        IDocumentStore store, RequestId id, LineBook book, int chunk, CancellationToken stopping)
    {
        var document = await store.Read(
            Containers.Requests, id.Text, IdOf(book.Generation, book.Key, chunk), stopping);
        return document?.As<LineChunk>().Lines
            ?? throw new InvalidOperationException($"{id} has no chunk {chunk} of {book.Key}.");
    }

    public static async Task<IReadOnlyList<LineOutcome>> Outcomes(
        IDocumentStore store, RequestId id, int round, int chunk, CancellationToken stopping) =>
        (await store.Read(Containers.Requests, id.Text, OutcomeChunk.IdOf(round, chunk), stopping))
            ?.As<OutcomeChunk>().Lines ?? [];
}

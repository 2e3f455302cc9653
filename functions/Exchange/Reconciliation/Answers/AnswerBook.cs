using System.Diagnostics;
using System.Globalization;
using SocialFund.Analytics;
using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Governance;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Reconciliation;

/// <summary>An answer that somebody reads.</summary>
/// <param name="Where">The parameters <c>$region</c> and <c>$funds</c> of every statement over an answer: what of it
/// the caller may see and asked for.</param>
internal sealed record OpenAnswer(
    DateTimeOffset AskedAt, DuckConnection Connection, IReadOnlyList<(string Name, DuckValue Value)> Where);

/// <summary>
/// Asks questions of the lake and keeps the answers: files beside the data, and a small document that names them, so
/// that readers see one whole answer and never half of the next.
/// </summary>
/// <param name="workFolder">For files on their way into the store.</param>
public sealed class AnswerBook(
    IDocumentStore store, IBlobStore blobs, DuckDatabase duck, Catalogue catalogue, TimeProvider clock,
    string workFolder)
{
    /// <summary>In container <c>system</c>.</summary>
    public const string Partition = "answers";

    private readonly DetailLake _lake = new(new LakeIndex(store), blobs);

    public DuckDatabase Duck => duck;

    public Catalogue Catalogue => catalogue;

    /// <returns>The last answer, or null before the first.</returns>
    public async Task<Answer?> Find(string question, CancellationToken stopping) =>
        (await store.Find<Answer>(Containers.System, Partition, question, stopping))?.Value;

    /// <summary>Reads the last answer for a caller.</summary>
    /// <param name="division">The caller's own when null.</param>
    /// <param name="fund">All that the caller may see when null.</param>
    /// <param name="withDecisions">Whether the statement joins the table <c>decisions</c>.</param>
    /// <returns>What is read, or <see cref="NotAskedYet"/>.</returns>
    internal async Task<Result<T>> Read<T>(
        Question question, Division? division, Fund? fund, Call call, Func<OpenAnswer, Result<T>> read,
        bool withDecisions = false)
        where T : notnull
    {
        if (await Find(question.Name, call.Stopping) is not { } answer) { return new NotAskedYet(question.Title); }
        var region = division ?? call.Actor.Division;
        using var connection = await Open(answer, call.Stopping);
        if (withDecisions) { await DecisionTable.Fill(connection, store, question.Name, call.Stopping); }
        return read(new OpenAnswer(
            answer.AskedAt, connection, [("region", region.Stem), ("funds", AnswerReader.Funds(call, region, fund))]));
    }

    /// <summary>A connection with each result of the answer as a view of its name; none has rows before the
    /// first.</summary>
    public async Task<DuckConnection> Open(Answer answer, CancellationToken stopping)
    {
        var connection = duck.Connect();
        foreach (var file in answer.Files)
        {
            var path = await blobs.LocalPath(file.Blob, stopping);
            connection.Create(new DuckView(
                file.Result, $"select * from read_parquet('{path.Replace("'", "''", StringComparison.Ordinal)}')"));
        }
        return connection;
    }

    /// <summary>Puts a view over the lake's present rows beside the results; for questions about one subject.</summary>
    public Task Add(DuckConnection connection, string view, CancellationToken stopping) =>
        SideView.Of(view).Create(connection, _lake, catalogue, stopping, isOfFew: true);

    /// <summary>Answers a question from what the lake holds now.</summary>
    public async Task<Answer> Ask(Question question, IJobProgress? progress, Call call)
    {
        var started = Stopwatch.GetTimestamp();
        var askedAt = clock.GetUtcNow();
        var version = askedAt.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture);
        var files = new List<AnswerFile>();
        using (var connection = duck.Connect())
        {
            foreach (var view in question.Views)
            {
                await SideView.Of(view).Create(connection, _lake, catalogue, call.Stopping);
            }
            for (var at = 0; at < question.Statements.Count; at++)
            {
                if (progress is not null) { await progress.Report(question.Title, at, question.Statements.Count); }
                connection.Execute(question.Statements[at], cancellation: call.Stopping);
            }
            foreach (var result in question.Results)
            {
                files.Add(await Keep(connection, question.Name, version, result, call.Stopping));
            }
        }
        var took = (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return await Commit(
            question, new Answer(question.Name, question.Title, version, askedAt, took, files, []), call);
    }

    private async Task<AnswerFile> Keep(
        DuckConnection connection, string question, string version, string result, CancellationToken stopping)
    {
        var path = Path.Combine(workFolder, "answers", $"{question}-{version}-{result}.parquet");
        try
        {
            var rows = ParquetWriter.Copy(connection, path, result, stopping);
            await using var content = File.OpenRead(path);
            var info = (await blobs.Put(
                $"lake/answers/{question}/{version}/{result}.parquet", content, onlyNew: false, stopping)).Require();
            return new AnswerFile(result, info.Name, rows, info.Size, info.Sm3);
        }
        finally { File.Delete(path); }
    }

    /// <summary>Makes the answer count; the files of the one before the last are gone for good then.</summary>
    private async Task<Answer> Commit(Question question, Answer answer, Call call)
    {
        IReadOnlyList<string> outdated = [];
        var kept = await store.Apply<Answer>(
            Containers.System, Partition, call with { IdempotencyKey = null }, async unit =>
            {
                var last = await unit.Find<Answer>(question.Name);
                outdated = last?.Former ?? [];
                var next = answer with { Former = [.. last?.Files.Select(file => file.Blob) ?? []] };
                unit.Save(question.Name, Answer.Type, next);
                unit.Audit("answer.keep", new Scope(Division.Country),
                    $"{question.Title}：{answer.Files.Sum(file => file.Rows)} 行，版本 {answer.Version}");
                return next;
            });
        // A run that is repeated in the same instant writes the same names again.
        var counting = answer.Files.Select(file => file.Blob).ToHashSet();
        foreach (var blob in outdated.Where(blob => !counting.Contains(blob)))
        {
            await blobs.Delete(blob, call.Stopping);
        }
        return kept.Require();
    }
}

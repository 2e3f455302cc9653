using SocialFund.Analytics;
using SocialFund.Exchange.Catalog;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Governance;

/// <summary>A finding with the line that it was made in.</summary>
public sealed record FindingLine(
    int File, long Line, string Field, string FieldName, string Rule, Severity Severity, string Message);

/// <summary>The list behind a quality score: findings of one table of a batch.</summary>
/// <param name="Table">The catalogue's id with ~ for /.</param>
public sealed record ViewFindings(
    string Batch, string Table, string? Rule = null, string? Field = null, Division? Division = null,
    int? Limit = null, string? Continuation = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.IntakeView, Division, null);

    public static Endpoint Endpoint(
        IDocumentStore store, IBlobStore blobs, DuckDatabase duck, Catalogue catalogue) =>
        Kernel.Endpoint.Of<ViewFindings, Page<FindingLine>>(
            HttpMethod.Get, "governance/batches/{batch}/tables/{table}/findings", Permission.IntakeView, "质量问题明细",
            (request, call) => Handle(request, call, store, blobs, duck, catalogue));

    private static async Task<Result<Page<FindingLine>>> Handle(
        ViewFindings request, Call call, IDocumentStore store, IBlobStore blobs, DuckDatabase duck, Catalogue catalogue)
    {
        if (catalogue.Find(request.Table.Replace('~', '/')) is not { } table)
        {
            return new NotFound("数据表", request.Table);
        }
        var batch = await store.Find<DetailBatch>(
            Containers.Intake, request.Batch, DetailBatch.DocumentId, call.Stopping);
        if (batch is not { Value: { Period: { } period } found }
            || !call.May(Permission.IntakeView, ListScope.Of(call.Actor, Permission.IntakeView, found.Division, null))
            || (call.Actor.Agency is { } agency && agency != found.Sender))
        {
            return new NotFound("明细批次", request.Batch);
        }
        var file = Findings.LakeTable(table).File(period, found.Division, found.Id);
        if (await blobs.Info(file.Text, call.Stopping) is null) { return new Page<FindingLine>([], 0, null); }
        var path = await blobs.LocalPath(file.Text, call.Stopping);
        return Read(request, catalogue, table, path, duck, call.Stopping);
    }

    private static Page<FindingLine> Read(
        ViewFindings request, Catalogue catalogue, CatalogTable table, string path, DuckDatabase duck,
        CancellationToken stopping)
    {
        var messages = catalogue.RulesOf(table).ToDictionary(rule => rule.Rule.Id, rule => rule.Message);
        var (limit, offset) = (ListScope.Limit(request.Limit), int.TryParse(request.Continuation, out var at) ? at : 0);
        using var connection = duck.Connect();
        const string from =
            "from read_parquet($path) where ($rule = '' or rule = $rule) and ($field = '' or field = $field)";
        (string, DuckValue)[] parameters =
            [("path", path), ("rule", request.Rule ?? ""), ("field", request.Field ?? "")];
        long count;
        using (var counted = connection.Query($"select count(*) {from}", parameters, stopping))
        {
            counted.Read();
            count = counted.Int64(0);
        }
        using var reader = connection.Query(
            $"select source_file, source_line, field, rule, severity {from} order by 1, 2, 3, 4 "
            + $"limit {limit} offset {offset}", parameters, stopping);
        var lines = new List<FindingLine>();
        while (reader.Read())
        {
            var (field, rule) = (reader.Text(2), reader.Text(3));
            var name = table.Find(field)?.Name ?? "";
            lines.Add(new FindingLine(
                (int)reader.Int64(0), reader.Int64(1), field, name, rule,
                reader.Text(4) == "hard" ? Severity.Hard : Severity.Soft,
                messages.GetValueOrDefault(rule) ?? CellFaults.TextOf(rule, name)));
        }
        return new Page<FindingLine>(lines, count, offset + lines.Count < count ? $"{offset + lines.Count}" : null);
    }
}

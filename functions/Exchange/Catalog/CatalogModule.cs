using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Catalog;

/// <summary>数据交换目录: what partners may send, for people who look it up.</summary>
public sealed class CatalogModule(Catalogue catalogue) : IModule
{
    public string Name => "catalog";

    public IEnumerable<Endpoint> Endpoints =>
        [ListTables.Endpoint(catalogue), ViewTable.Endpoint(catalogue), DownloadTemplate.Endpoint(catalogue)];
}

/// <summary>A line of the catalogue.</summary>
/// <param name="Source">The insurance's id, or the department's; <paramref name="SourceName"/> is its name.</param>
/// <param name="Fund">Null for other departments' tables.</param>
/// <param name="Group">business, tax, payment or department.</param>
/// <param name="Key">Names of the fields that name a row.</param>
/// <param name="Scope">The sources of the governance scope that it takes and that have other names.</param>
/// <param name="FieldNames">In the table's order, so that a table is found by what it holds.</param>
public sealed record TableLine(
    string Id, string Name, string Source, string SourceName, Fund? Fund, TableOrigin Origin, string Group,
    string Cycle, int Fields, int Rules, IReadOnlyList<string> Key, bool IsKeyUnique,
    IReadOnlyList<string> Scope, IReadOnlyList<string> FieldNames);

/// <summary>Every table in the order of the tender.</summary>
public sealed record ListTables : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.IntakeView, null, null);

    public static Endpoint Endpoint(Catalogue catalogue) => Kernel.Endpoint.Of<ListTables, IReadOnlyList<TableLine>>(
        HttpMethod.Get, "catalog/tables", Permission.IntakeView, "数据交换目录",
        (_, _) => Task.FromResult(Result.Of<IReadOnlyList<TableLine>>(
            [.. catalogue.Tables.Select(table => LineOf(table, catalogue))])));

    private static TableLine LineOf(CatalogTable table, Catalogue catalogue) => new(
        table.Id, table.Name, table.Source, catalogue.SourceName(table), table.Fund, table.Origin, table.Group,
        table.Cycle, table.Fields.Count, catalogue.RulesOf(table).Count,
        [.. table.Key.Select(id => table.Find(id)!.Name)], table.IsKeyUnique,
        [
            .. catalogue.Sources.Where(source => source.Name != table.Name && source.Tables.Contains(table.Id))
                .Select(source => source.Name),
        ],
        [.. table.Fields.Select(field => field.Name)]);
}

/// <summary>A rule as a reader of the catalogue sees it.</summary>
public sealed record CatalogRule(
    string Id, Severity Severity, string Message, string Must, string? When, string? Basis);

/// <summary>A table with its fields, the code lists they use and the rules its rows must keep.</summary>
public sealed record TableView(
    CatalogTable Table, string SourceName, IReadOnlyList<CodeList> Lists, IReadOnlyList<CatalogRule> Rules);

/// <param name="Id">With ~ for /.</param>
public sealed record ViewTable(string Id) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.IntakeView, null, null);

    public static Endpoint Endpoint(Catalogue catalogue) => Kernel.Endpoint.Of<ViewTable, TableView>(
        HttpMethod.Get, "catalog/tables/{id}", Permission.IntakeView, "数据表",
        (request, _) => Task.FromResult(Find(request.Id, catalogue)));

    private static Result<TableView> Find(string id, Catalogue catalogue)
    {
        if (catalogue.Find(id.Replace('~', '/')) is not { } table) { return new NotFound("数据表", id); }
        var lists = table.Fields.Where(field => field.List is not null).Select(field => field.List!).Distinct();
        return new TableView(
            table, catalogue.SourceName(table), [.. lists.Select(catalogue.List)],
            [.. catalogue.RulesOf(table).Select(rule => new CatalogRule(
                rule.Rule.Id, rule.Rule.Severity, rule.Message, rule.Rule.Must, rule.Rule.When, rule.Rule.Basis))]);
    }
}

/// <summary>An empty file of a table: its heading, for agencies to fill in.</summary>
public sealed record DownloadTemplate(string Id) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.IntakeView, null, null);

    public static Endpoint Endpoint(Catalogue catalogue) => Kernel.Endpoint.Of<DownloadTemplate, Download>(
        HttpMethod.Get, "catalog/tables/{id}/template", Permission.IntakeView, "数据表模板",
        (request, _) => Task.FromResult(Make(request.Id, catalogue)));

    private static Result<Download> Make(string id, Catalogue catalogue)
    {
        if (catalogue.Find(id.Replace('~', '/')) is not { } table) { return new NotFound("数据表", id); }
        var version = table.Versions[^1].Version;
        var heading = string.Join(',', table.Fields.Where(field => field.IsIn(version)).Select(field => field.Name));
        byte[] bytes = [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes($"{heading}\r\n")];
        return new Download(
            $"{catalogue.SourceName(table)}{table.Name}_期别_行政区划.csv", "text/csv; charset=utf-8",
            (target, stopping) => target.WriteAsync(bytes, stopping).AsTask());
    }
}

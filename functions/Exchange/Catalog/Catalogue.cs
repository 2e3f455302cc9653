using System.Text.Json;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Catalog;

/// <summary>A department other than the agencies and the tax bureau that sends data (其他部门).</summary>
/// <param name="Senders">The kinds of partners that may send its tables, and nobody else.</param>
public sealed record Department(string Id, string Name, IReadOnlyList<string> Senders);

/// <summary>A source of the governance scope (数据治理范围), as <c>sources.csv</c> lists them.</summary>
/// <param name="Department">Who holds it: 人社.</param>
/// <param name="Name">As the scope calls it; a file may be named so.</param>
/// <param name="Tables">The tables that take it; several where the catalogue tells apart what the scope does not.
/// </param>
public sealed record GovernanceSource(string Department, string Name, IReadOnlyList<string> Tables);

/// <summary>Every table, code list and quality rule of the exchange, as the JSON files beside this one say.</summary>
public sealed class Catalogue
{
    private static readonly Lazy<Catalogue> OfThisAssembly = new(ReadShipped);

    private readonly Dictionary<string, CatalogTable> _tables;
    private readonly Dictionary<string, CodeList> _lists;
    private readonly Dictionary<string, string> _departments;

    /// <exception cref="InvalidOperationException">The data contradict themselves; the message names the
    /// place.</exception>
    public Catalogue(
        IReadOnlyList<CatalogTable> tables, IReadOnlyList<CodeList> lists, IReadOnlyList<QualityRule> rules,
        IReadOnlyList<Department> departments, IReadOnlyList<GovernanceSource> sources)
    {
        Tables = tables;
        Lists = lists;
        Rules = rules;
        Departments = departments;
        Sources = sources;
        _tables = tables.ToDictionary(table => table.Id);
        _lists = lists.ToDictionary(list => list.Id);
        _departments = departments.ToDictionary(department => department.Id, department => department.Name);
        foreach (var table in tables) { Check(table); }
        if (sources.SelectMany(source => source.Tables).FirstOrDefault(id => !_tables.ContainsKey(id)) is { } none)
        {
            throw new InvalidOperationException($"A source names the table {none}, which there is not.");
        }
    }

    public static Catalogue Shipped => OfThisAssembly.Value;

    /// <summary>In the order of the tender: by insurance, then as listed; after them other departments'.</summary>
    public IReadOnlyList<CatalogTable> Tables { get; }

    /// <summary>Those that the tender lists, each of one fund.</summary>
    public IEnumerable<CatalogTable> OfTender => Tables.Where(table => table.Origin == TableOrigin.Tender);

    public IReadOnlyList<CodeList> Lists { get; }

    public IReadOnlyList<QualityRule> Rules { get; }

    public IReadOnlyList<Department> Departments { get; }

    /// <summary>In the order of the scope.</summary>
    public IReadOnlyList<GovernanceSource> Sources { get; }

    public CatalogTable? Find(string id) => _tables.GetValueOrDefault(id);

    /// <summary>The one table that takes a source of the governance scope; null for several and for none.</summary>
    public CatalogTable? OfSource(string name) =>
        Sources.FirstOrDefault(source => source.Name == name) is { Tables.Count: 1 } found
            ? Find(found.Tables[0])
            : null;

    public CodeList List(string id) => _lists[id];

    /// <summary>Whose table it is, for people: 企业职工养老, 国库.</summary>
    public string SourceName(CatalogTable table) => table.Fund?.Title() ?? _departments[table.Source];

    /// <summary>The rules that a table's rows must keep: those whose fields it has all.</summary>
    public IReadOnlyList<TableRule> RulesOf(CatalogTable table) =>
    [
        .. Rules.Where(rule => rule.AppliesTo(table)).Select(rule => new TableRule(rule, table)),
        .. TableRule.Parts(table),
    ];

    private void Check(CatalogTable table)
    {
        var unknown = table.Key.Append(table.Period).Append(table.Division).Append(table.Total)
            .Concat(table.Fields.Select(field => field.PartOf))
            .FirstOrDefault(id => id is not null && table.Find(id) is null);
        if (unknown is not null) { throw new InvalidOperationException($"{table.Id} has no field {unknown}."); }
        if (table.Fund is null && !_departments.ContainsKey(table.Source))
        {
            throw new InvalidOperationException($"{table.Id} is of no fund and no department.");
        }
        foreach (var field in table.Fields.Where(field => field.Type == FieldKind.Code))
        {
            if (field.List is null || !_lists.ContainsKey(field.List))
            {
                throw new InvalidOperationException($"{table.Id}.{field.Id} has no code list {field.List}.");
            }
        }
    }

    private sealed record SourceFile(IReadOnlyList<CatalogTable> Tables);

    private static Catalogue ReadShipped()
    {
        var departments = Read<List<Department>>("departments.json");
        var tables = FundList.All.Select(fund => fund.Id).Concat(departments.Select(department => department.Id))
            .SelectMany(source => Read<SourceFile>($"Tables.{source}.json").Tables);
        return new Catalogue(
            [.. tables], Read<List<CodeList>>("codes.json"), Read<List<QualityRule>>("rules.json"), departments,
            [
                .. EmbeddedCsv.Read(typeof(Catalogue).Assembly, "Catalog.sources.csv").Select(row =>
                    new GovernanceSource(row["department"], row["name"], row["tables"].Split(';'))),
            ]);
    }

    private static T Read<T>(string name) =>
        JsonSerializer.Deserialize<T>(
            EmbeddedText.Read(typeof(Catalogue).Assembly, $"Catalog.{name}"), Json.Options)
        ?? throw new InvalidOperationException($"{name} is empty.");
}

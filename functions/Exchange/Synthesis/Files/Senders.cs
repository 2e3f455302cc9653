using SocialFund.Exchange.Catalog;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Synthesis;

/// <summary>A partner that sends files.</summary>
/// <param name="Group">business (人社、医保) or tax (税务).</param>
internal sealed record Sender(
    string Code, string Name, Division Division, string Group, IReadOnlyList<SentTable> Tables);

/// <summary>A table as a sender names it.</summary>
/// <param name="Ordinal">The table's place in the catalogue.</param>
internal sealed record SentTable(Layout Layout, string FileName, int Ordinal);

/// <summary>A division that has senders, with its counties.</summary>
internal sealed record Area(
    int Ordinal, Division Division, IReadOnlyList<CountyRange> Counties, IReadOnlyList<Sender> Senders);

/// <summary>Who sends which table: 人社 pensions, unemployment and injury; 医保 medical and maternity; 税务 the tax
/// tables.</summary>
internal static class Senders
{
    private static readonly (string Prefix, string Office, string Group)[] Kinds =
        [("RS", "人力资源和社会保障局", "business"), ("YB", "医疗保障局", "business"), ("SW", "税务局", "tax"),
        ("GK", "国库", "treasury")];

    public static IReadOnlyList<Area> Of(World world)
    {
        var choices = new Choices();
        var tables = Sent(world)
            .Select((table, ordinal) => (Layout: new Layout(table, choices), Ordinal: ordinal))
            .Where(each => world.Options.Tables.Count == 0 || world.Options.Tables.Contains(each.Layout.Table.Id))
            .ToList();
        var kinds = Kinds.Select(kind => (kind.Prefix, kind.Office, kind.Group, Tables: Named(
            [.. tables.Where(each => PrefixOf(each.Layout.Table) == kind.Prefix)], world.Options.Format)))
            .Where(kind => kind.Tables.Count > 0).ToList();
        return
        [
            .. world.Counties
                .GroupBy(county => world.Options.Level == SenderLevel.City ? county.Code.Parent : county.Code)
                .Select((counties, ordinal) => new Area(ordinal, counties.Key, [.. counties],
                [
                    .. kinds.Select(kind => new Sender(
                        $"{kind.Prefix}{counties.Key}", Divisions.NameOf(counties.Key) + kind.Office, counties.Key,
                        kind.Group, kind.Tables)),
                ])),
        ];
    }

    /// <summary>The treasury's table is no table of the tender: it comes when asked for.</summary>
    private static IEnumerable<CatalogTable> Sent(World world) =>
        world.Options.Treasury == TreasuryFiles.None
            ? world.Catalogue.OfTender
            : world.Catalogue.OfTender.Append(world.Catalogue.Find("treasury/contribution-receipts")!);

    private static string PrefixOf(CatalogTable table) =>
        table.Group == "tax" ? "SW" : table.Source == "treasury" ? "GK"
        : table.Fund is Fund.EmployeeMedical or Fund.ResidentMedical or Fund.Maternity ? "YB" : "RS";

    /// <summary>The table's name, with the insurance's where two tables would have the same.</summary>
    private static List<SentTable> Named(
        IReadOnlyList<(Layout Layout, int Ordinal)> tables, ExchangeFormat format)
    {
        var ending = format switch { ExchangeFormat.Text => "txt", ExchangeFormat.Csv => "csv", _ => "xml" };
        var twice = tables.GroupBy(each => each.Layout.Table.Name).Where(group => group.Count() > 1)
            .Select(group => group.Key).ToHashSet();
        return
        [
            .. tables.Select(each => new SentTable(
                each.Layout,
                $"{(twice.Contains(each.Layout.Table.Name) ? each.Layout.Table.Fund?.Title() : "")}"
                    + $"{each.Layout.Table.Name}.{ending}",
                each.Ordinal)),
        ];
    }
}

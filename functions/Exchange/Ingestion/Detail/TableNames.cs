using SocialFund.Exchange.Catalog;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion.Detail;

/// <summary>
/// What a file says by its name when no manifest comes with it:
/// <c>{table}_{period}_{division}[_{part}].txt</c>, for example <c>职工养老个人缴费明细_202603_630102.txt</c>.
/// </summary>
/// <remarks>The table by its id (with . for /), by its Chinese name where only one table has it, or by insurance and
/// name: <c>失业税务单位缴费明细</c>; or by the name of a source of the governance scope that it takes:
/// <c>新型农村合作医疗收入明细</c>.</remarks>
public sealed record NamedFile(CatalogTable Table, Period Period, Division Division)
{
    /// <returns>Null when the name has not this form.</returns>
    public static NamedFile? Of(string fileName, Catalogue catalogue)
    {
        var parts = Path.GetFileNameWithoutExtension(fileName).Split('_', '＿');
        return parts.Length >= 3
            && Find(parts[0], catalogue) is { } table
            && Period.TryParse(parts[1], out var period)
            && Division.TryParse(parts[2], out var division)
            ? new NamedFile(table, period, division)
            : null;
    }

    private static CatalogTable? Find(string name, Catalogue catalogue)
    {
        var byName = catalogue.Tables.Where(table => table.Name == name).Take(2).ToList();
        if (byName.Count == 1) { return byName[0]; }
        return catalogue.Tables.FirstOrDefault(table =>
            table.Id.Replace('/', '.') == name
            || name == catalogue.SourceName(table) + table.Name
            || name == table.Fund?.Entry().Name + table.Name) ?? catalogue.OfSource(name);
    }
}

using SocialFund.Analytics;
using SocialFund.Exchange.Catalog;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Governance;

/// <summary>Reads detail tables of the lake.</summary>
public sealed class DetailLake(LakeIndex index, IBlobStore blobs)
{
    /// <summary>A view over the current rows of a table.</summary>
    /// <param name="counts">Which parts; all when null.</param>
    public async Task<DuckView> View(
        string name, CatalogTable table, Func<LakeMonth, LakePart, bool>? counts, CancellationToken stopping)
    {
        var files = new List<(LakeFile, string)>();
        foreach (var month in await index.Months(table.Id, stopping))
        {
            foreach (var part in month.Parts.Where(part => counts?.Invoke(month, part) != false))
            {
                files.Add((part.File, await blobs.LocalPath(part.File.Text, stopping)));
            }
        }
        return DetailTable.LakeTable(table).Read(name, files);
    }

    /// <summary>The keys of rows that a batch's rows could repeat: same table and month, regions that
    /// overlap.</summary>
    /// <param name="replaces">A part that will stop counting repeats nothing.</param>
    public async Task<EarlierRows> Earlier(
        DuckConnection connection, CatalogTable table, Period period, Division division, string batch,
        Func<LakePart, bool> replaces, CancellationToken stopping)
    {
        var view = await View(
            "earlier_rows", table,
            (month, part) => month.Period == period && part.Batch != batch && !replaces(part)
                && (part.Division.Contains(division) || division.Contains(part.Division)),
            stopping);
        connection.Create(view);
        return EarlierRows.Read(connection, table, "earlier_rows", stopping);
    }
}

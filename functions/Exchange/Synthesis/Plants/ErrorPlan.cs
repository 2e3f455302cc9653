using SocialFund.Exchange.Catalog;

namespace SocialFund.Exchange.Synthesis;

/// <summary>Where the first of each kind of error of each table is planted: the first file that has the
/// table.</summary>
internal sealed class ErrorPlan
{
    private readonly Dictionary<(int Area, int Month, string Table), List<PlannedError>> _planned = [];
    private readonly Dictionary<string, IReadOnlyList<PlannedError>> _kinds = [];

    /// <param name="hasRows">Whether an area's file of a month has rows of a table.</param>
    public ErrorPlan(
        World world, IEnumerable<CatalogTable> tables, int areas, Func<int, int, CatalogTable, bool> hasRows)
    {
        foreach (var table in tables)
        {
            var kinds = ErrorKinds.Of(table, world.Catalogue).Where(error => world.Options.PlantsError(error.Kind))
                .ToList();
            _kinds[table.Id] = kinds;
            if (kinds.Count == 0) { continue; }
            var homes = Homes(world, areas, (area, month) => hasRows(area, month, table));
            // Where a county has one row a month, an error that is to be taken stands in a later county's row.
            var replacing = ErrorRow.NamerOf(table) is null ? kinds.Where(error => error.IsTaken).ToList() : [];
            Add(homes.FirstOrDefault(), table, kinds.Except(replacing));
            foreach (var (error, home) in replacing.Zip(homes.Skip(1))) { Add(home, table, [error]); }
        }
    }

    public IReadOnlyList<PlannedError> At(int area, int month, CatalogTable table) =>
        _planned.GetValueOrDefault((area, month, table.Id)) ?? [];

    /// <summary>What more of them, by rate, are taken from.</summary>
    public IReadOnlyList<PlannedError> KindsOf(CatalogTable table) => _kinds[table.Id];

    private void Add((int Area, int Month)? home, CatalogTable table, IEnumerable<PlannedError> errors)
    {
        if (home is not var (area, month)) { return; }
        if (!_planned.TryGetValue((area, month, table.Id), out var there))
        {
            _planned[(area, month, table.Id)] = there = [];
        }
        there.AddRange(errors);
    }

    private static IEnumerable<(int Area, int Month)?> Homes(World world, int areas, Func<int, int, bool> hasRows) =>
        from month in Enumerable.Range(0, world.Months.Count)
        from area in Enumerable.Range(0, areas)
        where hasRows(area, month)
        select ((int, int)?)(area, month);
}

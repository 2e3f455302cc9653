namespace SocialFund.Analytics;

/// <summary>A table of the lake: what every batch of it holds, whoever wrote it.</summary>
/// <param name="Columns">In file order, without period and division: those stand in the files' names.</param>
public sealed record LakeTable(string Group, string Name, IReadOnlyList<DuckColumn> Columns)
{
    /// <summary>What a scan appends to the columns: the partition that a row's file stands in.</summary>
    private static readonly DuckColumn[] PartitionColumns =
        [new("period", DuckType.Integer), new("division", DuckType.Varchar)];

    /// <summary>A view over exactly these files, for statements to name.</summary>
    /// <param name="view">The name of the view.</param>
    /// <param name="localFolder">The store's root on this machine.</param>
    /// <param name="files">The current files, as the manifest lists them. None gives a view without rows.</param>
    /// <returns>The table's columns, then period integer and division varchar. Rows come in no order.</returns>
    /// <exception cref="ArgumentException">A file belongs to another table.</exception>
    public DuckView Read(string view, string localFolder, IReadOnlyList<LakeFile> files, bool isVisible = true)
    {
        if (files.FirstOrDefault(file => file.Group != Group || file.Table != Name) is { } stranger)
        {
            throw new ArgumentException($"{stranger.Name} is no file of {Group}/{Name}.", nameof(files));
        }

        return new DuckView(view, files.Count == 0 ? NoRows() : Scan(localFolder, files), isVisible);
    }

    // The casts hold the declared types against files of older writers; where types agree, they cost nothing.
    private string Scan(string localFolder, IReadOnlyList<LakeFile> files) =>
        $"select {Select(column => $"{SqlText.Name(column.Name)}::{column.Type.Sql}")}"
        + $" from read_parquet({SqlText.List(files.Select(file => file.PathIn(localFolder)))}, union_by_name = true,"
        + " hive_partitioning = true, hive_types = {'period': integer, 'division': varchar})";

    private string NoRows() => $"select {Select(column => $"null::{column.Type.Sql}")} where false";

    private string Select(Func<DuckColumn, string> expression) => string.Join(
        ", ",
        Columns.Concat(PartitionColumns).Select(column => $"{expression(column)} as {SqlText.Name(column.Name)}"));
}

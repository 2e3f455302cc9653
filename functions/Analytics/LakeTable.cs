using SocialFund.Kernel;

namespace SocialFund.Analytics;

/// <summary>A table of the lake: what every batch of it holds, whoever wrote it.</summary>
/// <param name="Columns">In file order, without period and division: those stand in the files' names.</param>
public sealed record LakeTable(string Group, string Name, IReadOnlyList<DuckColumn> Columns)
{
    /// <summary>Columns that were added after the files were written: read as null.</summary>
    public IReadOnlySet<string> Missing { get; init; } = new HashSet<string>();

    /// <summary>What a scan appends to the columns: the partition that a row's file stands in.</summary>
    private static readonly DuckColumn[] PartitionColumns =
        [new("period", DuckType.Integer), new("division", DuckType.Varchar)];

    /// <summary>The name of one of its batches.</summary>
    public LakeFile File(Period period, Division division, string batch) =>
        LakeFile.Of(Group, Name, period, division, batch);

    /// <summary>A view over exactly these files, for statements to name.</summary>
    /// <param name="view">The name of the view.</param>
    /// <param name="files">The current files, as the manifest lists them, each with its local copy
    /// (<see cref="IBlobStore.LocalPath"/>), whose path ends with the file's name. None gives no rows.</param>
    /// <returns>The table's columns, then period integer (YYYYMM) and division varchar. In no order.</returns>
    /// <exception cref="ArgumentException">A file of another table, or a copy under another name.</exception>
    public DuckView Read(string view, IReadOnlyList<(LakeFile File, string LocalPath)> files, bool isVisible = true)
    {
        foreach (var (file, path) in files) { Check(file, path); }
        return new DuckView(view, files.Count == 0 ? NoRows() : Scan(files.Select(file => file.LocalPath)), isVisible);
    }

    /// <summary>A view over files that hold rows of many batches, with period and division in columns of their
    /// own.</summary>
    /// <returns>As <see cref="Read"/>.</returns>
    public DuckView ReadMerged(string view, IReadOnlyList<string> paths) =>
        new(view, paths.Count == 0 ? NoRows() : $"{SelectAll()} from read_parquet({SqlText.List(paths)})");

    // Period and division are read off the paths, so a copy under another name would lose or falsify them.
    private void Check(LakeFile file, string path)
    {
        var isNamedAlike = path.Replace('\\', '/').EndsWith($"/{file.Text}", StringComparison.Ordinal);
        if (file.Group != Group || file.Table != Name || !isNamedAlike)
        {
            throw new ArgumentException($"{path} is no copy of a file of {Group}/{Name}.", nameof(path));
        }
    }

    // The files hold the same columns, so the first one's footer is enough to plan with; reading all of them first
    // (union_by_name) would cost a query of one month as much as one of all years. Casts to the same type cost nothing.
    private string Scan(IEnumerable<string> paths) =>
        $"{SelectAll()} from read_parquet({SqlText.List(paths)}, hive_partitioning = true,"
        + " hive_types = {'period': integer, 'division': varchar})";

    private string SelectAll() => "select " + Select(column =>
        $"{(Missing.Contains(column.Name) ? "null" : SqlText.Name(column.Name))}::{column.Type.Sql}");

    private string NoRows() => $"select {Select(column => $"null::{column.Type.Sql}")} where false";

    private string Select(Func<DuckColumn, string> expression) => string.Join(
        ", ",
        Columns.Concat(PartitionColumns).Select(column => $"{expression(column)} as {SqlText.Name(column.Name)}"));
}

using SocialFund.Analytics;
using SocialFund.Funds.Forms;
using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

/// <summary>A figure as it lies in the lake, with its origin.</summary>
public sealed record HistoryCell(
    string Task, string Form, Period Period, Division Division, string Item, string Column, FigureKind Kind, long Value,
    string Text, string Label, string Batch, string Sheet, int Row, string Place);

/// <summary>Figures of history as Parquet, a file an import, region and year; the manifest says which count.</summary>
public sealed class HistoryLake(IBlobStore blobs, DuckDatabase duck, string workFolder)
{
    private static readonly LakeTable Table = new("history", "report_cells",
    [
        new("task", DuckType.Varchar), new("form", DuckType.Varchar), new("report_period", DuckType.Integer),
        new("item", DuckType.Varchar), new("column_id", DuckType.Varchar), new("amount_fen", DuckType.BigInt),
        new("quantity", DuckType.BigInt), new("rate_micro", DuckType.BigInt), new("written", DuckType.Varchar),
        new("label", DuckType.Varchar), new("source_batch", DuckType.Varchar), new("source_sheet", DuckType.Varchar),
        new("source_row", DuckType.Integer), new("source_place", DuckType.Varchar),
    ]);

    /// <summary>Puts an import's figures there; repeated, it puts the same files. They count when the manifest says
    /// so.</summary>
    public async Task Write(string batch, IReadOnlyList<ReadCell> cells, CancellationToken stopping)
    {
        foreach (var group in cells.GroupBy(cell => (cell.Period.Year, cell.Division)))
        {
            var path = Path.Combine(
                Directory.CreateDirectory(workFolder).FullName,
                $"history-{batch}-{group.Key.Year}-{group.Key.Division.Text}.parquet");
            using (var connection = duck.Connect())
            {
                ParquetWriter.Write(
                    connection, path, Table.Columns, group, (row, cell) => Append(row, cell, batch), stopping);
            }
            await using (var content = File.OpenRead(path))
            {
                var name = FileOf(batch, group.Key.Year, group.Key.Division).Text;
                (await blobs.Put(name, content, onlyNew: false, stopping)).Require();
            }
            File.Delete(path);
        }
    }

    /// <summary>The figures that count among those years' reports.</summary>
    public async Task<IReadOnlyList<HistoryCell>> Current(
        IEnumerable<HistoryYear> years, Func<HistoryYear, HistoryReport, bool>? wanted, string? item,
        CancellationToken stopping)
    {
        var reports =
            from year in years
            from report in year.Reports
            where report.Current is not null && wanted?.Invoke(year, report) != false
            select (year, report, batch: report.Current!.Batch);
        return await Cells([.. reports], item, stopping);
    }

    /// <summary>The figures of one import, whether they count or not.</summary>
    public async Task<IReadOnlyList<HistoryCell>> Of(HistoryBatch batch, CancellationToken stopping)
    {
        var reports = batch.Reports.Select(report => (
            new HistoryYear(report.Task, report.Period.Year, report.Division, []),
            new HistoryReport(report.Form, report.Period, []), batch.Id));
        return await Cells([.. reports], null, stopping);
    }

    private async Task<IReadOnlyList<HistoryCell>> Cells(
        List<(HistoryYear Year, HistoryReport Report, string Batch)> reports, string? item, CancellationToken stopping)
    {
        if (reports.Count == 0) { return []; }
        var files = new List<(LakeFile, string)>();
        foreach (var file in reports.Select(each => FileOf(each.Batch, each.Year.Year, each.Year.Division)).Distinct())
        {
            files.Add((file, await blobs.LocalPath(file.Text, stopping)));
        }
        using var connection = duck.Connect();
        connection.Create(Table.Read("history_rows", files));
        Wanted(connection, reports);
        return connection.List(
            SqlFile.Beside<HistoryLake>("current-cells"), Read, [("item", item ?? "")], stopping);
    }

    private static void Wanted(
        DuckConnection connection, List<(HistoryYear Year, HistoryReport Report, string Batch)> reports)
    {
        connection.Execute(
            "create or replace temporary table wanted_reports "
            + "(task varchar, form varchar, report_period integer, division varchar, batch varchar)");
        using var rows = connection.TemporaryAppender("wanted_reports");
        foreach (var (year, report, batch) in reports)
        {
            rows.Append(year.Task).Append(report.Form).Append((long)report.Period.Number)
                .Append(year.Division.Text).Append(batch);
            rows.EndRow();
        }
        rows.Complete();
    }

    private static HistoryCell Read(DuckReader reader)
    {
        var (fen, count) = (reader.Int64OrNull(6), reader.Int64OrNull(7));
        return new HistoryCell(
            reader.Text(0), reader.Text(1), Period.OfNumber((int)reader.Int64(2)), Division.Of(reader.Text(3)),
            reader.Text(4), reader.Text(5),
            fen is not null ? FigureKind.Money : count is not null ? FigureKind.Count : FigureKind.Rate,
            fen ?? count ?? reader.Int64(8), reader.Text(9), reader.Text(10), reader.Text(11), reader.Text(12),
            (int)reader.Int64(13), reader.Text(14));
    }

    private static void Append(DuckAppender row, ReadCell cell, string batch) => row
        .Append(cell.Task).Append(cell.Form).Append((long)cell.Period.Number).Append(cell.Item).Append(cell.Column)
        .Append(cell.Kind == FigureKind.Money ? cell.Value : null)
        .Append(cell.Kind == FigureKind.Count ? cell.Value : null)
        .Append(cell.Kind == FigureKind.Rate ? cell.Value : null)
        .Append(cell.Text).Append(cell.Label).Append(batch).Append(cell.Sheet).Append((long)cell.Row)
        .Append(cell.Place);

    private static LakeFile FileOf(string batch, int year, Division division) =>
        Table.File(Period.Of(year, 12), division, batch);
}

using System.Security.Cryptography;
using System.Text;
using SocialFund.Analytics;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Sharing;

/// <summary>
/// Writes one edition of a subject's rows as CSV and, from the same rows, as Parquet into a folder of its own.
/// </summary>
internal sealed class EditionWriter : IDisposable
{
    private readonly string _folder;
    private readonly IReadOnlyList<(SharedColumn Column, int Index)> _columns;
    private readonly DuckConnection _duck;
    private readonly ParquetWriter _parquet;

    /// <param name="folder">Removed with everything in it at the end.</param>
    public EditionWriter(SharedSubject subject, DuckDatabase database, string folder)
    {
        _folder = folder;
        _columns =
        [
            .. subject.Columns.Select((column, index) => (column, index)).Where(each => !each.column.Sensitive),
        ];
        Directory.CreateDirectory(folder);
        _duck = database.Connect();
        _parquet = new ParquetWriter(_duck, ParquetPath, [.. _columns.Select(each =>
            new DuckColumn(each.Column.ParquetName, TypeOf(each.Column.Type)))]);
    }

    public string CsvPath => Path.Combine(_folder, "rows.csv");

    public string ParquetPath => Path.Combine(_folder, "rows.parquet");

    public long Rows { get; private set; }

    /// <returns>The SHA-256 of the CSV, by which editions are compared.</returns>
    public async Task<string> Write(SharedAnswer answer, CancellationToken stopping)
    {
        await using (var writer = new StreamWriter(CsvPath, append: false, Encoding.UTF8))
        {
            await writer.WriteAsync(CsvText.Line(_columns.Select(each => each.Column.Heading)).AsMemory(), stopping);
            string? continuation = null;
            do
            {
                var (rows, next) = await answer.Page(continuation, DocumentQuery.LimitMax, stopping);
                foreach (var row in rows) { await Write(writer, row, stopping); }
                continuation = next;
            }
            while (continuation is not null);
        }
        return await Sha256Of(CsvPath, stopping);
    }

    /// <summary>Only an edition that is published needs it.</summary>
    public void CompleteParquet(CancellationToken stopping) => _parquet.Complete(stopping);

    public static async Task<string> Sha256Of(string path, CancellationToken stopping)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, stopping));
    }

    public void Dispose()
    {
        _parquet.Dispose();
        _duck.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task Write(StreamWriter writer, SharedRow row, CancellationToken stopping)
    {
        Rows++;
        var cells = _columns.Select(each => SharedPage.Text(row.Values[each.Index]));
        await writer.WriteAsync(CsvText.Line(cells).AsMemory(), stopping);
        foreach (var (_, index) in _columns) { Append(row.Values[index]); }
        _parquet.Rows.EndRow();
    }

    private void Append(object? value)
    {
        switch (value)
        {
            case null: _parquet.Rows.AppendNull(); break;
            case Money amount: _parquet.Rows.Append(amount.Fen); break;
            case long number: _parquet.Rows.Append(number); break;
            default: _parquet.Rows.Append((string)value); break;
        }
    }

    private static DuckType TypeOf(SharedType type) =>
        type is SharedType.Integer or SharedType.Money ? DuckType.BigInt : DuckType.Varchar;
}

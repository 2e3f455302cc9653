using System.Xml;
using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

/// <summary>A received workbook of any of the four forms, told by its content.</summary>
public static class BookFile
{
    /// <summary>Sheets are read whole; five years of one region's reports have some 5 MB.</summary>
    public const int BytesMax = 30 * 1_048_576;

    /// <summary>Filled cells of all sheets, labels too: a trial is read anew whenever somebody looks at it, and so many
    /// take a second or two. Five years of one region's monthly reports have some 50,000.</summary>
    public const int CellsMax = 200_000;

    /// <returns>Its sheets in order; or <see cref="HistoryFileUnreadable"/>.</returns>
    public static Result<IReadOnlyList<Sheet>> Read(byte[] bytes, string fileName)
    {
        try
        {
            IReadOnlyList<Sheet> sheets = SheetFile.IsZip(bytes) ? XlsxBook.Read(bytes)
                : CompoundFile.Is(bytes) ? XlsBook.Read(bytes)
                : [TextBook.Read(bytes, Path.GetFileNameWithoutExtension(fileName))];
            var filled = sheets.Where(sheet => !sheet.IsEmpty).ToList();
            if (filled.Count == 0) { return new HistoryFileUnreadable(fileName, "没有内容"); }
            return filled.Sum(FilledCells) > CellsMax
                ? new HistoryFileUnreadable(fileName, $"有内容的单元格超过 {CellsMax} 个，请按年度或地区拆分")
                : Result.Of<IReadOnlyList<Sheet>>(filled);
        }
        catch (Exception error) when (error is InvalidDataException or XmlException or ArgumentException
            or OverflowException or NotSupportedException)
        {
            return new HistoryFileUnreadable(
                fileName, error is InvalidDataException ? error.Message : "文件已损坏，或含有不允许的内容");
        }
    }

    private static int FilledCells(Sheet sheet) => sheet.Rows.Sum(row => row.Count(cell => cell.Text.Length > 0));
}

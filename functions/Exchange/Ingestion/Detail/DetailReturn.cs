using System.IO.Compression;
using System.Text;
using SocialFund.Exchange.Governance.Text;
using SocialFund.Exchange.Ingestion.Text;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion.Detail;

/// <summary>
/// What goes back: a ZIP with the returned rows of each file as received and a last column that says why, and a
/// manifest under which the corrected rows can be sent again. A workbook's rows come as a workbook; those of XML, and
/// of a workbook that went through a mapping, as text.
/// </summary>
internal sealed class DetailReturn(string path) : IDisposable
{
    private const string Column = "错误说明";

    private static readonly DateTimeOffset Timeless = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<DetailManifestFile> _files = [];
    private readonly List<IReadOnlyList<SheetCell>> _rows = [];
    private ZipArchive? _zip;
    private Stream? _entry;
    private string? _current;
    private string? _workbook;
    private Encoding _encoding = Encoding.UTF8;

    public bool HasRows => _zip is not null;

    /// <summary>Adds a row; the rows of one file come together.</summary>
    public void Add(PreparedFile file, long number, ReadOnlySpan<byte> line, string reasons)
    {
        if (_current != file.Source.Name) { Begin(file); }
        if (_workbook is not null)
        {
            _rows.Add(Cells(file, Encoding.UTF8.GetString(line), $"第{number}行：{reasons}"));
            return;
        }
        _entry!.Write(line);
        if (file.Source.Mapping is not null && file.Source.Form == FileForm.Xlsx) { Fill(file, line); }
        _entry.Write(_encoding.GetBytes($"{file.Delimiter}{Quoted($"第{number}行：{reasons}", file.Delimiter)}\r\n"));
    }

    /// <summary>Ends the file.</summary>
    public void Finish(DetailPackage package)
    {
        End();
        if (_zip is null) { return; }
        var manifest = new DetailManifest(
            DetailManifest.DetailType, package.Sender, $"{package.Number}-更正", package.Period, package.Division,
                _files);
        using (var entry = Create(Manifest.FileName)) { entry.Write(Encoding.UTF8.GetBytes(Json.Write(manifest))); }
        _zip.Dispose();
        _zip = null;
    }

    public void Dispose()
    {
        _entry?.Dispose();
        _zip?.Dispose();
    }

    private void Begin(PreparedFile file)
    {
        End();
        _zip ??= new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        _current = file.Source.Name;
        if (file.Source is { Form: FileForm.Xlsx, Mapping: null })
        {
            _workbook = file.Source.Name;
            _files.Add(new DetailManifestFile(_workbook, file.Source.Table.Id));
            _rows.Add(Cells(file, Encoding.UTF8.GetString(file.Heading), Column));
            return;
        }
        _encoding = Encodings.Find(file.Encoding == TextEncoding.Utf8 ? "UTF-8" : "GB18030")!;
        var name = file.Source.Form == FileForm.Lines ? file.Source.Name
            : $"{Path.GetFileNameWithoutExtension(file.Source.Name)}.txt";
        _files.Add(new DetailManifestFile(
            name, file.Source.Table.Id, file.Encoding == TextEncoding.Utf8 ? "UTF-8" : "GB18030",
            file.Delimiter == '\t' ? "\\t" : $"{file.Delimiter}", Mapping: file.Source.Mapping?.Id));
        _entry = Create(name);
        if (file.Heading.Length == 0) { return; }
        _entry.Write(file.Heading);
        _entry.Write(_encoding.GetBytes($"{file.Delimiter}{Column}\r\n"));
    }

    private void End()
    {
        _entry?.Dispose();
        _entry = null;
        if (_workbook is null) { return; }
        using (var entry = Create(_workbook)) { entry.Write(XlsxWriter.Write([new Sheet("退回", _rows, [])])); }
        _rows.Clear();
        _workbook = null;
    }

    /// <summary>All as text: a long number stays as it was typed.</summary>
    private static List<SheetCell> Cells(PreparedFile file, string line, string last)
    {
        var cells = EmbeddedCsv.Split(line, file.Delimiter)
            .Select(text => new SheetCell(text, IsNumber: false)).ToList();
        while (cells.Count < file.Names.Count) { cells.Add(SheetCell.Empty); }
        cells.Add(new SheetCell(last, IsNumber: false));
        return cells;
    }

    /// <summary>Rows of workbooks may end early; the reasons stand under their own heading all the same.</summary>
    private void Fill(PreparedFile file, ReadOnlySpan<byte> line)
    {
        var cells = EmbeddedCsv.Split(Encoding.UTF8.GetString(line), file.Delimiter).Length;
        for (; cells < file.Names.Count; cells++) { _entry!.WriteByte((byte)file.Delimiter); }
    }

    private static string Quoted(string text, char delimiter) =>
        delimiter == ',' ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    /// <summary>The same rows give the same bytes whenever they are written again.</summary>
    private Stream Create(string name)
    {
        var entry = _zip!.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = Timeless;
        return entry.Open();
    }
}

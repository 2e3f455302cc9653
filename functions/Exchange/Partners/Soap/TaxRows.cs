using System.IO.Compression;
using System.Text;
using SocialFund.Exchange.Ingestion.Text;

namespace SocialFund.Exchange.Partners;

/// <summary>
/// Writes rows of a message as the file that the partner would have dropped: TXT in a ZIP, GB18030, a heading of the
/// catalogue's Chinese names, columns parted by <c>|</c>. The same rows give the same bytes.
/// </summary>
/// <remarks>Basis: R-6.4-05.</remarks>
internal sealed class TaxRows : IDisposable
{
    public const char Delimiter = '|';

    /// <summary>The archive must not tell when it was made: a repeat is known by its digest.</summary>
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TaxTable _table;
    private readonly ZipArchive _zip;
    private readonly StreamWriter _text;
    private readonly string?[] _cells;

    public TaxRows(TaxTable table, string path, string entryName)
    {
        _table = table;
        _cells = new string?[table.Fields.Count];
        _zip = new ZipArchive(File.Create(path), ZipArchiveMode.Create, leaveOpen: false, Encoding.UTF8);
        var entry = _zip.CreateEntry(entryName, CompressionLevel.Fastest);
        entry.LastWriteTime = NoTime;
        _text = new StreamWriter(entry.Open(), Encodings.Find("GB18030")!) { NewLine = "\r\n" };
        _text.WriteLine(string.Join(Delimiter, table.Fields.Select(field => field.Name)));
    }

    public int Count { get; private set; }

    /// <summary>Reads one Row of Items and writes it.</summary>
    public async Task Take(SoapReader reader)
    {
        Count++;
        Array.Clear(_cells);
        await reader.Enter("Row");
        while (reader.IsElement)
        {
            var name = reader.Attribute("name") ?? "";
            var index = reader.Name == "Item" ? _table.IndexOf(name) : -1;
            if (index < 0) { throw Wrong($"“{(name.Length > 0 ? name : reader.Name)}”不是“{_table.Name}”的数据项。"); }
            if (_cells[index] is not null) { throw Wrong($"数据项“{name}”出现了两次。"); }
            var text = await reader.Text();
            if (text.Any(symbol => symbol == Delimiter || char.IsControl(symbol)))
            {
                throw Wrong($"数据项“{name}”含有竖线或换行等不允许的字符。");
            }
            _cells[index] = text;
        }
        await reader.Leave();
        await _text.WriteLineAsync(string.Join(Delimiter, _cells));
    }

    public void Dispose()
    {
        _text.Dispose();
        _zip.Dispose();
    }

    private SoapRefusedException Wrong(string why) => SoapReader.Refused(new SoapRowWrong(Count, why));
}

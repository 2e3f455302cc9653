using System.IO.Compression;
using System.Text;
using SocialFund.Exchange.Ingestion.Text;

namespace SocialFund.Exchange.Ingestion;

/// <summary>
/// The file that goes back: the returned rows byte for byte as received, in their own encoding and order, with a last
/// column that says in Chinese what is wrong with each.
/// </summary>
public sealed class ReturnFile : IDisposable
{
    public const string Heading = "错误说明";

    private readonly ZipArchive _zip;
    private readonly Stream _entry;
    private readonly Encoding _encoding;
    private readonly byte[] _delimiter;

    private ReturnFile(ZipArchive zip, Stream entry, Encoding encoding, byte[] delimiter) =>
        (_zip, _entry, _encoding, _delimiter) = (zip, entry, encoding, delimiter);

    public long Rows { get; private set; }

    /// <param name="headingLine">The received heading, as text.</param>
    public static ReturnFile Create(string path, TableReading reading, string headingLine)
    {
        var encoding = Encodings.Find(reading.File.Encoding)!;
        var zip = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        // The same rows give the same bytes whenever they are written again.
        var entry = zip.CreateEntry(reading.File.Name, CompressionLevel.Fastest);
        entry.LastWriteTime = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var file = new ReturnFile(zip, entry.Open(), encoding, encoding.GetBytes(reading.Table.Delimiter.ToString()));
        file.Write(encoding.GetBytes(headingLine), Heading);
        return file;
    }

    public void Add(int line, ReadOnlySpan<byte> bytes, string fault)
    {
        Rows++;
        Write(bytes, $"第{line}行：{fault}");
    }

    public void Dispose()
    {
        _entry.Dispose();
        _zip.Dispose();
    }

    private void Write(ReadOnlySpan<byte> row, string last)
    {
        _entry.Write(row);
        _entry.Write(_delimiter);
        _entry.Write(_encoding.GetBytes(last));
        _entry.Write("\r\n"u8);
    }
}

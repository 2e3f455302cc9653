using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Synthesis;
using SocialFund.Kernel;
using SocialFund.Storage;

namespace SocialFund.Tests.Exchange.Synthesis;

/// <summary>A row as a naive reader sees it: cells by field id.</summary>
internal sealed record ReadRow(ReadFile File, int Line, IReadOnlyDictionary<string, string> Cells)
{
    public string this[string field] => Cells[field];

    public long Fen(string field) => Cells[field].Length == 0 ? 0 : FenOf(Cells[field]);

    /// <summary>12.30 is 1230; nothing else is expected of a clean file.</summary>
    public static long FenOf(string yuan)
    {
        Assert.Matches(@"^-?\d+\.\d\d$", yuan);
        return long.Parse(yuan.Replace(".", ""), CultureInfo.InvariantCulture);
    }
}

/// <param name="Lines">With the heading, without line ends.</param>
internal sealed record ReadFile(
    string Sender, string Batch, string Division, string Period, string Name, CatalogTable Table, string[] Lines,
    JsonElement Manifest, byte[] Bytes)
{
    public IEnumerable<ReadRow> Rows()
    {
        for (var index = 1; index < Lines.Length; index++)
        {
            var cells = Lines[index].Split('|');
            Assert.Equal(Table.Fields.Count, cells.Length);
            yield return new ReadRow(
                this, index + 1,
                Table.Fields.Zip(cells).ToDictionary(pair => pair.First.Id, pair => pair.Second));
        }
    }
}

/// <summary>Files that were made once, read back by the simplest means.</summary>
public sealed class GeneratedFiles : IDisposable
{
    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding(
        "GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    private static readonly HashSet<string> Nothing = [];

    private readonly string _folder = Directory.CreateTempSubdirectory("socialfund-test-").FullName;
    private readonly Dictionary<string, List<ReadFile>> _sets = [];

    internal static Options Request(
        long persons = 1_000, int months = 2, bool errors = false, bool frauds = false,
        SenderLevel level = SenderLevel.County) => new(
            7, persons, months, Period.Of(2026, 1), errors ? null : Nothing, frauds ? null : Nothing,
            0, Nothing, [], level, 2);

    /// <summary>Nothing planted.</summary>
    internal IReadOnlyList<ReadFile> Clean => Of("clean", Request(3_000));

    internal IReadOnlyList<ReadFile> WithErrors => Of("errors", Request(errors: true));

    internal IReadOnlyList<ReadFile> WithFrauds => Of("frauds", Request(months: 6, frauds: true));

    internal string FolderOf(string name) => Path.Combine(_folder, name);

    internal IEnumerable<ReadRow> CleanRows(string table) =>
        Clean.Where(file => file.Table.Id == table).SelectMany(file => file.Rows());

    internal IEnumerable<ReadRow> FraudRows(string table) =>
        WithFrauds.Where(file => file.Table.Id == table).SelectMany(file => file.Rows());

    internal static List<Dictionary<string, string>> Csv(string path)
    {
        var lines = File.ReadAllText(path).TrimEnd('\n').Split('\n').Select(line => line.Split(',')).ToList();
        return [.. lines.Skip(1).Select(cells => lines[0].Zip(cells)
            .ToDictionary(pair => pair.First, pair => pair.Second))];
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private List<ReadFile> Of(string name, Options options)
    {
        if (_sets.TryGetValue(name, out var files)) { return files; }
        Generator.Make(options, FolderOf(name), new NationalCrypto());
        return _sets[name] =
        [
            .. Directory.EnumerateFiles(FolderOf(name), "*.zip", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal).SelectMany(Read),
        ];
    }

    internal static IEnumerable<ReadFile> Read(string path)
    {
        using var zip = ZipFile.OpenRead(path);
        using var json = JsonDocument.Parse(Bytes(zip.GetEntry("manifest.json")!));
        var manifest = json.RootElement.Clone();
        foreach (var file in manifest.GetProperty("files").EnumerateArray())
        {
            var name = file.GetProperty("name").GetString()!;
            var bytes = Bytes(zip.GetEntry(name)!);
            var text = Gb18030.GetString(bytes);
            Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
            yield return new ReadFile(
                manifest.GetProperty("sender").GetString()!, manifest.GetProperty("batch").GetString()!,
                manifest.GetProperty("division").GetString()!, manifest.GetProperty("period").GetString()!, name,
                Catalogue.Shipped.Find(file.GetProperty("table").GetString()!)!, text[..^2].Split("\r\n"), file.Clone(),
                bytes);
        }
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}

using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Partners;

public sealed record PackageFile(string Name, long Size, string Sm3);

/// <summary>What a package says of itself.</summary>
/// <param name="Type">DATA, or DAILY for the day's report of exchanges.</param>
/// <param name="Serial">Counts without gaps for each sender and receiver, from 1.</param>
/// <param name="Signature">SM2 over <see cref="SignedText"/>; null when the sender has no key.</param>
public sealed record PackageHeader(
    string Sender, string Receiver, string Type, int Serial, DateTimeOffset CreatedAt,
    IReadOnlyList<PackageFile> Files, string? Signature = null)
{
    public const string Data = "DATA";
    public const string Daily = "DAILY";

    public string FileName => $"{Sender}-{Receiver}-{Type}-{Serial:00000000}.zip";

    public byte[] SignedText() => Encoding.UTF8.GetBytes(string.Join('\n',
    [
        Sender, Receiver, Type, Number(Serial), Time(CreatedAt),
        .. Files.Select(file => $"{file.Name}|{Number(file.Size)}|{file.Sm3}"),
    ]));

    internal XElement Xml() => new(
        "package", new XAttribute("version", "1.0"), new XElement("sender", Sender), new XElement("receiver", Receiver),
        new XElement("type", Type), new XElement("serial", Number(Serial)), new XElement("createdAt", Time(CreatedAt)),
        Files.Select(file => new XElement(
            "file", new XAttribute("name", file.Name), new XAttribute("size", Number(file.Size)),
            new XAttribute("sm3", file.Sm3))),
        Signature is null ? null : new XElement("signature", new XAttribute("algorithm", "SM2withSM3"), Signature));

    /// <returns>Null when something is missing or no value of its kind.</returns>
    internal static PackageHeader? Of(XElement xml)
    {
        string Text(string name) => xml.Element(name)?.Value.Trim() ?? "";
        if (xml.Name != "package" || Text("sender").Length == 0 || Text("receiver").Length == 0) { return null; }
        if (!int.TryParse(Text("serial"), NumberStyles.None, CultureInfo.InvariantCulture, out var serial)
            || serial < 1
            || !DateTimeOffset.TryParse(
                Text("createdAt"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var created))
        {
            return null;
        }
        var files = xml.Elements("file").Select(FileOf).ToList();
        return files.Count == 0 || files.Contains(null)
            ? null
            : new PackageHeader(
                Text("sender"), Text("receiver"), Text("type"), serial, created, [.. files.OfType<PackageFile>()],
                Text("signature") is { Length: > 0 } signature ? signature : null);
    }

    private static PackageFile? FileOf(XElement xml) =>
        xml.Attribute("name")?.Value is { } name
        && BlobName.IsValid(name) && !name.Contains('/', StringComparison.Ordinal)
        && long.TryParse(
            xml.Attribute("size")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
        && xml.Attribute("sm3")?.Value is { } sm3
            ? new PackageFile(name, size, sm3)
            : null;

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

/// <summary>
/// 交换包: a ZIP with <c>header.xml</c> and the files that it names, each with its SM3 digest.
/// </summary>
internal static class Package
{
    public const string HeaderName = "header.xml";

    private const int FilesMax = 64;
    private const int HeaderBytesMax = 256 << 10;

    /// <summary>As the largest file that the intake takes.</summary>
    private const long BytesMax = 2L << 30;

    /// <summary>The archive must not tell when it was made: a repeat is known by its digest.</summary>
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task Write(
        string path, PackageHeader header, Func<PackageFile, Task<Stream>> open, CancellationToken stopping)
    {
        await using var zip = await ZipArchive.CreateAsync(
            File.Create(path), ZipArchiveMode.Create, leaveOpen: false, Encoding.UTF8, stopping);
        await using (var target = await Entry(zip, HeaderName).OpenAsync(stopping))
        {
            var xml = new XDocument(new XDeclaration("1.0", "UTF-8", null), header.Xml());
            await xml.SaveAsync(target, SaveOptions.None, stopping);
        }
        foreach (var file in header.Files)
        {
            await using var source = await open(file);
            await using var target = await Entry(zip, file.Name).OpenAsync(stopping);
            await source.CopyToAsync(target, stopping);
        }
    }

    /// <summary>Reads the header and proves every file against it.</summary>
    /// <returns>Or <see cref="PackageUnreadable"/>, <see cref="PackageTampered"/>.</returns>
    public static async Task<Result<PackageHeader>> Read(
        string path, INationalCrypto crypto, CancellationToken stopping)
    {
        try
        {
            await using var zip = await ZipFile.OpenReadAsync(path, stopping);
            if (zip.Entries.Count > FilesMax + 1) { return new PackageUnreadable($"文件数超过 {FilesMax}"); }
            if (HeaderOf(zip) is not { } header) { return new PackageUnreadable("包头 header.xml 缺失或有误"); }
            var names = header.Files.Select(file => file.Name).Append(HeaderName).Order(StringComparer.Ordinal);
            if (!names.SequenceEqual(zip.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal)))
            {
                return new PackageUnreadable("包内文件与包头所列不一致");
            }
            foreach (var file in header.Files)
            {
                if (file.Size > BytesMax) { return new PackageUnreadable($"“{file.Name}”过大"); }
                await using var content = await zip.GetEntry(file.Name)!.OpenAsync(stopping);
                if (await DigestOf(content, file.Size, crypto, stopping) != file.Sm3)
                {
                    return new PackageTampered(file.Name);
                }
            }
            return header;
        }
        catch (Exception error) when (error is InvalidDataException or NotSupportedException)
        {
            // Whatever the readers trip over in a foreign file is one answer to the sender.
            return new PackageUnreadable("不是有效的 ZIP");
        }
    }

    private static ZipArchiveEntry Entry(ZipArchive zip, string name)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = NoTime;
        return entry;
    }

    private static PackageHeader? HeaderOf(ZipArchive zip)
    {
        if (zip.GetEntry(HeaderName) is not { Length: <= HeaderBytesMax } entry) { return null; }
        using var content = entry.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return XmlText.Load(bytes.ToArray()) is { } xml ? PackageHeader.Of(xml) : null;
    }

    /// <returns>The digest; empty when there is more or less than was told.</returns>
    private static async Task<string> DigestOf(
        Stream content, long size, INationalCrypto crypto, CancellationToken stopping)
    {
        var digest = crypto.Sm3();
        var buffer = new byte[81_920];
        long read = 0;
        for (var count = await content.ReadAsync(buffer, stopping); count > 0;
            count = await content.ReadAsync(buffer, stopping))
        {
            read += count;
            if (read > size) { return ""; }
            digest.Append(buffer.AsSpan(0, count));
        }
        return read == size ? digest.Finish() : "";
    }
}

/// <summary>回执 of a package: what the receiver made of it.</summary>
/// <param name="Sender">Of the package, to whom this goes.</param>
/// <param name="Code"><c>ok</c>, or a problem's code.</param>
public sealed record PackageAck(
    string Sender, string Receiver, int Serial, string Sm3, string Code, string Message, DateTimeOffset At)
{
    public const string Ok = "ok";
    public const string Ending = ".ack.xml";

    /// <summary>A package that could not be read has no serial; its digest names it.</summary>
    public string FileName => $"{Sender}-{Receiver}-{(Serial > 0 ? $"{Serial:00000000}" : Sm3[..16])}{Ending}";

    internal byte[] Xml() => Encoding.UTF8.GetBytes(new XElement(
        "ack", new XElement("sender", Sender), new XElement("receiver", Receiver), new XElement("serial", Serial),
        new XElement("sm3", Sm3), new XElement("code", Code), new XElement("message", Message),
        new XElement("at", At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture))).ToString());

    /// <returns>Null when it is none.</returns>
    internal static PackageAck? Of(byte[] bytes)
    {
        var xml = XmlText.Load(bytes);
        string Text(string name) => xml?.Element(name)?.Value.Trim() ?? "";
        return xml?.Name == "ack" && Text("sm3").Length == 64
            && int.TryParse(Text("serial"), NumberStyles.None, CultureInfo.InvariantCulture, out var serial)
            && DateTimeOffset.TryParse(
                Text("at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
                ? new PackageAck(
                    Text("sender"), Text("receiver"), serial, Text("sm3"), Text("code"), Text("message"), at)
                : null;
    }
}

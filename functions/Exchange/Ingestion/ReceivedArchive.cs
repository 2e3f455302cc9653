using System.IO.Compression;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion;

/// <summary>Limits of a received archive; settings may lower or raise them.</summary>
/// <param name="RatioMax">Text with many blanks shrinks to a fiftieth; hundreds mean a bomb.</param>
public sealed record ArchiveLimits(int EntriesMax, long BytesMax, long ZipBytesMax, int RatioMax)
{
    public static readonly ArchiveLimits Default = new(64, 2L << 30, 1L << 30, 200);

    /// <summary>A province's month of one table has some 8 GB; all 79 tables may come in parts.</summary>
    public static readonly ArchiveLimits Detail = new(500, 16L << 30, 4L << 30, 200);
}

/// <summary>A ZIP whose list of entries has been found harmless: plain names, no bombs, no archives inside.</summary>
public sealed class ReceivedArchive : IDisposable
{
    /// <summary>Below this size a high ratio is an almost empty file, not a bomb.</summary>
    private const long SmallBytes = 1 << 20;

    private static readonly string[] ArchiveEndings =
        [".zip", ".rar", ".7z", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".jar"];

    private readonly ZipArchive _zip;

    private ReceivedArchive(ZipArchive zip) => _zip = zip;

    public IEnumerable<ZipArchiveEntry> Entries => _zip.Entries;

    public ZipArchiveEntry? Find(string name) => _zip.Entries.FirstOrDefault(entry => entry.FullName == name);

    /// <summary>Opens a file on disk and checks the list of entries before any of them is read.</summary>
    public static Result<ReceivedArchive> Open(string path, string shownName, ArchiveLimits limits)
    {
        if (new FileInfo(path).Length > limits.ZipBytesMax) { return new ZipTooLarge("压缩包字节数", limits.ZipBytesMax); }
        ZipArchive zip;
        try
        {
            zip = ZipFile.OpenRead(path);
            _ = zip.Entries.Count;
        }
        catch (Exception error) when (error is InvalidDataException or IOException or ArgumentException
            or NotSupportedException or OverflowException)
        {
            // Whatever the library trips over in a foreign file is one answer to the sender.
            return new NotAZip(shownName);
        }
        if (Check(zip, limits) is { } problem)
        {
            zip.Dispose();
            return problem;
        }
        return new ReceivedArchive(zip);
    }

    /// <summary>The beginning of an entry, as much as a manifest may have.</summary>
    /// <exception cref="InvalidDataException">The deflate stream is damaged.</exception>
    public static byte[] Read(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        var bytes = new byte[Manifest.BytesMax];
        return bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }

    public void Dispose() => _zip.Dispose();

    private static Problem? Check(ZipArchive zip, ArchiveLimits limits)
    {
        if (zip.Entries.Count > limits.EntriesMax) { return new ZipTooLarge("压缩包内文件数", limits.EntriesMax); }
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        long total = 0;
        foreach (var entry in zip.Entries)
        {
            if (CheckEntry(entry, limits) is { } problem) { return problem; }
            if (!seen.Add(entry.FullName)) { return new DuplicateEntry(entry.FullName); }
            total += entry.Length;
            if (total > limits.BytesMax) { return new ZipTooLarge("解压后字节数", limits.BytesMax); }
        }
        return null;
    }

    private static Problem? CheckEntry(ZipArchiveEntry entry, ArchiveLimits limits)
    {
        var name = entry.FullName;
        if (name.Contains('/', StringComparison.Ordinal) || !BlobName.IsValid(name)) { return new BadEntryName(name); }
        if (ArchiveEndings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
        {
            return new NestedArchive(name);
        }
        if (entry.IsEncrypted) { return new EncryptedEntry(name); }
        if (entry.Length > limits.BytesMax) { return new ZipTooLarge($"“{name}”解压后字节数", limits.BytesMax); }
        var isBomb = entry.Length > SmallBytes && entry.Length / Math.Max(1, entry.CompressedLength) > limits.RatioMax;
        return isBomb ? new ZipBomb(name) : null;
    }
}

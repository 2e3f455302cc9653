namespace SocialFund.Kernel;

/// <summary>A file that stays with a document: received data or an attachment (附件).</summary>
/// <param name="Type">The attachment rule's id, <c>received</c>, or <c>paper</c> for a voucher's.</param>
public sealed record KeptFile(string Name, string Type, string Blob, long Size, string Sm3)
{
    public Download Download(IBlobStore blobs) => new(Name, Paper.ContentTypeOf(Name), async (target, stopping) =>
    {
        await using var blob = await blobs.Open(Blob, stopping)
            ?? throw new FileNotFoundException($"Blob {Blob} is gone.");
        await blob.Content.CopyToAsync(target, stopping);
    });
}

/// <summary>What may be kept as somebody's papers: scans, office files and electronic invoices.</summary>
public static class Paper
{
    /// <summary>Scans of a few hundred pages fit; larger ones belong into several files.</summary>
    public const long BytesMax = 100L << 20;

    /// <summary>The longest of <see cref="Beginnings"/>.</summary>
    public const int BeginningLength = 8;

    private static readonly byte[] Zip = "PK\u0003\u0004"u8.ToArray();
    private static readonly byte[] Ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    private static readonly Dictionary<string, byte[]> Beginnings = new()
    {
        ["pdf"] = "%PDF-"u8.ToArray(),
        ["png"] = [0x89, (byte)'P', (byte)'N', (byte)'G'],
        ["jpg"] = [0xFF, 0xD8, 0xFF],
        ["jpeg"] = [0xFF, 0xD8, 0xFF],
        ["docx"] = Zip,
        ["xlsx"] = Zip,
        ["ofd"] = Zip,
        ["doc"] = Ole,
        ["xls"] = Ole,
    };

    /// <summary>The endings that names may have, lower case, without dots.</summary>
    public static IReadOnlyCollection<string> Endings => Beginnings.Keys;

    public static string EndingOf(string name) => Path.GetExtension(name).TrimStart('.').ToLowerInvariant();

    /// <summary>Whether the content begins as files of the name's ending do.</summary>
    public static bool Begins(string name, ReadOnlySpan<byte> beginning) =>
        Beginnings.TryGetValue(EndingOf(name), out var known) && beginning.StartsWith(known);

    /// <summary>Only what a browser shows without running anything; the rest is downloaded.</summary>
    public static string ContentTypeOf(string name) => EndingOf(name) switch
    {
        "pdf" => "application/pdf",
        "png" => "image/png",
        "jpg" or "jpeg" => "image/jpeg",
        _ => "application/octet-stream",
    };
}

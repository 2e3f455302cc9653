using System.IO.Compression;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>An uploaded journal: the file itself, or a ZIP of it and a mapping of accounts.</summary>
/// <param name="Mapping">The mapping's text; null when there is none.</param>
internal sealed record ImportFile(string Journal, string? Mapping)
{
    /// <summary>The mapping's name in the ZIP.</summary>
    public const string MappingName = "科目对照.csv";

    private static readonly byte[] ZipMark = "PK\u0003\u0004"u8.ToArray();

    /// <returns>The file, or <see cref="TableTooLarge"/>, <see cref="TableUnreadable"/>.</returns>
    public static async Task<Result<ImportFile>> Read(Stream body, CancellationToken stopping)
    {
        using var copy = new MemoryStream();
        var buffer = new byte[81_920];
        for (var count = await body.ReadAsync(buffer, stopping); count > 0;
            count = await body.ReadAsync(buffer, stopping))
        {
            if (copy.Length + count > CsvTable.BytesMax) { return new TableTooLarge(CsvTable.BytesMax); }
            await copy.WriteAsync(buffer.AsMemory(0, count), stopping);
        }
        copy.Position = 0;
        if (copy.GetBuffer().AsSpan(0, (int)copy.Length).StartsWith(ZipMark)) { return await Unpack(copy, stopping); }
        return (await CsvTable.ReadText(copy, stopping)).TryGet(out var text, out var problem)
            ? new ImportFile(text, null)
            : problem;
    }

    private static async Task<Result<ImportFile>> Unpack(Stream body, CancellationToken stopping)
    {
        try
        {
            await using var zip = await ZipArchive.CreateAsync(
                body, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, stopping);
            var mappings = zip.Entries.Where(entry => entry.Name == MappingName).ToList();
            if (zip.Entries.Except(mappings).ToList() is not [var journal] || mappings.Count > 1)
            {
                return new TableUnreadable(1, $"压缩包内须有一个凭证文件，可另有一个“{MappingName}”。");
            }
            if (!(await Text(journal, stopping)).TryGet(out var text, out var problem)) { return problem; }
            if (mappings is not [var mapping]) { return new ImportFile(text, null); }
            return (await Text(mapping, stopping)).TryGet(out var map, out problem)
                ? new ImportFile(text, map)
                : problem;
        }
        catch (InvalidDataException)
        {
            return new TableUnreadable(1, "压缩包已损坏，无法读取。");
        }
    }

    /// <summary>Reads no more than a table may hold, whatever the entry says of itself.</summary>
    private static async Task<Result<string>> Text(ZipArchiveEntry entry, CancellationToken stopping)
    {
        await using var stream = await entry.OpenAsync(stopping);
        return await CsvTable.ReadText(stream, stopping);
    }
}

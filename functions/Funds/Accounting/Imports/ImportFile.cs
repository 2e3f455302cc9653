using System.IO.Compression;
using System.Xml;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>An uploaded journal, or a ZIP of it and a mapping of accounts. Sheets become CSV.</summary>
/// <param name="Mapping">The mapping's text; null when there is none.</param>
internal sealed record ImportFile(string Journal, string? Mapping)
{
    /// <summary>The mapping's name in the ZIP.</summary>
    public const string MappingName = "科目对照.csv";

    /// <returns>The file, or <see cref="TableTooLarge"/>, <see cref="TableUnreadable"/>.</returns>
    public static async Task<Result<ImportFile>> Read(Stream body, CancellationToken stopping)
    {
        if (!(await Bytes(body, stopping)).TryGet(out var copy, out var tooLarge)) { return tooLarge; }
        try
        {
            if (SheetFile.IsZip(copy.GetBuffer().AsSpan(0, (int)copy.Length))) { return await Unpack(copy, stopping); }
            return (await Text(copy, stopping)).TryGet(out var text, out var problem)
                ? new ImportFile(text, null)
                : problem;
        }
        catch (Exception error) when (error is InvalidDataException or XmlException)
        {
            return new TableUnreadable(1, "压缩包或 xlsx 文件已损坏，无法读取。");
        }
    }

    private static async Task<Result<ImportFile>> Unpack(MemoryStream body, CancellationToken stopping)
    {
        await using var zip = await ZipArchive.CreateAsync(
            body, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, stopping);
        if (zip.GetEntry("xl/workbook.xml") is not null)
        {
            return new ImportFile(SheetFile.ToCsv(body.ToArray()), null);
        }
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

    private static async Task<Result<string>> Text(ZipArchiveEntry entry, CancellationToken stopping)
    {
        await using var stream = await entry.OpenAsync(stopping);
        return (await Bytes(stream, stopping)).TryGet(out var bytes, out var problem)
            ? await Text(bytes, stopping)
            : problem;
    }

    private static async Task<Result<string>> Text(MemoryStream bytes, CancellationToken stopping)
    {
        return SheetFile.IsZip(bytes.GetBuffer().AsSpan(0, (int)bytes.Length))
            ? SheetFile.ToCsv(bytes.ToArray())
            : await CsvTable.ReadText(bytes, stopping);
    }

    /// <summary>Reads no more than a table may hold, whatever an entry says of itself.</summary>
    private static async Task<Result<MemoryStream>> Bytes(Stream stream, CancellationToken stopping)
    {
        var copy = new MemoryStream();
        var buffer = new byte[81_920];
        for (var count = await stream.ReadAsync(buffer, stopping); count > 0;
            count = await stream.ReadAsync(buffer, stopping))
        {
            if (copy.Length + count > CsvTable.BytesMax) { return new TableTooLarge(CsvTable.BytesMax); }
            await copy.WriteAsync(buffer.AsMemory(0, count), stopping);
        }
        copy.Position = 0;
        return copy;
    }
}

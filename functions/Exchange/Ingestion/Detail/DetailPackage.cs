using System.IO.Compression;
using SocialFund.Exchange.Catalog;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion.Detail;

/// <summary>A file of a package: which table it is of and how to read it.</summary>
/// <param name="Declared">What the manifest says of it; null without one.</param>
/// <param name="Form">How rows stand in it.</param>
public sealed record PackageFile(
    string Name, CatalogTable Table, Func<Stream> Open, long Length, FileForm Form, DetailManifestFile? Declared);

/// <summary>A received file taken apart, before any row is read.</summary>
/// <param name="Files">In the order of the package.</param>
public sealed record DetailPackage(
    string Sender, string Number, Period Period, Division Division, string? Replaces,
    IReadOnlyList<PackageFile> Files) : IDisposable
{
    private ReceivedArchive? Archive { get; init; }

    /// <summary>Reads package and names. What is wrong with the package as a whole is a problem.</summary>
    /// <param name="path">The local file.</param>
    /// <param name="folder">The inbox folder: the sender's code.</param>
    public static Result<DetailPackage> Open(
        string path, string fileName, string folder, Catalogue catalogue, ArchiveLimits limits)
    {
        if (!FileForms.IsArchive(fileName)) { return OfOne(path, fileName, folder, catalogue, limits); }
        if (!ReceivedArchive.Open(path, fileName, limits).TryGet(out var archive, out var problem)) { return problem; }
        var opened = Read(archive, fileName, folder, catalogue);
        if (opened.TryGet(out var package, out problem)) { return package with { Archive = archive }; }
        archive.Dispose();
        return problem;
    }

    /// <summary>Whether a dropped file brings detail data rather than an application for payment.</summary>
    public static bool IsDetail(string path, string fileName, Catalogue catalogue, ArchiveLimits limits)
    {
        if (!FileForms.IsArchive(fileName)) { return FileForms.Of(fileName) is not null; }
        if (!ReceivedArchive.Open(path, fileName, limits).TryGet(out var archive, out _)) { return false; }
        using (archive)
        {
            return archive.Find(Manifest.FileName) is { } manifest
                ? IsDetailManifest(manifest)
                : archive.Entries.Any(entry => NamedFile.Of(entry.FullName, catalogue) is not null);
        }
    }

    public void Dispose() => Archive?.Dispose();

    private static Result<DetailPackage> Read(
        ReceivedArchive archive, string fileName, string folder, Catalogue catalogue)
    {
        try
        {
            return archive.Find(Manifest.FileName) is null
                ? OfNames(archive, fileName, folder, catalogue)
                : OfManifest(archive, folder, catalogue);
        }
        catch (InvalidDataException)
        {
            // The list of entries was good, the manifest's own bytes are not.
            return new NotAZip(fileName);
        }
    }

    private static bool IsDetailManifest(ZipArchiveEntry manifest)
    {
        try { return manifest.Length <= Manifest.BytesMax && DetailManifest.IsDetail(ReceivedArchive.Read(manifest)); }
        catch (InvalidDataException)
        {
            // The payment intake tells the sender.
            return false;
        }
    }

    private static Result<DetailPackage> OfManifest(ReceivedArchive archive, string folder, Catalogue catalogue)
    {
        var entry = archive.Find(Manifest.FileName)!;
        if (entry.Length > Manifest.BytesMax) { return new ManifestUnreadable("文件过大。"); }
        if (!DetailManifest.Read(ReceivedArchive.Read(entry)).TryGet(out var manifest, out var problem))
        {
            return problem;
        }
        if (manifest.Sender != folder) { return new SenderDiffers(manifest.Sender, folder); }
        var files = new List<PackageFile>();
        foreach (var declared in manifest.Files)
        {
            if (catalogue.Find(declared.Table) is not { } table)
            {
                return new TableUnknown(declared.Name, declared.Table);
            }
            if (archive.Find(declared.Name) is not { } found) { return new FileNotInZip(declared.Name); }
            if (FileForms.Of(declared.Name) is not { } form) { return new FormUnknown(declared.Name); }
            files.Add(new PackageFile(declared.Name, table, found.Open, found.Length, form, declared));
        }
        var listed = manifest.Files.Select(file => file.Name).Append(Manifest.FileName).ToHashSet();
        return archive.Entries.FirstOrDefault(other => !listed.Contains(other.FullName)) is { } extra
            ? new FileNotListed(extra.FullName)
            : new DetailPackage(
                manifest.Sender, manifest.Batch, manifest.Period, manifest.Division, manifest.Replaces, files);
    }

    private static Result<DetailPackage> OfNames(
        ReceivedArchive archive, string fileName, string folder, Catalogue catalogue)
    {
        var files = new List<(NamedFile Named, PackageFile File)>();
        foreach (var entry in archive.Entries)
        {
            if (FileForms.Of(entry.FullName) is not { } form) { return new FormUnknown(entry.FullName); }
            if (NamedFile.Of(entry.FullName, catalogue) is not { } named)
            {
                return new NameSaysNothing(entry.FullName);
            }
            files.Add((named, new PackageFile(entry.FullName, named.Table, entry.Open, entry.Length, form, null)));
        }
        return Of(files, fileName, folder);
    }

    private static Result<DetailPackage> OfOne(
        string path, string fileName, string folder, Catalogue catalogue, ArchiveLimits limits)
    {
        if (FileForms.Of(fileName) is not { } form) { return new FormUnknown(fileName); }
        if (NamedFile.Of(fileName, catalogue) is not { } named) { return new NameSaysNothing(fileName); }
        var length = new FileInfo(path).Length;
        return length > limits.BytesMax
            ? new ZipTooLarge($"“{fileName}”字节数", limits.BytesMax)
            : Of([(named, new PackageFile(fileName, named.Table, () => File.OpenRead(path), length, form, null))],
                fileName, folder);
    }

    private static Result<DetailPackage> Of(
        List<(NamedFile Named, PackageFile File)> files, string fileName, string folder)
    {
        if (files.Count == 0) { return new RowsMissing(fileName); }
        var first = files[0].Named;
        return files.FirstOrDefault(file => (file.Named.Period, file.Named.Division) != (first.Period, first.Division))
            is { File: { } other }
            ? new NamesDisagree(files[0].File.Name, other.Name)
            : new DetailPackage(
                folder, Path.GetFileNameWithoutExtension(fileName), first.Period, first.Division, null,
                [.. files.Select(file => file.File)]);
    }
}

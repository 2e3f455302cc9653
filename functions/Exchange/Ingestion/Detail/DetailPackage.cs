using System.IO.Compression;
using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Governance;
using SocialFund.Exchange.Mapping;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion.Detail;

/// <summary>A file of a package: which table it is of and how to read it.</summary>
/// <param name="Declared">What the manifest says of it; null without one.</param>
/// <param name="Form">How rows stand in it.</param>
/// <param name="Mapping">For columns that are not the table's; null for a file written as the table is.</param>
public sealed record PackageFile(
    string Name, CatalogTable Table, Func<Stream> Open, long Length, FileForm Form, DetailManifestFile? Declared,
    SourceMapping? Mapping = null);

/// <summary>What is known of a sender when its package is taken apart.</summary>
/// <param name="Folder">The inbox folder: the sender's code.</param>
/// <param name="Division">The sender's own, for names that tell none.</param>
public sealed record PackageSender(string Folder, Division Division, MappingShelf Mappings);

/// <summary>A received file taken apart, before any row is read.</summary>
/// <param name="Files">In the order of the package.</param>
/// <param name="Part">Null for a batch in one package.</param>
public sealed record DetailPackage(
    string Sender, string Number, Period Period, Division Division, string? Replaces,
    IReadOnlyList<PackageFile> Files, BatchPart? Part = null) : IDisposable
{
    private ReceivedArchive? Archive { get; init; }

    /// <summary>Reads package and names. What is wrong with the package as a whole is a problem.</summary>
    /// <param name="path">The local file.</param>
    public static Result<DetailPackage> Open(
        string path, string fileName, PackageSender sender, Catalogue catalogue, ArchiveLimits limits)
    {
        if (!FileForms.IsArchive(fileName)) { return OfOne(path, fileName, sender, catalogue, limits); }
        if (!ReceivedArchive.Open(path, fileName, limits).TryGet(out var archive, out var problem)) { return problem; }
        var opened = Read(archive, fileName, sender, catalogue);
        if (opened.TryGet(out var package, out problem)) { return package with { Archive = archive }; }
        archive.Dispose();
        return problem;
    }

    /// <summary>Whether a dropped file brings detail data rather than an application for payment.</summary>
    public static bool IsDetail(
        string path, string fileName, PackageSender sender, Catalogue catalogue, ArchiveLimits limits)
    {
        if (!FileForms.IsArchive(fileName)) { return FileForms.Of(fileName) is not null; }
        if (!ReceivedArchive.Open(path, fileName, limits).TryGet(out var archive, out _)) { return false; }
        using (archive)
        {
            return archive.Find(Manifest.FileName) is { } manifest
                ? IsDetailManifest(manifest)
                : archive.Entries.Any(entry => Named(entry.FullName, sender, catalogue) is not null);
        }
    }

    public void Dispose() => Archive?.Dispose();

    private static Result<DetailPackage> Read(
        ReceivedArchive archive, string fileName, PackageSender sender, Catalogue catalogue)
    {
        try
        {
            return archive.Find(Manifest.FileName) is null
                ? OfNames(archive, fileName, sender, catalogue)
                : OfManifest(archive, sender, catalogue);
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

    /// <summary>The sender's mapping goes before the catalogue's own names.</summary>
    private static (NamedFile Named, SourceMapping? Mapping)? Named(
        string fileName, PackageSender sender, Catalogue catalogue) =>
        sender.Mappings.OfName(sender.Folder, fileName) is var (mapping, drop)
            ? (new NamedFile(catalogue.Find(mapping.Table)!, drop.Period, drop.Division ?? sender.Division), mapping)
            : NamedFile.Of(fileName, catalogue) is { } named ? (named, null) : null;

    private static Result<DetailPackage> OfManifest(
        ReceivedArchive archive, PackageSender sender, Catalogue catalogue)
    {
        var entry = archive.Find(Manifest.FileName)!;
        if (entry.Length > Manifest.BytesMax) { return new ManifestUnreadable("文件过大。"); }
        if (!DetailManifest.Read(ReceivedArchive.Read(entry)).TryGet(out var manifest, out var problem))
        {
            return problem;
        }
        if (manifest.Sender != sender.Folder) { return new SenderDiffers(manifest.Sender, sender.Folder); }
        var files = new List<PackageFile>();
        foreach (var declared in manifest.Files)
        {
            if (catalogue.Find(declared.Table) is not { } table)
            {
                return new TableUnknown(declared.Name, declared.Table);
            }
            if (archive.Find(declared.Name) is not { } found) { return new FileNotInZip(declared.Name); }
            if (FileForms.Of(declared.Name) is not { } form) { return new FormUnknown(declared.Name); }
            if (!MappingOf(declared, sender).TryGet(out var mapping, out problem)) { return problem; }
            files.Add(new PackageFile(
                declared.Name, table, found.Open, found.Length, form, declared, mapping is [var one] ? one : null));
        }
        var listed = manifest.Files.Select(file => file.Name).Append(Manifest.FileName).ToHashSet();
        return archive.Entries.FirstOrDefault(other => !listed.Contains(other.FullName)) is { } extra
            ? new FileNotListed(extra.FullName)
            : new DetailPackage(
                manifest.Sender, manifest.Batch, manifest.Period, manifest.Division, manifest.Replaces, files,
                manifest is { Part: { } part, Parts: > 1 and var parts } ? BatchPart.Alone(part, parts) : null);
    }

    /// <returns>At most one.</returns>
    private static Result<IReadOnlyList<SourceMapping>> MappingOf(DetailManifestFile declared, PackageSender sender)
    {
        if (declared.Mapping is not { } reference) { return Result.Of<IReadOnlyList<SourceMapping>>([]); }
        if (sender.Mappings.Find(reference, sender.Folder) is not { } mapping)
        {
            return new MappingUnknown(reference);
        }
        return mapping.Table == declared.Table
            ? Result.Of<IReadOnlyList<SourceMapping>>([mapping])
            : new MappingOfOther(mapping.Table, declared.Table);
    }

    private static Result<DetailPackage> OfNames(
        ReceivedArchive archive, string fileName, PackageSender sender, Catalogue catalogue)
    {
        var files = new List<(NamedFile Named, PackageFile File)>();
        foreach (var entry in archive.Entries)
        {
            if (FileForms.Of(entry.FullName) is not { } form) { return new FormUnknown(entry.FullName); }
            if (Named(entry.FullName, sender, catalogue) is not var (named, mapping))
            {
                return new NameSaysNothing(entry.FullName);
            }
            files.Add((named, new PackageFile(
                entry.FullName, named.Table, entry.Open, entry.Length, form, null, mapping)));
        }
        return Of(files, fileName, sender.Folder);
    }

    private static Result<DetailPackage> OfOne(
        string path, string fileName, PackageSender sender, Catalogue catalogue, ArchiveLimits limits)
    {
        if (FileForms.Of(fileName) is not { } form) { return new FormUnknown(fileName); }
        if (Named(fileName, sender, catalogue) is not var (named, mapping)) { return new NameSaysNothing(fileName); }
        var length = new FileInfo(path).Length;
        return length > limits.BytesMax
            ? new ZipTooLarge($"“{fileName}”字节数", limits.BytesMax)
            : Of(
                [(named, new PackageFile(
                    fileName, named.Table, () => File.OpenRead(path), length, form, null, mapping))],
                fileName, sender.Folder);
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

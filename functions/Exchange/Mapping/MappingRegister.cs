using System.Reflection;
using SocialFund.Exchange.Governance;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Mapping;

/// <summary>Some mappings, to be asked while a package is taken apart.</summary>
public sealed class MappingShelf(IReadOnlyList<SourceMapping> mappings)
{
    public static readonly MappingShelf None = new([]);

    /// <param name="reference">An id, or id@version.</param>
    /// <param name="sender">Whose file names it.</param>
    public SourceMapping? Find(string reference, string sender) => mappings.FirstOrDefault(mapping =>
        (mapping.Id == reference || mapping.Reference == reference)
        && mapping.IsOpen && (mapping.Sender is null || mapping.Sender == sender));

    /// <summary>The sender's mapping that the file's name matches, with what the name tells.</summary>
    public (SourceMapping Mapping, NamedDrop Drop)? OfName(string sender, string fileName)
    {
        foreach (var mapping in mappings.Where(mapping => mapping.IsOpen && mapping.Sender == sender))
        {
            if (mapping.Pattern is { } pattern && NamePattern.Read(pattern, fileName) is { } drop)
            {
                return (mapping, drop);
            }
        }
        return null;
    }
}

/// <summary>A version of a mapping with who made it.</summary>
public sealed record MappingVersion(SourceMapping Mapping, string By, DateTimeOffset At)
{
    /// <summary>For queries.</summary>
    public string MappingId => Mapping.Id;
}

/// <summary>
/// The mappings: those that ship, each replaced by what people saved. Every version stays. Small by design: one
/// partition of container <c>system</c>.
/// </summary>
public sealed class MappingRegister(IDocumentStore store)
{
    internal const string Partition = "mappings";
    internal const string Latest = "mapping";
    internal const string Version = "mappingVersion";

    /// <summary>Examples for the partners that the catalogue has tables for; each may be changed.</summary>
    public static IReadOnlyList<SourceMapping> Shipped { get; } =
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.Contains(".Mapping.Examples.", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Json.Read<SourceMapping>(EmbeddedText.Read(Assembly.GetExecutingAssembly(), name))),
    ];

    /// <summary>The newest version of each, by id; shipped ones have nobody who made them.</summary>
    public async Task<IReadOnlyList<MappingVersion>> All(CancellationToken stopping)
    {
        var all = Shipped.ToDictionary(mapping => mapping.Id, mapping => new MappingVersion(mapping, "", default));
        foreach (var saved in await Query(new DocumentQuery(Latest), stopping)) { all[saved.Mapping.Id] = saved; }
        return [.. all.Values.OrderBy(one => one.Mapping.Id, StringComparer.Ordinal)];
    }

    public async Task<MappingShelf> Shelf(CancellationToken stopping) =>
        new([.. (await All(stopping)).Select(one => one.Mapping)]);

    /// <summary>Exactly the versions that a batch came through.</summary>
    public async Task<MappingShelf> Shelf(IEnumerable<MappingUse> uses, CancellationToken stopping)
    {
        var mappings = new List<SourceMapping>();
        foreach (var use in uses)
        {
            // A mapping that was closed since still explains what came through it.
            if (await Find(use.Mapping, use.Version, stopping) is { } found)
            {
                mappings.Add(found.Mapping with { IsOpen = true });
            }
        }
        return new MappingShelf(mappings);
    }

    public async Task<MappingVersion?> Find(string id, int? version, CancellationToken stopping)
    {
        var key = version is { } number ? KeyOf(id, number) : id;
        if (await store.Find<MappingVersion>(Containers.System, Partition, key, stopping) is { } saved)
        {
            return saved.Value;
        }
        var shipped = Shipped.FirstOrDefault(mapping =>
            mapping.Id == id && (version is null || mapping.Version == version));
        return shipped is null ? null : new MappingVersion(shipped, "", default);
    }

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<MappingVersion>> Versions(string id, CancellationToken stopping)
    {
        var saved = await Query(
            new DocumentQuery(Version) { Where = [Filter.Is("mappingId", id)] }, stopping);
        var shipped = Shipped.Where(mapping => mapping.Id == id)
            .Select(mapping => new MappingVersion(mapping, "", default));
        return [.. saved.Concat(shipped).OrderByDescending(one => one.Mapping.Version)];
    }

    internal static string KeyOf(string id, int version) => $"{id}~{version}";

    private async Task<List<MappingVersion>> Query(DocumentQuery query, CancellationToken stopping) => await store
        .Each<MappingVersion>(
            Containers.System, Partition, query with { Limit = DocumentQuery.LimitMax }, stopping)
        .ToListAsync(stopping);
}

using SocialFund.Analytics;
using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Governance;
using SocialFund.Exchange.Mapping;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion.Samples;

/// <summary>What the use cases on samples share.</summary>
internal sealed record SampleDesk(
    IDocumentStore Store, IBlobStore Blobs, DuckDatabase Duck, Catalogue Catalogue, IAgencies Senders,
    string WorkFolder)
{
    public SampleShelf Shelf { get; } = new(Blobs);

    public MappingRegister Mappings { get; } = new(Store);

    public DetailLake Lake { get; } = new(new LakeIndex(Store), Blobs);

    public async Task<Result<SampleReading>> Read(SampleFile sample, SourceFormat? format, string? table, Call call)
    {
        var mappings = (await Mappings.All(call.Stopping)).Select(one => one.Mapping)
            .Where(mapping => mapping.IsOpen && ListMappings.IsFor(mapping, call.Actor)).ToList();
        var sender = call.Actor.Agency is { } code ? await Senders.Find(code, call.Stopping) : null;
        var tables = Catalogue.Tables.Where(one => sender is null || one.MayComeFrom(sender, sender.Division)).ToList();
        var targets = new SampleTargets(Catalogue, tables, mappings);
        return Using(call, work => SampleReader.Read(sample, format, table, targets, work("lines")));
    }

    /// <summary>Gives out names of work files and removes them.</summary>
    public T Using<T>(Call call, Func<Func<string, string>, T> act)
    {
        var folder = Directory.CreateDirectory(WorkFolder).FullName;
        var files = new List<string>();
        try
        {
            return act(ending =>
            {
                files.Add(Path.Combine(folder, $"sample-{call.RequestId}-{ending}"));
                return files[^1];
            });
        }
        finally
        {
            foreach (var file in files) { File.Delete(file); }
        }
    }
}

/// <summary>映射导入: mappings, and the samples that they are made and tried on.</summary>
public sealed class MappingModule : IModule
{
    private readonly SampleDesk _desk;

    /// <param name="senders">Agencies and partners.</param>
    public MappingModule(
        IDocumentStore store, IBlobStore blobs, DuckDatabase duck, Catalogue catalogue, IAgencies senders,
        string workFolder) =>
        _desk = new SampleDesk(store, blobs, duck, catalogue, senders, workFolder);

    public string Name => "mappings";

    public IEnumerable<Endpoint> Endpoints =>
    [
        ListMappings.Endpoint(_desk.Mappings, _desk.Catalogue),
        ViewMapping.Endpoint(_desk.Mappings),
        SaveMapping.Endpoint(_desk.Store, _desk.Catalogue),
        UploadSample.Endpoint(_desk),
        ReadSample.Endpoint(_desk),
        TrySample.Endpoint(_desk),
        CorrectSample.Endpoint(_desk),
        LoadSample.Endpoint(_desk),
    ];
}

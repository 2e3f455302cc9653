using SocialFund.Analytics;
using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Governance;
using SocialFund.Exchange.Mapping;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion.Samples;

/// <summary>What the use cases on samples share.</summary>
/// <param name="Senders">Agencies and partners.</param>
public sealed record SampleDesk(
    IDocumentStore Store, IBlobStore Blobs, DuckDatabase Duck, Catalogue Catalogue, IAgencies Senders,
    string WorkFolder)
{
    internal SampleShelf Shelf { get; } = new(Blobs);

    public MappingRegister Mappings { get; } = new(Store);

    public DetailLake Lake { get; } = new(new LakeIndex(Store), Blobs);

    internal async Task<Result<SampleReading>> Read(SampleFile sample, SourceFormat? format, string? table, Call call)
    {
        var mappings = (await Mappings.All(call.Stopping)).Select(one => one.Mapping)
            .Where(mapping => mapping.IsOpen && ListMappings.IsFor(mapping, call.Actor)).ToList();
        var sender = call.Actor.Agency is { } code ? await Senders.Find(code, call.Stopping) : null;
        var tables = Catalogue.Tables.Where(one => sender is null || one.MayComeFrom(sender, sender.Division)).ToList();
        var targets = new SampleTargets(Catalogue, tables, mappings);
        return Using(call, work => SampleReader.Read(sample, format, table, targets, work("lines")));
    }

    /// <summary>Gives out names of work files and removes them.</summary>
    internal T Using<T>(Call call, Func<Func<string, string>, T> act)
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
/// <param name="jobs">Runs <see cref="TrialJob"/>.</param>
public sealed class MappingModule(SampleDesk desk, IJobs jobs) : IModule
{
    public string Name => "mappings";

    public IEnumerable<Endpoint> Endpoints =>
    [
        ListMappings.Endpoint(desk.Mappings, desk.Catalogue),
        ViewMapping.Endpoint(desk.Mappings),
        SaveMapping.Endpoint(desk.Store, desk.Catalogue),
        UploadSample.Endpoint(desk),
        ReadSample.Endpoint(desk),
        TrySample.Endpoint(desk),
        StartTrial.Endpoint(desk, jobs),
        ViewTrialResult.Endpoint(desk),
        CorrectSample.Endpoint(desk),
        LoadSample.Endpoint(desk),
    ];
}

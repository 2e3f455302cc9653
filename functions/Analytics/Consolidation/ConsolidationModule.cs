using SocialFund.Kernel;

namespace SocialFund.Analytics.Consolidation;

/// <summary>Runs and figures of the consolidation.</summary>
/// <param name="nextRun">When the clock starts the next run after an instant.</param>
public sealed class ConsolidationModule(
    IDocumentStore store, IBlobStore blobs, DuckDatabase duck, Consolidator consolidator, IJobs jobs,
    Func<DateTimeOffset, DateTimeOffset> nextRun) : IModule
{
    public string Name => "lake";

    public IEnumerable<Endpoint> Endpoints { get; } = Make(
        new Figures(store, blobs, duck), store, blobs, consolidator, jobs, nextRun);

    private static IEnumerable<Endpoint> Make(
        Figures figures, IDocumentStore store, IBlobStore blobs, Consolidator consolidator, IJobs jobs,
        Func<DateTimeOffset, DateTimeOffset> nextRun) =>
    [
        StartRun.Endpoint(jobs),
        ListRuns.Endpoint(store, blobs, consolidator, nextRun),
        ReadOverview.Endpoint(figures),
        ReadRolledBalances.Endpoint(figures),
        ReadRolledParts.Endpoint(figures),
    ];
}

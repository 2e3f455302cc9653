using SocialFund.Kernel;

namespace SocialFund.Tests.Simulation.Payments;

/// <summary>A store that commits something else than it was given.</summary>
/// <param name="spoil">The write to make in place of one; null leaves it out.</param>
internal sealed class SpoilingDocumentStore(IDocumentStore inner, Func<string, Write, Write?> spoil) : IDocumentStore
{
    public Task<Document?> Read(
        string container, string partition, string id, CancellationToken stopping = default) =>
        inner.Read(container, partition, id, stopping);

    public Task<Result<IReadOnlyList<string>>> Commit(
        string container, string partition, IReadOnlyList<Write> writes, CancellationToken stopping = default) =>
        inner.Commit(
            container, partition, [.. writes.Select(write => spoil(container, write)).OfType<Write>()], stopping);

    public Task<DocumentPage> Query(
        string container, string partition, DocumentQuery query, CancellationToken stopping = default) =>
        inner.Query(container, partition, query, stopping);

    public Task<DocumentTotals> Totals(
        string container, string partition, DocumentQuery query, IReadOnlyList<string> sumFields,
        CancellationToken stopping = default) =>
        inner.Totals(container, partition, query, sumFields, stopping);

    public Task<ChangePage> Changes(
        string container, string? position, string? type, int limit, CancellationToken stopping = default) =>
        inner.Changes(container, position, type, limit, stopping);

    public Task WaitForChanges(
        string container, string? position, TimeSpan patience, CancellationToken stopping = default) =>
        inner.WaitForChanges(container, position, patience, stopping);
}

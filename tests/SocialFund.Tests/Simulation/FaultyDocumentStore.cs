using SocialFund.Kernel;

namespace SocialFund.Tests.Simulation;

/// <summary>Any store, failing as told. It never delays and never answers wrongly.</summary>
public sealed class FaultyDocumentStore(IDocumentStore inner, Faults faults) : IDocumentStore
{
    public Task<Document?> Read(
        string container, string partition, string id, CancellationToken stopping = default) =>
        faults.Run(() => inner.Read(container, partition, id, stopping));

    public Task<Result<IReadOnlyList<string>>> Commit(
        string container, string partition, IReadOnlyList<Write> writes, CancellationToken stopping = default) =>
        faults.Run(() => inner.Commit(container, partition, writes, stopping));

    public Task<DocumentPage> Query(
        string container, string partition, DocumentQuery query, CancellationToken stopping = default) =>
        faults.Run(() => inner.Query(container, partition, query, stopping));

    public Task<DocumentTotals> Totals(
        string container, string partition, DocumentQuery query, IReadOnlyList<string> sumFields,
        CancellationToken stopping = default) =>
        faults.Run(() => inner.Totals(container, partition, query, sumFields, stopping));

    public Task<ChangePage> Changes(
        string container, string? position, string? type, int limit, CancellationToken stopping = default) =>
        faults.Run(() => inner.Changes(container, position, type, limit, stopping));

    public Task WaitForChanges(
        string container, string? position, TimeSpan patience, CancellationToken stopping = default) =>
        inner.WaitForChanges(container, position, patience, stopping);
}

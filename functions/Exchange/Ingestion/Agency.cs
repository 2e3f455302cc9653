using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion;

/// <summary>An agency (经办机构) that may send files.</summary>
/// <param name="Code">Letters and digits; the name of its inbox folder.</param>
/// <param name="Division">It may send for this division and those below.</param>
/// <param name="Funds">Empty means every fund.</param>
/// <param name="PublicKey">SM2 public key, hex 04…; once registered, manifests must be signed.</param>
public sealed record Agency(
    string Code, string Name, Division Division, IReadOnlyList<Fund> Funds, string? PublicKey = null)
{
    public bool MaySend(Division division, Fund fund) =>
        Division.Contains(division) && (Funds.Count == 0 || Funds.Contains(fund));
}

/// <summary>The register of agencies.</summary>
public sealed class Agencies(IDocumentStore store)
{
    private const string Partition = "agencies";

    public async Task<Agency?> Find(string code, CancellationToken stopping) =>
        (await store.Find<Agency>(Containers.System, Partition, code, stopping))?.Value;

    public async Task<Page<Agency>> List(DocumentQuery query, CancellationToken stopping) =>
        await store.Page<Agency>(Containers.System, Partition, query, stopping);

    public Task<Result<Done>> Register(Agency agency, Call call) =>
        store.Apply<Done>(Containers.System, Partition, call, async unit =>
        {
            await unit.Find<Agency>(agency.Code);
            unit.Save(agency.Code, "agency", agency);
            unit.Audit("agency.register", new Scope(agency.Division), $"登记报送单位 {agency.Code} {agency.Name}");
            return Done.Value;
        });
}

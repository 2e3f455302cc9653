using SocialFund.Kernel;

namespace SocialFund.Oversight.Audit;

/// <summary>
/// The sealed audit trail. Heads mount its endpoints and run <see cref="Sealer"/> beside everything else.
/// </summary>
public sealed class AuditModule : IModule, IDisposable
{
    /// <param name="newKey">Makes the system's SM2 key on first use.</param>
    public AuditModule(
        IDocumentStore store, INationalCrypto crypto, ISecrets secrets, Func<Sm2KeyPair> newKey, TimeProvider clock)
    {
        Sealer = new Sealer(
            store, crypto,
            async stopping => Sm2KeyPair.Read(
                await secrets.GetOrCreate("audit-sm2", () => newKey().Write(), stopping)),
            clock);
        Endpoints = [ListRecords.Endpoint(store), ListHeads.Endpoint(store), ExportChain.Endpoint(store)];
    }

    public string Name => "audit";
    public IEnumerable<Endpoint> Endpoints { get; }
    public Sealer Sealer { get; }

    public void Dispose() => Sealer.Dispose();
}

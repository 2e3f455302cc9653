using SocialFund.Kernel;

namespace SocialFund.Exchange.Reconciliation;

/// <summary>A kind of conflict of the index.</summary>
/// <param name="Of">person or employer.</param>
public sealed record ConflictKind(string Id, string Of, string Name, string Reason);

/// <summary>What can be wrong in the index of persons and employers, as data (<c>registry.json</c>).</summary>
public sealed record RegistryRules(IReadOnlyList<ConflictKind> Kinds, IReadOnlyList<Verdict> Verdicts)
{
    public static RegistryRules Shipped { get; } =
        Json.Read<RegistryRules>(EmbeddedText.Read(typeof(RegistryRules).Assembly, "Registry.registry.json"));
}

using System.Text.Json.Serialization;

namespace SocialFund.Kernel;

/// <summary>An agency (经办机构) that requests money and drops files.</summary>
/// <param name="Code">1 to 20 letters and digits; names its inbox folder and its requests.</param>
/// <param name="Division">It may send for this division and those below.</param>
/// <param name="Funds">The funds it runs.</param>
/// <param name="PublicKey">SM2 public key, hex 04…; once registered, its manifests must be signed.</param>
public sealed record Agency(
    string Code, string Name, Division Division, IReadOnlyList<Fund> Funds, string? PublicKey = null)
{
    /// <summary>Departments of the exchange catalogue (国库 银行 民政 …) whose tables it sends; an 经办机构 has
    /// none.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Departments { get; init; } = [];

    public bool MaySend(Division division, Fund fund) => Division.Contains(division) && Funds.Contains(fund);

    /// <summary>Data that belong to no fund.</summary>
    public bool MaySend(Division division, string department) =>
        Division.Contains(division) && Departments.Contains(department);
}

/// <summary>The register of agencies.</summary>
public interface IAgencies
{
    /// <returns>Null when there is none of that code.</returns>
    Task<Agency?> Find(string code, CancellationToken stopping = default);
}

/// <summary>The register of agencies as a list.</summary>
public interface IAgencyList
{
    /// <returns>Those of the division and all below it, in the order of their codes.</returns>
    Task<IReadOnlyList<Agency>> Under(Division division, CancellationToken stopping = default);
}

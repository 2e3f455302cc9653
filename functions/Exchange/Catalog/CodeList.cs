using SocialFund.Kernel;

namespace SocialFund.Exchange.Catalog;

/// <summary>The values of a code list from one day on.</summary>
public sealed record CodeVersion(DateOnly From, IReadOnlyDictionary<string, string> Values);

/// <summary>A code list (代码表): values with their names, dated.</summary>
/// <param name="IsClosed">Whether a value outside it is wrong. An open list was not published whole: a value outside is
/// noted, not returned.</param>
/// <param name="Aliases">What partners write instead → the code; applied when rows are standardised.</param>
/// <param name="Basis">Where the values come from.</param>
public sealed record CodeList(
    string Id, string Name, bool IsClosed, string Basis, IReadOnlyList<CodeVersion> Versions,
    IReadOnlyDictionary<string, string> Aliases)
{
    public IReadOnlyDictionary<string, string> On(Period period) =>
        (Versions.LastOrDefault(version => version.From <= period.LastDay) ?? Versions[0]).Values;
}

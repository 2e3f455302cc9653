using SocialFund.Kernel;

namespace SocialFund.Tests.Tidy;

/// <summary>
/// What is let pass for now, with its reason: allowances.csv. Each rule also refuses an allowance that it no longer
/// needs, so the list can only shrink.
/// </summary>
internal static class Allowances
{
    private static readonly ILookup<string, string> Rows = EmbeddedCsv
        .Read(typeof(Allowances).Assembly, "allowances.csv")
        .ToLookup(row => row["rule"], row => row["subject"]);

    /// <summary>Fails on every fault that is not allowed, and on every allowance without a fault.</summary>
    public static void AssertOnly(string rule, IEnumerable<string> faults)
    {
        var found = faults.Distinct().Order(StringComparer.Ordinal).ToList();
        var allowed = Rows[rule].ToHashSet();
        var faulty = found.Where(fault => !allowed.Contains(fault)).ToList();
        Assert.True(faulty.Count == 0, $"{rule}:\n{string.Join('\n', faulty)}");
        var stale = allowed.Except(found).ToList();
        Assert.True(stale.Count == 0, $"{rule}: no longer needed in allowances.csv:\n{string.Join('\n', stale)}");
    }
}

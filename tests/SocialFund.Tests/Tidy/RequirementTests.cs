using System.Reflection;
using System.Text.RegularExpressions;
using SocialFund.Kernel;

namespace SocialFund.Tests.Tidy;

/// <summary>docs/requirements.csv says which requirement is met where, and which test would fail without it.</summary>
public sealed partial class RequirementTests
{
    private static readonly IReadOnlyList<string[]> Rows =
        [.. EmbeddedCsv.Parse(File.ReadAllText(Path.Combine(Sources.Root, "docs/requirements.csv"))).Skip(1)];

    [Fact]
    public void EveryRow_IsWhole()
    {
        Assert.NotEmpty(Rows);
        Assert.Equal([], Rows
            .Where(row => row.Length != 3 || row.Any(string.IsNullOrWhiteSpace) || !Id().IsMatch(row[0]))
            .Select(row => string.Join(',', row)));
        Assert.Equal([], Rows.GroupBy(row => string.Join(',', row)).Where(group => group.Count() > 1)
            .Select(group => group.Key));
    }

    [Fact]
    public void EveryPlace_IsThere() => Assert.Equal([], Rows.SelectMany(row => row[1].Split(' '))
        .Where(place => !Path.Exists(Path.Combine(Sources.Root, place))).Distinct());

    [Fact]
    public void EveryTest_IsThere()
    {
        var known = typeof(RequirementTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods().Where(IsTest).Select(method => $"{type.Name}.{method.Name}"))
            .ToHashSet();
        Assert.Equal([], Rows.SelectMany(row => row[2].Split("; "))
            .Where(test => !known.Contains(test) && !IsWebTest(test)));
    }

    /// <summary>A test of the front end: <c>web/src/kernel/money.test.ts: adds up</c>.</summary>
    private static bool IsWebTest(string test)
    {
        var parts = test.Split(": ", 2);
        var file = Path.Combine(Sources.Root, parts[0]);
        return parts.Length == 2 && File.Exists(file)
            && File.ReadAllText(file).Contains($"\"{parts[1]}\"", StringComparison.Ordinal);
    }

    private static bool IsTest(MethodInfo method) => method.GetCustomAttributes<FactAttribute>().Any();

    [GeneratedRegex(@"^[A-Z]-[\w.-]+$")]
    private static partial Regex Id();
}

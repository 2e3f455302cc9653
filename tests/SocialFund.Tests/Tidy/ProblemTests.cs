using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using SocialFund.Hosts.Local;
using SocialFund.Hosts.Pipeline.OpenApi;

namespace SocialFund.Tests.Tidy;

public sealed class ProblemTests
{
    private static readonly string[] CommonMembers =
        ["type", "title", "status", "detail", "code", "place", "requestId"];

    private static readonly IReadOnlyList<Type> Problems = FindProblems();

    private static IReadOnlyList<Type> FindProblems() =>
        [.. Directory.GetFiles(AppContext.BaseDirectory, "SocialFund.*.dll")
            .Where(file => !file.EndsWith("Tests.dll", StringComparison.Ordinal))
            .Select(Assembly.LoadFrom)
            .SelectMany(ProblemCodes.TypesOf)
            .OrderBy(type => type.Name, StringComparer.Ordinal)];

    [Fact]
    public void EveryProblem_HasACode() =>
        Assert.Equal([], Problems.Where(type => ProblemCodes.CodeOf(type) is null).Select(type => type.FullName));

    [Fact]
    public void EveryCode_MeansOneThing() =>
        Allowances.AssertOnly("code told twice", Problems.GroupBy(ProblemCodes.CodeOf)
            .Where(group => group.Count() > 1).Select(group => group.Key!));

    [Fact]
    public void EveryCode_IsProducedInATest()
    {
        var tests = string.Concat(Sources.Below("tests", ".cs")
            .Where(file => !file.Path.Contains("/Tidy/", StringComparison.Ordinal)).Select(file => file.Text));
        var scenarios = string.Concat(Sources.Below("tests", ".ledger").Select(file => file.Text));
        Allowances.AssertOnly("problem without a test", Problems
            .Where(type => !tests.Contains($"\"{ProblemCodes.CodeOf(type)}\"", StringComparison.Ordinal)
                && !Regex.IsMatch(tests, $@"\b{type.Name}\b")
                && !Regex.IsMatch(scenarios, $@"-> {ProblemCodes.CodeOf(type)}\b"))
            .Select(type => ProblemCodes.CodeOf(type)!));
    }

    [Fact]
    public void NoOwnProperty_HidesACommonMember()
    {
        var faults =
            from type in Problems
            from property in type.GetProperties(BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.Instance)
            where CommonMembers.Contains(JsonNamingPolicy.CamelCase.ConvertName(property.Name))
            select $"{type.Name}.{property.Name}";
        Assert.Equal([], faults);
    }

    [Fact]
    public void TheFrontEndsTypes_AreThoseOfTheEndpoints()
    {
        var file = Path.Combine(Sources.Root, ApiTypes.File);
        Assert.True(
            File.Exists(file) && File.ReadAllText(file) == ApiTypes.Text(),
            $"Write them again: dotnet run --project functions/Hosts/Local -- --write-api-types {ApiTypes.File}");
    }
}

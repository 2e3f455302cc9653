using System.Text.RegularExpressions;

namespace SocialFund.Tests.Tidy;

public sealed partial class SqlTests
{
    private static readonly IReadOnlyList<SourceFile> Files = [.. Sources.Below("functions", ".sql")];

    [Fact]
    public void EveryFile_BeginsWithAHeader() =>
        Assert.Equal([], Files.Where(file => !Header().IsMatch(file.Text)).Select(file => file.Path));

    [Fact]
    public void EveryFile_IsUsed()
    {
        // As "name.sql" or, where a loader adds the ending, as "name".
        var code = string.Concat(Sources.Below("functions", ".cs").Select(file => file.Text));
        Assert.Equal([], Files.Where(file => !IsNamed(Path.GetFileNameWithoutExtension(file.Path), code))
            .Select(file => file.Path));
    }

    [Fact]
    public void EveryFile_IsOneStatement() =>
        Assert.Equal([], Files.Where(file => Comment().Replace(file.Text, "").TrimEnd().TrimEnd(';').Contains(';'))
            .Select(file => file.Path));

    [Fact]
    public void EveryFile_IsInLowerCase() =>
        Assert.Equal([], Files.Where(file => Shouted().IsMatch(Comment().Replace(file.Text, "")))
            .Select(file => file.Path));

    private static bool IsNamed(string name, string code) =>
        code.Contains($"\"{name}\"", StringComparison.Ordinal)
        || code.Contains($"{name}.sql", StringComparison.Ordinal);

    [GeneratedRegex("^-- .{10,}")]
    private static partial Regex Header();

    [GeneratedRegex("--[^\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\b(SELECT|FROM|WHERE|JOIN|INSERT|UPDATE|DELETE|CREATE|WITH|GROUP BY|ORDER BY)\b")]
    private static partial Regex Shouted();
}

using System.Text.RegularExpressions;

namespace SocialFund.Tests.Tidy;

public sealed partial class CodeTests
{
    private const int ColumnsMax = 120;

    [Fact]
    public void MoneyCode_HasNoFloatingPoint()
    {
        var faults =
            from file in Sources.Below("functions/Funds", ".cs")
                .Concat(Sources.Below("functions/Programs", ".cs"))
                .Concat(Sources.Below("functions/Exchange", ".cs"))
                .Concat(Sources.Below("functions/Kernel/Values", ".cs"))
            where file.CodeLines.Any(line => Floating().IsMatch(line.Text))
            select file.Path;
        Allowances.AssertOnly("floating-point", faults);
    }

    /// <summary>Clocks, chance and ids come in from outside; nothing sleeps a thread.</summary>
    [Theory]
    [InlineData(@"\bDateTime\.(Now|UtcNow|Today)\b")]
    [InlineData(@"\bDateTimeOffset\.(Now|UtcNow)\b")]
    [InlineData(@"\bGuid\.NewGuid\b")]
    [InlineData(@"\bRandom\.Shared\b|\bnew Random\(")]
    [InlineData(@"\bThread\.Sleep\b")]
    [InlineData(@"\bNotImplementedException\b")]
    [InlineData(@"#region\b")]
    public void ProductCode_NeverUses(string banned)
    {
        var faults = Matching(Sources.Below("functions", ".cs"), banned);
        Allowances.AssertOnly($"banned {banned}", faults);
    }

    /// <summary>Nulls that are not looked at, resources that are not released, sums that overflow: the build fails.
    /// </summary>
    [Fact]
    public void TheBuild_TakesEveryWarningForAnError()
    {
        var props = File.ReadAllText(Path.Combine(Sources.Root, "Directory.Build.props"));
        Assert.All(
            [
                "<Nullable>enable</Nullable>", "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>",
                "<AnalysisLevel>latest-all</AnalysisLevel>",
                "<CheckForOverflowUnderflow>true</CheckForOverflowUnderflow>",
            ],
            switched => Assert.Contains(switched, props, StringComparison.Ordinal));
        Assert.Equal(
            [
                "functions/Analytics/SocialFund.Analytics.csproj", "functions/Exchange/SocialFund.Exchange.csproj",
                "functions/Storage/SocialFund.Storage.csproj",
            ],
            Sources.Below("functions", ".csproj")
                .Where(file => file.Text.Contains("<AllowUnsafeBlocks>true", StringComparison.Ordinal))
                .Select(file => file.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EverySuppression_SaysWhy()
    {
        var faults =
            from file in Sources.All
            where file.Path.EndsWith(".cs", StringComparison.Ordinal)
            from line in file.Lines
            where Suppression().IsMatch(line.Text)
            select $"{file.Path}:{line.Number}";
        Assert.Equal([], faults);
    }

    [Theory]
    [InlineData(@"\bThread\.Sleep\b")]
    [InlineData(@"\bTask\.Delay\b")]
    [InlineData(@"\bSkip\s*=")]
    public void Tests_NeverWaitAndNeverSkip(string banned)
    {
        var faults = Matching(Sources.Below("tests", ".cs"), banned);
        Allowances.AssertOnly($"banned in tests {banned}", faults);
    }

    [Fact]
    public void NothingIsLeftToDo()
    {
        // Put together, so that this file does not hold the words itself.
        var words = new Regex($@"\b({string.Join('|', "TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK")})\b");
        Assert.Equal([], OwnWriting().Where(file => words.IsMatch(file.Text)).Select(file => file.Path));
    }

    [Fact]
    public void NoFile_NamesAMachinesFolders()
    {
        var names = string.Join('|', "wo" + "rk", "ho" + "me", "Us" + "ers", "ro" + "ot");
        var places = new Regex($"(?<![\\w.])/({names})/");
        Assert.Equal([], OwnWriting().Where(file => places.IsMatch(file.Text)).Select(file => file.Path));
    }

    [Fact]
    public void Lines_FitTheColumns()
    {
        var faults =
            from file in Sources.All
            where file.Path.EndsWith(".cs", StringComparison.Ordinal)
                || file.Path.EndsWith(".sql", StringComparison.Ordinal)
                || file.Path.EndsWith(".sh", StringComparison.Ordinal)
                || file.Path.EndsWith(".mjs", StringComparison.Ordinal)
                || file.Path is "run" or "test"
            from line in file.Lines
            where line.Text.Length > ColumnsMax
            select file.Path.Contains('/', StringComparison.Ordinal) ? file.Folder : file.Path;
        Allowances.AssertOnly("folder with long lines", faults);
    }

    private static IEnumerable<string> Matching(IEnumerable<SourceFile> files, string pattern)
    {
        var banned = new Regex(pattern);
        return files.Where(file => banned.IsMatch(file.Code)).Select(file => file.Path);
    }

    private static IEnumerable<SourceFile> OwnWriting() =>
        Sources.All.Where(file => !file.Path.EndsWith("package-lock.json", StringComparison.Ordinal)
            && !file.Path.EndsWith(".csv", StringComparison.Ordinal));

    [GeneratedRegex(@"\b(double|float|decimal)\b|\b\d+(\.\d+)?[dDfFmM]\b")]
    private static partial Regex Floating();

    [GeneratedRegex(@"^\s*#pragma warning disable [\w, ]+$")]
    private static partial Regex Suppression();
}

using System.Text.RegularExpressions;

namespace SocialFund.Tests.Tidy;

public sealed partial class ModuleTests
{
    /// <summary>A reader takes a module's page in at one look.</summary>
    private const int ReadMeLinesMax = 30;

    [Fact]
    public void EveryModuleFolder_IsInTheTable() =>
        Assert.Equal([], Modules.Folders.Where(folder => !Modules.Table.ContainsKey(folder)));

    [Fact]
    public void EveryModule_NamesOnlyThoseItMay()
    {
        var faults =
            from file in Sources.Below("functions", ".cs")
            let module = Modules.Of(file.Path)
            where Modules.Table.ContainsKey(module)
            from line in file.CodeLines
            from Match name in ProductName().Matches(line.Text)
            let other = Modules.OfNamespace(name.Value)
            where other is not null && !Modules.MayName(module, other)
            select $"{file.Path}:{line.Number} names {other}";
        Allowances.AssertOnly("who-names-whom", faults);
    }

    [Fact]
    public void EveryNamespace_IsItsFolder()
    {
        var faults =
            from file in Sources.Below("functions", ".cs")
            let found = NamespaceLine().Match(file.Code)
            where found.Success
            let place = "SocialFund." + file.Folder["functions/".Length..].Replace('/', '.')
            where !$"{place}.".StartsWith($"{found.Groups[1].Value}.", StringComparison.Ordinal)
            select $"{file.Folder} says {found.Groups[1].Value}";
        Allowances.AssertOnly("namespace", faults);
    }

    [Fact]
    public void EveryModule_HasAReadMeOfOnePage()
    {
        var pages = Sources.Below("functions", "/README.md").ToDictionary(file => file.Folder["functions/".Length..]);
        Allowances.AssertOnly("readme", Modules.Folders.Where(folder => !pages.ContainsKey(folder)));
        Assert.Equal([], pages.Values.Where(page => page.Text.TrimEnd('\n').Split('\n').Length > ReadMeLinesMax)
            .Select(page => page.Path));
    }

    [GeneratedRegex(@"\bSocialFund(\.[A-Z]\w*)+")]
    private static partial Regex ProductName();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();
}

using SocialFund.Kernel;

namespace SocialFund.Tests.Tidy;

/// <summary>The modules as folders, and the table of who may name whom (modules.csv).</summary>
internal static class Modules
{
    /// <summary>Groups whose folders are modules; every other folder of functions/ is one module itself.</summary>
    private static readonly string[] Groups = ["Funds", "Programs", "Exchange", "Oversight", "Insight", "Hosts"];

    /// <summary>Module to those it may name; <c>*</c> is all. <c>Funds/*</c> is each module of Funds.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Table { get; } = EmbeddedCsv
        .Read(typeof(Modules).Assembly, "modules.csv")
        .ToDictionary(
            row => row["module"],
            row => (IReadOnlyList<string>)row["may_name"].Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The module folders that hold code, from functions/.</summary>
    public static IReadOnlyList<string> Folders { get; } =
        [.. Sources.Below("functions", ".cs").Select(file => Of(file.Path)).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The module of a file below functions/.</summary>
    public static string Of(string path)
    {
        var parts = path.Split('/');
        return Groups.Contains(parts[1]) && parts.Length > 3 ? $"{parts[1]}/{parts[2]}" : parts[1];
    }

    /// <summary>SocialFund.Funds.Budget.X: Funds/Budget. The longest module whose namespace it begins with.</summary>
    public static string? OfNamespace(string name) => Folders
        .Where(folder => $"{name}.".StartsWith($"SocialFund.{folder.Replace('/', '.')}.", StringComparison.Ordinal))
        .MaxBy(folder => folder.Length);

    public static bool MayName(string module, string other) =>
        module == other || Table[module].Any(entry => entry == "*" || entry == other
            || (entry.EndsWith("/*", StringComparison.Ordinal)
                && other.StartsWith(entry[..^1], StringComparison.Ordinal)));
}

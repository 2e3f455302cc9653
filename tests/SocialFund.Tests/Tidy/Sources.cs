using System.Text;

namespace SocialFund.Tests.Tidy;

/// <param name="Path">From the root, with slashes.</param>
internal sealed record SourceFile(string Path, string Text)
{
    private string? _code;

    public IEnumerable<(int Number, string Text)> Lines => Text.Split('\n').Select((line, index) => (index + 1, line));

    /// <summary>C# with comments and the insides of texts blanked, line by line the same.</summary>
    public string Code => _code ??= CodeOnly.Of(Text);

    public IEnumerable<(int Number, string Text)> CodeLines =>
        Code.Split('\n').Select((line, index) => (index + 1, line));

    public string Folder => Path[..Path.LastIndexOf('/')];
}

/// <summary>The product's own files, as they lie in the working folder.</summary>
internal static class Sources
{
    private static readonly HashSet<string> NotOurs =
        ["artifacts", "node_modules", "bin", "obj", "dist", "test-results", ".git", "data", "generated"];

    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<SourceFile> All { get; } =
    [
        .. Find(new DirectoryInfo(Root)).Select(file => new SourceFile(
            System.IO.Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'), File.ReadAllText(file.FullName))),
    ];

    public static IEnumerable<SourceFile> Below(string folder, string ending) => All.Where(file =>
        file.Path.StartsWith(folder + "/", StringComparison.Ordinal)
        && file.Path.EndsWith(ending, StringComparison.Ordinal));

    private static IEnumerable<FileInfo> Find(DirectoryInfo folder) =>
        folder.EnumerateFiles().Where(IsText)
            .Concat(folder.EnumerateDirectories().Where(child => !NotOurs.Contains(child.Name)).SelectMany(Find));

    private static bool IsText(FileInfo file) =>
        file.Extension is ".cs" or ".csproj" or ".props" or ".sln" or ".sql" or ".json" or ".jsonc" or ".csv" or ".md"
            or ".ts" or ".tsx" or ".css" or ".html" or ".mjs" or ".sh" or ".bicep" or ".bicepparam" or ".yaml"
            or ".yml" or ".ledger"
        || file.Name is "run" or "test";

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "SocialFund.sln"))) { folder = Path.GetDirectoryName(folder)!; }
        return folder;
    }
}

/// <summary>Blanks comments, texts and characters of C#, so that a search finds code only.</summary>
internal static class CodeOnly
{
    public static string Of(string text)
    {
        var code = new StringBuilder(text.Length);
        var at = 0;
        while (at < text.Length)
        {
            var end = EndOfSilence(text, at);
            if (end == at) { code.Append(text[at++]); continue; }
            foreach (var symbol in text[at..end]) { code.Append(symbol == '\n' ? '\n' : ' '); }
            at = end;
        }
        return code.ToString();
    }

    /// <returns>Where the comment or text that begins here ends; the same place when none begins.</returns>
    private static int EndOfSilence(string text, int at)
    {
        if (Starts(text, at, "//")) { return IndexOr(text, "\n", at, 0); }
        if (Starts(text, at, "/*")) { return IndexOr(text, "*/", at + 2, 2); }
        if (Starts(text, at, "\"\"\""))
        {
            var quotes = text[at..].TakeWhile(symbol => symbol == '"').Count();
            return IndexOr(text, new string('"', quotes), at + quotes, quotes);
        }
        return text[at] switch
        {
            '"' => EndOfText(text, at + 1, '"', IsVerbatim(text, at)),
            '\'' => EndOfText(text, at + 1, '\'', isVerbatim: false),
            _ => at,
        };
    }

    private static int EndOfText(string text, int at, char quote, bool isVerbatim)
    {
        while (at < text.Length && text[at] != quote) { at += text[at] == '\\' && !isVerbatim ? 2 : 1; }
        return Math.Min(text.Length, at + 1);
    }

    private static bool IsVerbatim(string text, int at) =>
        at > 0 && (text[at - 1] == '@' || (at > 1 && text[at - 1] == '$' && text[at - 2] == '@'));

    private static bool Starts(string text, int at, string with) =>
        string.CompareOrdinal(text, at, with, 0, with.Length) == 0;

    private static int IndexOr(string text, string what, int from, int plus)
    {
        var found = text.IndexOf(what, Math.Min(from, text.Length), StringComparison.Ordinal);
        return found < 0 ? text.Length : found + plus;
    }
}

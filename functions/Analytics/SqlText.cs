using System.Text;

namespace SocialFund.Analytics;

/// <summary>Quoting for the few statements that take no parameters: create, copy, set.</summary>
internal static class SqlText
{
    /// <summary>A name that is taken literally, whatever it holds.</summary>
    internal static string Name(string name) =>
        $"\"{WithoutNul(name).Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    internal static string Text(string text) => $"'{WithoutNul(text).Replace("'", "''", StringComparison.Ordinal)}'";

    internal static string List(IEnumerable<string> texts) =>
        new StringBuilder("[").AppendJoin(", ", texts.Select(Text)).Append(']').ToString();

    // The C API reads statements up to the first NUL: what stood behind it would be dropped in silence.
    private static string WithoutNul(string text) => text.Contains('\0', StringComparison.Ordinal)
        ? throw new ArgumentException("A name or path holds a NUL character.", nameof(text))
        : text;
}

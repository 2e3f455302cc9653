using System.Reflection;
using System.Text;

namespace SocialFund.Kernel;

/// <summary>Reads the small tables that ship inside assemblies (RFC 4180, UTF-8, header row).</summary>
public static class EmbeddedCsv
{
    /// <param name="name">The resource's file name; it must be unique in the assembly.</param>
    /// <returns>One dictionary a row, keyed by the header.</returns>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(Assembly assembly, string name)
    {
        var rows = Parse(EmbeddedText.Read(assembly, name)).ToList();
        var header = rows[0];
        return [.. rows.Skip(1).Select(row => header.Zip(row).ToDictionary(pair => pair.First, pair => pair.Second))];
    }

    /// <summary>The cells of one line; quotes are taken off only between commas.</summary>
    public static string[] Split(string line, char separator) =>
        separator == ',' ? Parse(line).FirstOrDefault() ?? [] : line.Split(separator);

    /// <summary>Splits CSV text into rows of cells; quoted cells may hold separators and line breaks.</summary>
    public static IEnumerable<string[]> Parse(string text)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var index = 0; index < text.Length; index++)
        {
            var symbol = text[index];
            if (quoted)
            {
                if (symbol != '"') { cell.Append(symbol); }
                else if (index + 1 < text.Length && text[index + 1] == '"') { cell.Append('"'); index++; }
                else { quoted = false; }
            }
            else if (symbol == '"') { quoted = true; }
            else if (symbol == ',') { cells.Add(cell.ToString()); cell.Clear(); }
            else if (symbol == '\n')
            {
                cells.Add(cell.ToString());
                cell.Clear();
                yield return [.. cells];
                cells.Clear();
            }
            else if (symbol != '\r') { cell.Append(symbol); }
        }
        if (cell.Length > 0 || cells.Count > 0) { cells.Add(cell.ToString()); yield return [.. cells]; }
    }
}

public static class EmbeddedText
{
    /// <summary>The text of an embedded file, found by its file name.</summary>
    public static string Read(Assembly assembly, string name)
    {
        var resource = assembly.GetManifestResourceNames()
            .Single(candidate => candidate == name || candidate.EndsWith("." + name, StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}

using System.Text;
using SocialFund.Exchange.Governance.Text;

namespace SocialFund.Exchange.Ingestion.Detail;

/// <summary>The beginning of a received file.</summary>
/// <param name="Lines">As text, without ends; fewer than asked for where the file has no more.</param>
/// <param name="Bytes">The same as received, without the last end.</param>
internal sealed record FirstLines(IReadOnlyList<string> Lines, byte[] Bytes)
{
    private static readonly char[] Delimiters = ['|', '\t', ',', ';'];

    /// <param name="count">How many; what lies behind the first block of the file is not looked for.</param>
    public static FirstLines Read(Func<Stream> open, TextEncoding encoding, int count)
    {
        using var stream = open();
        if (new BlockReader(stream, encoding).Next() is not { } block) { return new FirstLines([], []); }
        var lines = new List<string>();
        var bytes = new List<byte>();
        for (var line = 0; line < Math.Min(count, block.Lines); line++)
        {
            lines.Add(Encoding.UTF8.GetString(block.Utf8Line(line)).TrimStart('\uFEFF'));
            if (line > 0) { bytes.AddRange("\r\n"u8); }
            bytes.AddRange(block.SourceLine(line));
        }
        return new FirstLines(lines, [.. bytes]);
    }

    /// <summary>What most cells of the last line stand between.</summary>
    public char MostFrequent() => MostFrequent(Lines[^1]);

    public static char MostFrequent(string line) =>
        Delimiters.MaxBy(delimiter => line.Count(symbol => symbol == delimiter));
}

using System.Text;
using System.Text.RegularExpressions;

namespace SocialFund.Funds.Forms;

/// <summary>A label without what differs from print to print: blanks, numbering, 其中, width, a unit.</summary>
/// <param name="Key">What labels are compared by.</param>
/// <param name="Level">By the numbering: 1 for 一、, 2 for （一）, 3 for 1., 4 for （1）; 0 where there is none.</param>
/// <param name="IsPart">Marked 其中.</param>
public readonly partial record struct ItemLabel(string Key, int Level, bool IsPart)
{
    public static ItemLabel Of(string written)
    {
        var text = Narrow(written);
        var isPart = false;
        var level = 0;
        for (var changed = true; changed;)
        {
            changed = false;
            if (Part().Match(text) is { Success: true } part)
            {
                (text, isPart, changed) = (text[part.Length..], true, true);
            }
            if (level == 0 && Numbering().Match(text) is { Success: true } number && number.Length < text.Length)
            {
                level = 1 + Array.FindIndex(["a", "b", "c", "d"], name => number.Groups[name].Success);
                (text, changed) = (text[number.Length..], true);
            }
        }
        return new ItemLabel(Unit().Replace(text, "").Trim(':'), level, isPart);
    }

    /// <summary>Without blanks; brackets, digits, points and colons of one width.</summary>
    public static string Narrow(string written)
    {
        var text = new StringBuilder(written.Length);
        foreach (var symbol in written)
        {
            if (char.IsWhiteSpace(symbol) || symbol is '\u200B' or '\uFEFF') { continue; }
            text.Append(symbol switch
            {
                >= '！' and <= '～' => (char)(symbol - '！' + '!'),
                '〔' or '【' => '(',
                '〕' or '】' => ')',
                _ => symbol,
            });
        }
        return text.ToString();
    }

    [GeneratedRegex(
        @"^(?:(?<a>[一二三四五六七八九十百]+[、.,])|(?<b>\([一二三四五六七八九十百]+\)[、.]?)"
        + @"|(?<c>\d{1,2}[、.,](?!\d))|(?<d>\(\d{1,2}\)[、.]?))",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Numbering();

    [GeneratedRegex("^(其中[:,]?|#|[加减][:])")]
    private static partial Regex Part();

    [GeneratedRegex(@"\((%|元|万元|亿元|人|万人|人次|户|元/年|元/月|元/人|人/次)\)$")]
    private static partial Regex Unit();
}

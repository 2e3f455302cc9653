using System.Text;

namespace SocialFund.Kernel;

/// <summary>
/// The initials under which people look for a Chinese name: 西宁市供水公司 is <c>xnsgsgs</c>. Letters and digits stand for
/// themselves, small; anything else is passed over.
/// </summary>
/// <remarks>
/// GB 2312 orders its 3,755 common characters by sound, so a character's place tells its initial. Characters that names
/// of places and companies like to use and that are not among them are told apart; of a character with two sounds the
/// one that GB 2312 orders by counts.
/// </remarks>
public static class PinyinInitials
{
    /// <summary>The last place of the common characters; what follows is ordered by radicals.</summary>
    private const int CommonEnd = 0xD7F9;

    /// <summary>The place of the first character of each initial, in order.</summary>
    private static readonly (int From, char Initial)[] Starts =
    [
        (0xB0A1, 'a'), (0xB0C5, 'b'), (0xB2C1, 'c'), (0xB4EE, 'd'), (0xB6EA, 'e'), (0xB7A2, 'f'), (0xB8C1, 'g'),
        (0xB9FE, 'h'), (0xBBF7, 'j'), (0xBFA6, 'k'), (0xC0AC, 'l'), (0xC2E8, 'm'), (0xC4C3, 'n'), (0xC5B6, 'o'),
        (0xC5BE, 'p'), (0xC6DA, 'q'), (0xC8BB, 'r'), (0xC8F6, 's'), (0xCBFA, 't'), (0xCDDA, 'w'), (0xCEF4, 'x'),
        (0xD1B9, 'y'), (0xD4D1, 'z'),
    ];

    /// <summary>Each character with its initial.</summary>
    private static readonly Dictionary<char, char> Others = "湟h晏y鑫x晟s昊h钰y煜y瑾j琪q璐l馨x楠n睿r骅h祺q喆z"
        .Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);

    private static readonly Encoding Places =
        CodePagesEncodingProvider.Instance.GetEncoding("GB18030") ?? throw new InvalidOperationException("GB18030");

    public static string Of(string name)
    {
        var initials = new StringBuilder(name.Length);
        foreach (var symbol in name)
        {
            if (char.IsAsciiLetterOrDigit(symbol)) { initials.Append(char.ToLowerInvariant(symbol)); }
            else if (Others.TryGetValue(symbol, out var other)) { initials.Append(other); }
            else if (InitialOf(symbol) is { } initial) { initials.Append(initial); }
        }
        return initials.ToString();
    }

    private static char? InitialOf(char symbol)
    {
        if (Places.GetBytes([symbol]) is not [var row, var column]) { return null; }
        var place = row * 256 + column;
        return place < Starts[0].From || place > CommonEnd || column < 0xA1
            ? null
            : Starts.Last(start => start.From <= place).Initial;
    }
}

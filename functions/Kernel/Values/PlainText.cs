using System.Globalization;

namespace SocialFund.Kernel;

/// <summary>What may stand in names that people compare by eye and banks by byte.</summary>
public static class PlainText
{
    /// <summary>
    /// True for control characters, line and paragraph ends, and for what shows nothing or turns the writing round
    /// (zero-width blanks, right-to-left marks): two names that look the same would not be.
    /// </summary>
    public static bool IsHidden(char symbol) => char.GetUnicodeCategory(symbol) is UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}

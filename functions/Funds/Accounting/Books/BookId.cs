using System.Globalization;
using System.Text.Json.Serialization;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

public enum BookKind
{
    /// <summary>财政专户账.</summary>
    Fsa = 1,

    /// <summary>辅助账.</summary>
    Aux,

    /// <summary>备查账.</summary>
    Memo,
}

/// <summary>
/// Names a book (账套): <c>630102-11-2026-fsa</c> is division, fund, year, kind. It is also the partition.
/// </summary>
[JsonConverter(typeof(TextJson<BookId>))]
public sealed record BookId(Division Division, Fund Fund, int Year, BookKind Kind) : ITextValue<BookId>
{
    public static string Name => "账套编号";

    [JsonIgnore]
    public string Text => $"{Division}-{Fund.Entry().Code}-{Year:0000}-{KindText(Kind)}";

    [JsonIgnore]
    public Scope Scope => new(Division, Fund);

    [JsonIgnore]
    public string Title => $"{Divisions.NameOf(Division)}{Fund.Title()}{Year}年{KindTitle(Kind)}";

    public static bool TryParse(string? text, out BookId value)
    {
        value = null!;
        if (text?.Split('-') is not [var division, var fund, { Length: 4 } year, var kind]) { return false; }
        if (!Division.TryParse(division, out var where) || !FundList.TryParse(fund, out var which)) { return false; }
        if (which.Entry().Code != fund) { return false; }
        if (!int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var when)) { return false; }
        if (when < 1949) { return false; }
        var sort = Enum.GetValues<BookKind>().FirstOrDefault(candidate => KindText(candidate) == kind);
        if (sort == default) { return false; }
        value = new BookId(where, which, when, sort);
        return true;
    }

    public BookId PreviousYear() => this with { Year = Year - 1 };

    public static string KindTitle(BookKind kind) => kind switch
    {
        BookKind.Fsa => "财政专户账",
        BookKind.Aux => "辅助账",
        BookKind.Memo => "备查账",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public override string ToString() => Text;

    private static string KindText(BookKind kind) => kind switch
    {
        BookKind.Fsa => "fsa",
        BookKind.Aux => "aux",
        BookKind.Memo => "memo",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}

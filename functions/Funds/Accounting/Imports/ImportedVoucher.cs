using System.Text.RegularExpressions;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <param name="Row">Where it stands in the file, from 1.</param>
/// <param name="Account">As the file names it.</param>
internal sealed record ImportedLine(
    int Row, string Account, Money? Debit, Money? Credit, string? Summary,
    IReadOnlyDictionary<string, string> Dimensions);

/// <summary>A voucher as another program's file has it.</summary>
/// <param name="Number">Its number there; one of ours tells opening balances and closing entries apart.</param>
internal sealed record ImportedVoucher(
    int Row, string? Number, DateOnly Date, string Summary, int Papers, IReadOnlyList<ImportedLine> Lines);

/// <summary>What all readers of journals share.</summary>
internal static partial class JournalText
{
    /// <summary>So that the sum of a voucher's lines is still money.</summary>
    private static readonly Money AmountMax = Money.FromFen(Money.MaxFen / (Voucher.LinesMax + 1));

    private static readonly string[] OwnCurrency = ["CNY", "RMB", "¥", "￥", "元"];

    private static readonly string[] DateForms = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d"];

    public static bool TryDate(string text, out DateOnly date) => DateOnly.TryParseExact(
        text, DateForms, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None,
        out date);

    /// <summary>Reads <c>-1,234.56 CNY</c>, <c>¥12</c>, <c>CNY -3.00</c>.</summary>
    public static bool TryAmount(string text, out Money amount)
    {
        amount = Money.Zero;
        var number = text.Trim().Trim('"');
        foreach (var currency in OwnCurrency)
        {
            if (number.EndsWith(currency, StringComparison.Ordinal)) { number = number[..^currency.Length]; }
            else if (number.StartsWith(currency, StringComparison.Ordinal)) { number = number[currency.Length..]; }
        }
        number = number.Trim();
        if (number.Contains(',', StringComparison.Ordinal) && !Grouped().IsMatch(number)) { return false; }
        return Money.TryParseYuan(number.Replace(",", "", StringComparison.Ordinal), out amount)
            && amount >= -AmountMax && amount <= AmountMax;
    }

    /// <summary>
    /// The lines with their sides: a positive amount is a debit. One amount that is left out is what the others miss;
    /// lines of zero, such as assertions, say nothing.
    /// </summary>
    /// <param name="postings">In order; a null amount is left out.</param>
    /// <param name="problems">Faults are added here.</param>
    public static List<ImportedLine> Lines(
        IReadOnlyList<(ImportedLine Line, Money? Amount, string? Red)> postings, int row,
        ICollection<RowProblem> problems)
    {
        if (postings.Count > Voucher.LinesMax)
        {
            problems.Add(new RowProblem(row, "分录", "line_count_out_of_range", $"一张凭证至多{Voucher.LinesMax}条分录。"));
            return [];
        }
        var missing = postings.Count(posting => posting.Amount is null);
        if (missing > 1) { problems.Add(new RowProblem(row, "金额", "amount_missing", "一笔分录中至多一行可以省略金额。")); }
        var sum = postings.Aggregate(Money.Zero, (total, posting) => total + (posting.Amount ?? Money.Zero));
        var lines = new List<ImportedLine>();
        foreach (var (line, amount, red) in postings)
        {
            var signed = amount ?? -sum;
            if (signed.IsZero) { continue; }
            var isDebit = red is null ? signed > Money.Zero : red == "debit";
            lines.Add(line with { Debit = isDebit ? signed : null, Credit = isDebit ? null : -signed });
        }
        return lines;
    }

    /// <summary>Thousands in groups of three; a comma anywhere else might be a decimal point.</summary>
    [GeneratedRegex(@"\A-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]{1,2})?\z")]
    private static partial Regex Grouped();
}

using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>The closing entries of a year (年终结转), typical entries F22 and F23: income and expenditure end in the
/// surplus.</summary>
/// <remarks>Basis: 财办〔2018〕43号, 5001 (期末转入财政专户结余).</remarks>
internal static class YearEnd
{
    /// <returns>A line for every account of the class that has a balance, against its side, and one for the surplus;
    /// empty when there is none. After an earlier closing, only what changed since.</returns>
    public static IReadOnlyList<VoucherLine> Lines(
        Chart chart, AccountCode surplus, AccountClass kind, IReadOnlyList<MonthPage> months)
    {
        var income = kind == AccountClass.Income;
        var summary = income ? "年终结转收入" : "年终结转支出";
        var left = Turnovers.Sum(months.Select(month => month.Accounts))
            .Where(pair => chart.Find(pair.Key)?.Class == kind)
            .Select(pair => (Code: pair.Key, Amount: income
                ? pair.Value.Credit - pair.Value.Debit : pair.Value.Debit - pair.Value.Credit))
            .Where(pair => !pair.Amount.IsZero)
            .OrderBy(pair => pair.Code.Text, StringComparer.Ordinal)
            .ToList();
        if (left.Count == 0) { return []; }
        VoucherLine Line(AccountCode code, Side side, Money amount) => new(
            0, new FundAccount(chart.Fund, code), side, amount, summary, new Dictionary<string, string>());

        var total = left.Aggregate(Money.Zero, (sum, pair) => sum + pair.Amount);
        var against = left.Select(pair => Line(pair.Code, income ? Side.Debit : Side.Credit, pair.Amount));
        List<VoucherLine> lines = income
            ? [.. against, Line(surplus, Side.Credit, total)]
            : [Line(surplus, Side.Debit, total), .. against];
        // What is earned and given back in equal parts needs no surplus.
        lines.RemoveAll(line => line.Amount.IsZero);
        return [.. lines.Select((line, index) => line with { Number = index + 1 })];
    }

    public static VoucherDraft Draft(BookId book, AccountClass kind, IReadOnlyList<VoucherLine> lines) => new(
        book, BookPeriod.Closing(book.Year), new DateOnly(book.Year, 12, 31), lines[0].Summary, lines,
        new SourceLink("book", book.Text, $"{book.Year}年终结转"), null,
        kind == AccountClass.Income ? "year-end-income v1" : "year-end-expenditure v1");
}

using System.Globalization;
using SocialFund.Kernel;

namespace SocialFund.Funds.Banking;

/// <summary>A line as a file says it.</summary>
/// <param name="Balance">After it, where the file gives it.</param>
internal sealed record DraftLine(
    int Line, DateOnly Date, Money Amount, string Reference, string Counterparty, string CounterpartyAccount,
    string Summary, Money? Balance);

/// <summary>A statement as read, whatever its format.</summary>
/// <param name="Account">As the file names it; null where it does not.</param>
/// <param name="Opening">Null where the file does not say.</param>
/// <param name="Lines">In the order of time.</param>
/// <param name="Problems">Every fault, in file order; with any, nothing is imported.</param>
internal sealed record StatementDraft(
    string Format, string? Account, DateOnly? From, DateOnly? To, Money? Opening, Money? Closing,
    IReadOnlyList<DraftLine> Lines, IReadOnlyList<RowProblem> Problems)
{
    public const int LinesMax = 20_000;

    /// <summary>Of one field; 80 lines go into a commit of 2 MB.</summary>
    private const int TextMax = 500;

    public Money In => Sum(line => line.Amount > Money.Zero);

    public Money Out => -Sum(line => line.Amount < Money.Zero);

    /// <summary>The period, opening and closing balance from the lines where the file does not say.</summary>
    public StatementDraft Completed()
    {
        if (Lines.Count == 0) { return this; }
        var opening = Opening ?? (Lines[0].Balance is { } first ? first - Lines[0].Amount : null);
        return this with
        {
            From = From ?? Lines.Min(line => line.Date),
            To = To ?? Lines.Max(line => line.Date),
            Opening = opening,
            Closing = Closing ?? Lines[^1].Balance ?? (opening is null ? null : opening + In - Out),
        };
    }

    /// <summary>Where the running balance breaks, references that come twice, days outside, texts too long.</summary>
    public IEnumerable<RowProblem> Faults()
    {
        var before = Opening;
        var references = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in Lines)
        {
            if (before is { } known && line.Balance is { } after && known + line.Amount != after)
            {
                yield return new RowProblem(
                    line.Line, "余额", "balance_broken", $"上一行余额 {known}，本行发生 {line.Amount}，余额却为 {after}。");
            }
            before = line.Balance ?? (before is null ? null : before + line.Amount);
            if (line.Reference.Length > 0 && !references.Add(line.Reference))
            {
                yield return new RowProblem(
                    line.Line, "流水号", "reference_repeated", $"流水号“{line.Reference}”在文件中重复。");
            }
            string[] texts = [line.Reference, line.Counterparty, line.CounterpartyAccount, line.Summary];
            if (texts.Any(text => text.Length > TextMax))
            {
                yield return new RowProblem(line.Line, "摘要", "text_too_long", $"文字超过{TextMax}字。");
            }
            if (line.Date < From || line.Date > To)
            {
                yield return new RowProblem(
                    line.Line, "日期", "date_outside_statement", $"{line.Date:yyyy-MM-dd} 不在对账单期间内。");
            }
        }
    }

    /// <summary>Lines with their ids, ready to be kept.</summary>
    public IReadOnlyList<BankLine> ToLines(string statement)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return
        [
            .. Lines.Select(line => new BankLine(
                IdOf(line, seen), line.Date, line.Amount, line.Reference, line.Counterparty, line.CounterpartyAccount,
                line.Summary, statement, line.Line)),
        ];
    }

    private static string IdOf(DraftLine line, Dictionary<string, int> seen)
    {
        if (line.Reference.Length > 0) { return BankLine.IdOf($"reference|{line.Reference}"); }
        var content = string.Create(
            CultureInfo.InvariantCulture,
            $"{line.Date:yyyyMMdd}|{line.Amount.Fen}|{line.CounterpartyAccount}|{line.Counterparty}|{line.Summary}");
        seen[content] = seen.GetValueOrDefault(content) + 1;
        return BankLine.IdOf($"content|{content}|{seen[content]}");
    }

    private Money Sum(Func<DraftLine, bool> when) =>
        Lines.Where(when).Aggregate(Money.Zero, (sum, line) => sum + line.Amount);
}

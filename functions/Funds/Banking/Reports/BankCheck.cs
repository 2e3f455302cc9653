using SocialFund.Funds.Accounting;
using SocialFund.Funds.Payment;
using SocialFund.Kernel;

namespace SocialFund.Funds.Banking;

/// <summary>
/// Before a month closes: do the statements of the fund's special accounts reach its end, do both sides agree, what is
/// open? Told, not demanded.
/// </summary>
public sealed class BankCheck(IDocumentStore store, Charts charts) : IClosingCheck
{
    private const string Id = "bank";
    private const string Title = "银行对账";

    private readonly BankReports _reports = new(store, charts);

    public async Task<ClosingCheck> Look(BookId book, BookPeriod period, CancellationToken stopping)
    {
        if (book.Kind != BookKind.Fsa || period.IsOpening)
        {
            return new ClosingCheck(Id, Title, true, false, 0, "本套账不对账。");
        }
        var last = period.IsClosing ? new DateOnly(period.Year, 12, 31)
            : new DateOnly(period.Year, period.Month, 1).AddMonths(1).AddDays(-1);
        var accounts = (await PayAccount.Load(store, book.Division, stopping))
            .Where(account => account.Kind == AccountKind.Special && account.Fund == book.Fund).ToList();
        var faults = new List<string>();
        foreach (var account in accounts)
        {
            var id = new BankAccountId(account.Division, account.Fund, account.Number);
            if (FaultOf(await _reports.At(id, account, last, stopping)) is { } fault) { faults.Add(fault); }
        }
        return new ClosingCheck(
            Id, Title, faults.Count == 0, false, faults.Count,
            accounts.Count == 0 ? "没有登记的财政专户。"
                : faults.Count == 0 ? $"{accounts.Count}个专户已对账到{last:yyyy-MM-dd}，没有未达账项。" : string.Join(' ', faults));
    }

    private static string? FaultOf(Reconciliation at)
    {
        var tail = at.Account.Tail;
        if (at.Through is null || at.Through < at.Date) { return $"{tail}：对账单未到月末。"; }
        if (!at.IsEqual) { return $"{tail}：调节后相差 {at.Difference}。"; }
        var open = at.BankIn.Items.Count + at.BankOut.Items.Count + at.BookIn.Items.Count + at.BookOut.Items.Count;
        return open == 0 ? null : $"{tail}：{open}笔未达，已调节相符。";
    }
}

using System.Globalization;
using System.Text;
using SocialFund.Funds.Accounting;
using SocialFund.Funds.Banking;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Local.Demo;

/// <summary>
/// The statements that the demo's banks send of the special accounts, for the last months: payments a day later than
/// the books have them, at the end of the last month interest that nobody booked, and one payment still under way.
/// </summary>
internal sealed class DemoStatements(DemoPeople people)
{
    private const int Months = 3;

    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    private sealed record Movement(DateOnly Date, Money Amount, string Reference, string Counterparty, string Summary);

    /// <summary>Imports them and matches what is certain of the first month; the others are left for people.</summary>
    public Task Send(Period today)
    {
        var accounts = DemoPlan.Shipped.Monthly.Select(batch => (batch.Division, batch.Fund, batch.Bank)).Distinct();
        return Task.WhenAll(accounts.Select(account => Task.Run(() => SendAll(
            new BankAccountId(
                account.Division, account.Fund, DemoAccounts.Special(account.Division, account.Fund)),
            account.Bank ?? "hehuang", today))));
    }

    private async Task SendAll(BankAccountId account, string bank, Period today)
    {
        Money? balance = null;
        for (var period = today.Plus(-Months); period < today; period = period.Next())
        {
            if (period == today.Plus(1 - Months))
            {
                await people.Do<MatchedAll>("p-clerk", new MatchAll(account), $"bank-match-{account}");
            }
            balance = await Send(account, bank, period, period.Next() == today, balance);
        }
    }

    /// <returns>The closing balance.</returns>
    private async Task<Money> Send(BankAccountId account, string bank, Period period, bool isLast, Money? opening)
    {
        var month = BookPeriod.Of(period.Year, period.Month);
        var book = new BookId(account.Division, account.Fund, period.Year, BookKind.Fsa);
        var ledger = await people.Do<LedgerPage>(
            "p-clerk",
            new ReadLedger(
                book, AccountCode.Of("1001"), month, month, DocumentQuery.LimitMax, null, "bankAccount",
                account.Number),
            $"bank-ledger-{account}-{period}");
        var first = period.FirstDay;
        var last = first.AddMonths(1).AddDays(-1);
        var rows = isLast ? ledger.Items.SkipLast(1) : ledger.Items;
        var movements = rows.Select((row, index) => Paid(row, index, last)).OrderBy(each => each.Date).ToList();
        if (isLast)
        {
            movements.Add(new Movement(last, Money.FromFen(128_35), $"JX{last:yyyyMMdd}", "", "结息"));
        }
        var start = opening ?? ledger.Opening;
        var bytes = bank == "sanjiang" ? Sanjiang(start, movements) : Hehuang(start, movements, account.Number);
        using var body = new MemoryStream(bytes);
        var answer = await people.Do<StatementAnswer>(
            "p-clerk",
            new ImportStatement(
                account, bank, $"{bank}-{period}.csv", first, last, start.ToPlainYuan()),
            $"bank-statement-{account}-{period}", body);
        return answer.Problems is [var fault, ..] ? throw new InvalidOperationException($"{account}: {fault}")
            : answer.Closing;
    }

    private static Movement Paid(LedgerRow row, int index, DateOnly last)
    {
        var next = row.Date.AddDays(index % 2);
        return new Movement(
            next > last ? last : next, row.Debit - row.Credit, $"LS{row.Voucher}-{row.Line:00}",
            row.Debit > row.Credit ? "缴款单位" : "代发户", $"{row.Summary} {row.Source.Id}");
    }

    private static byte[] Hehuang(Money balance, IEnumerable<Movement> movements, string number)
    {
        var text = new StringBuilder("交易日期,收入金额,支出金额,余额,流水号,对方户名,对方账号,摘要,本方账号\n");
        foreach (var each in movements)
        {
            balance += each.Amount;
            var (came, went) = each.Amount > Money.Zero
                ? (each.Amount.ToPlainYuan(), "") : ("", (-each.Amount).ToPlainYuan());
            var texts = $"{each.Reference},{each.Counterparty},,{each.Summary},{number}";
            text.Append(CultureInfo.InvariantCulture, $"{each.Date:yyyy-MM-dd},{came},{went},")
                .Append(CultureInfo.InvariantCulture, $"{balance.ToPlainYuan()},{texts}\n");
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>The newest first, below a title.</summary>
    private static byte[] Sanjiang(Money balance, IEnumerable<Movement> movements)
    {
        var lines = new List<string>();
        foreach (var each in movements)
        {
            balance += each.Amount;
            var isIn = each.Amount > Money.Zero;
            var amount = isIn ? each.Amount : -each.Amount;
            lines.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{each.Date:yyyyMMdd},{amount.ToPlainYuan()},{(isIn ? "贷" : "借")},{balance.ToPlainYuan()},"
                    + $"{each.Reference},{each.Counterparty},,{each.Summary}"));
        }
        lines.Reverse();
        return Gb18030.GetBytes($"账户交易明细\n记账日,发生额,借贷,账户余额,交易流水,对手名称,对手账号,附言\n{string.Join('\n', lines)}\n");
    }
}

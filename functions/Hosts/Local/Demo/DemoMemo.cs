using System.Globalization;
using System.Text;
using SocialFund.Funds.Accounting;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Local.Demo;

/// <summary>
/// What the agencies tell of the money prepaid to them: details that write most of it off, in one case a little more;
/// one agency's own book; and some receivables and payables.
/// </summary>
internal sealed class DemoMemo(DemoPeople people, Period today)
{
    private const string Header = "区划,险种,经办机构,支出户账号,单据号,日期,项目,金额（元）\n";

    /// <summary>What came of the month's prepayments, as the agencies tell it ten days later.</summary>
    public async Task Send(Period period)
    {
        var isLast = period.Next() == today;
        var list = await people.Do<PrepaymentList>(
            "p-clerk", new ListPrepayments(null, null, null, null), $"memo-list-{period}");
        var file = new StringBuilder(Header);
        foreach (var (row, index) in list.Items.Select((row, index) => (row, index)))
        {
            var found = await people.Do<PrepaymentDetail>(
                "p-clerk", new ReadPrepayment(row.Book, row.Agency, row.BankAccount),
                $"memo-{period}-{row.BankAccount}");
            if (found.Open is not [.., var open] || open.Date < period.FirstDay) { continue; }
            // The last month waits for its detail, except where more was paid than came.
            if (!isLast || index == 2) { Settle(file, row, open, index, isLast); }
            if (!isLast && index == 1) { await KeepAgencyBook(row, open); }
        }
        using var body = new MemoryStream(Encoding.UTF8.GetBytes(file.ToString()));
        var done = await people.Do<AgencyDetailImport>(
            "p-clerk", new ImportAgencyDetails(), $"memo-details-{period}", body);
        if (done.Problems is [var fault, ..]) { throw new InvalidOperationException($"The details: {fault}"); }
        await RaiseClaims(period);
    }

    /// <summary>The first agency pays one of the patients only in the month after.</summary>
    private static void Settle(StringBuilder file, PrepaymentView row, PrepaymentRest open, int index, bool isLast)
    {
        var amount = isLast ? open.Amount + Money.FromFen(205_00)
            : index == 0 ? open.Amount - Money.FromFen(8650_43) : open.Amount;
        var day = open.Date.AddDays(9);
        file.Append(CultureInfo.InvariantCulture, $"{row.Division},{row.Fund.Entry().Id},{row.Agency},")
            .Append(CultureInfo.InvariantCulture, $"{row.BankAccount},ZF{day:yyyyMM}-01,{day:yyyy-MM-dd},")
            .Append(CultureInfo.InvariantCulture, $"{open.Item},{amount.ToPlainYuan()}\n");
    }

    /// <summary>The second agency's own book is kept here, too: what it received and paid.</summary>
    private async Task KeepAgencyBook(PrepaymentView row, PrepaymentRest open)
    {
        var dimensions = new Dictionary<string, string> { ["bankAccount"] = row.BankAccount };
        await Raise(
            row.Division, row.Fund, "agency-appropriation", open.Date, $"SK{open.Date:yyyyMM}",
            new EventAmount("appropriation", null, open.Amount, dimensions), ("document", open.Source.Id));
        var paid = new Dictionary<string, string>(dimensions) { ["item"] = open.Item };
        await Raise(
            row.Division, row.Fund, "agency-payment", open.Date.AddDays(9), $"ZF{open.Date:yyyyMM}",
            new EventAmount("benefit", "5001", open.Amount, paid), ("purpose", $"{open.Date:yyyy年M月}待遇发放"));
    }

    private async Task RaiseClaims(Period period)
    {
        (int Ago, string Rule, string Key, long Fen, string Document, string With, string Reason)[] claims =
        [
            (6, "receivable", "subsidy", 1_200_000_00, "青财社〔2026〕31号", "省财政厅", "中央补助资金"),
            (2, "receivable-settle", "subsidy", 800_000_00, "青财社〔2026〕31号", "省财政厅", "首批到账"),
            (2, "receivable", "remittance", 96_500_00, "调剂金上解计划", "城东区", "应上解调剂金"),
            (1, "payable", "approved", 56_295_00, "宁社保批〔2026〕88号", "西宁市社会保险服务局", "丧葬抚恤待付"),
        ];
        foreach (var claim in claims.Where(claim => today.Plus(-claim.Ago) == period))
        {
            var amount = new EventAmount(claim.Key, null, Money.FromFen(claim.Fen), new Dictionary<string, string>
            {
                ["document"] = claim.Document,
                ["counterparty"] = claim.With,
            });
            await Raise(
                Division.Of("630100"), Fund.EnterprisePension, claim.Rule, period.FirstDay.AddDays(14),
                $"{claim.Rule}-{claim.Ago}", amount, ("reason", claim.Reason));
        }
    }

    /// <summary>A clerk raises it, two others audit and post it.</summary>
    private async Task Raise(
        Division division, Fund fund, string rule, DateOnly date, string number, EventAmount amount,
        (string Name, string Text) fact)
    {
        var key = $"memo-{rule}-{division}-{number}";
        var facts = new Dictionary<string, string> { [fact.Name] = fact.Text };
        var raised = await people.Do<EventRaised>(
            "p-clerk", new RaiseEvent(division, fund, rule, date, number, null, [amount], facts), key);
        await people.Do<MovedAnswer>(
            "p-reviewer", new AuditVouchers(raised.Book, [raised.Number]), $"{key}-audit");
        await people.Do<MovedAnswer>("p-head", new PostVouchers(raised.Book, [raised.Number]), $"{key}-post");
    }
}

using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <remarks>Basis: 会计法§27 (记账人员与审批、经办人员的职责权限相互分离).</remarks>
internal sealed class HandsCheck() : InspectionRule(
    "hands", "制单、审核、记账为三人", "手工凭证须由三人分别制单、审核、记账。", isHard: true)
{
    public override void See(Voucher voucher)
    {
        if (voucher.IsRule()) { return; }
        var hands = new[] { voucher.PreparedBy.Id, voucher.AuditedBy.Id, voucher.PostedBy.Id }.Distinct().Count();
        if (hands < 3) { Find(voucher, $"只经过{hands}人之手（{voucher.PreparedBy.Name}、{voucher.PostedBy.Name}）。"); }
    }
}

/// <remarks>Basis: 会计基础工作规范§51 (除结账和更正错误外，记账凭证必须附有原始凭证).</remarks>
internal sealed class PapersCheck() : InspectionRule(
    "papers", "手工凭证附有原始凭证", "除结账和更正外，手工凭证须附原始凭证。", isHard: false)
{
    public override void See(Voucher voucher)
    {
        if (voucher.Source.Kind == "manual" && voucher.Papers == 0) { Find(voucher, "没有附件。"); }
    }
}

internal sealed class LateCheck() : InspectionRule(
    "late", "记账及时", $"业务日期之后超过{DaysMax}天才记账的，核对有无跨期调节。", isHard: false)
{
    private const int DaysMax = 10;

    public override void See(Voucher voucher)
    {
        if (voucher.Period.IsOpening || voucher.Period.IsClosing) { return; }
        var posted = ChinaTime.DateOf(voucher.PostedBy.At);
        var days = posted.DayNumber - voucher.Date.DayNumber;
        if (days > DaysMax) { Find(voucher, $"{posted:yyyy-MM-dd} 记账，晚{days}天。"); }
    }
}

/// <summary>The same on the same day: perhaps one paper booked twice.</summary>
internal sealed class TwiceCheck() : InspectionRule(
    "twice", "没有疑似重复记账", "同日、同额、同科目、同摘要的凭证，核对是否同一单据记了两次。", isHard: false)
{
    private readonly Dictionary<(DateOnly, Money, string, string), VoucherNumber> _seen = [];

    public override void See(Voucher voucher)
    {
        if (voucher.Reverses is not null) { return; }
        var key = (voucher.Date, voucher.Total, voucher.Accounts, voucher.Summary);
        if (!_seen.TryAdd(key, voucher.Number)) { Find(voucher, $"与凭证 {_seen[key]} 相同：{voucher.Summary}。"); }
    }
}

internal sealed class ReversalCheck() : InspectionRule(
    "reversed", "红字冲销", "被冲销的凭证及原因，供复核。", isHard: false)
{
    public override void See(Voucher voucher)
    {
        if (voucher.Reverses is not null) { Find(voucher, $"{voucher.Summary}（{voucher.PreparedBy.Name} 制单）。"); }
    }
}

/// <summary>A bank account of the fund stands below nothing at the end of a day.</summary>
/// <param name="pages">Of the whole book; those before the period give each account's opening.</param>
internal sealed class OverdraftCheck(BookPeriod period, IReadOnlyList<AuxPage> pages) : InspectionRule(
    "overdrawn", "银行账户没有透支", "按日逐户计算账面余额，任何一天都不应为负。", isHard: false)
{
    private const string Bank = "1001";
    private const string Dimension = "bankAccount";

    private readonly SortedDictionary<(string Account, DateOnly Day), Money> _moved = [];

    public override void See(Voucher voucher)
    {
        foreach (var line in voucher.Lines.Where(line => IsBank(line.Account.Code)))
        {
            var key = (line.Dimensions.GetValueOrDefault(Dimension, ""), voucher.Date);
            _moved[key] = _moved.GetValueOrDefault(key, Money.Zero) + line.Debit - line.Credit;
        }
    }

    protected override void End()
    {
        foreach (var account in _moved.GroupBy(pair => pair.Key.Account))
        {
            var balance = OpeningOf(account.Key);
            foreach (var (key, moved) in account)
            {
                balance += moved;
                if (balance >= Money.Zero) { continue; }
                var name = key.Account.Length > 0 ? $"账户 {key.Account}" : "未注明账户的银行存款";
                Find(new InspectionFinding(null, key.Day, balance, $"{name} 日终余额 {balance}。"));
            }
        }
    }

    private static bool IsBank(AccountCode account) => account.Text.StartsWith(Bank, StringComparison.Ordinal);

    private Money OpeningOf(string account) => pages.Where(page => page.Period < period)
        .SelectMany(page => page.Rows)
        .Where(row => IsBank(row.Account) && row.Dimensions.GetValueOrDefault(Dimension, "") == account)
        .Aggregate(Money.Zero, (sum, row) => sum + row.Turnover.Debit - row.Turnover.Credit);
}

internal sealed class ContraryCheck(TrialBalance balances) : InspectionRule(
    "contrary", "余额方向正常", "期末余额在相反方向的科目，核对有无串户或漏记。", isHard: false)
{
    protected override void End()
    {
        foreach (var row in balances.Rows.Where(row => row.IsLeaf && row.ClosingDebit + row.ClosingCredit < Money.Zero))
        {
            var balance = row.ClosingDebit + row.ClosingCredit;
            Find(new InspectionFinding(
                null, null, balance, $"{row.Account} {row.Name} 期末{row.Normal.Title()}方余额 {balance}。"));
        }
    }
}

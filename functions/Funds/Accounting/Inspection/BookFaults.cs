using System.Text.Json;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>Numbers without gaps, every digest as computed anew, each linked to the one before (see
/// <see cref="VoucherChain"/>).</summary>
internal sealed class ChainCheck(MonthPage page, INationalCrypto crypto) : InspectionRule(
    "chain", "凭证未被改动", "逐张重算国密校验值并与前一张衔接，核对凭证号连续。", isHard: true)
{
    private int _number;

    /// <summary>Of the voucher seen last.</summary>
    public string Last { get; private set; } = VoucherChain.None;

    public void See(string id, JsonElement voucher)
    {
        _number++;
        var expected = new VoucherNumber(page.Period, _number);
        if (id != BookDocuments.VoucherIdOf(expected))
        {
            Say(expected, "此号凭证缺失，凭证号不连续。");
            _number = int.TryParse(id.Split('-')[^1], out var found) ? found : _number;
            expected = new VoucherNumber(page.Period, _number);
        }
        var digest = VoucherChain.DigestOf(voucher, crypto);
        if (digest != Text(voucher, "digest")) { Say(expected, "内容与校验值不符，凭证已被改动。"); }
        else if (Text(voucher, "previous") != Last) { Say(expected, "与上一张凭证不衔接，此处前后有凭证被替换。"); }
        Last = Text(voucher, "digest") ?? digest;
    }

    public void Unreadable(string id) =>
        Find(new InspectionFinding(null, null, null, $"凭证文档 {id} 已损坏，不能按凭证读出。"));

    protected override void End()
    {
        if (_number < page.LastNumber)
        {
            Say(new VoucherNumber(page.Period, _number + 1), $"期间应有{page.LastNumber}张凭证，此号起缺失。");
        }
        else if (page.LastNumber > 0 && Last != page.Digest)
        {
            Say(new VoucherNumber(page.Period, _number), "末张凭证的校验值与账页记录不符。");
        }
    }

    private void Say(VoucherNumber number, string text) => Find(new InspectionFinding(number, null, null, text));

    private static string? Text(JsonElement voucher, string name) =>
        voucher.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}

/// <summary>The page that trial balances are read from says what the lines add up to.</summary>
internal sealed class PagesCheck(MonthPage page) : InspectionRule(
    "pages", "账页与凭证一致", "按凭证逐行重新汇总各科目发生额，与总账账页核对。", isHard: true)
{
    private Dictionary<AccountCode, Turnover> _accounts = [];

    public long Vouchers { get; private set; }

    public long Lines { get; private set; }

    public Money Debit { get; private set; } = Money.Zero;

    public override void See(Voucher voucher)
    {
        Vouchers++;
        Lines += voucher.Lines.Count;
        Debit += voucher.Total;
        _accounts = Turnovers.After(_accounts, voucher);
    }

    protected override void End()
    {
        var codes = page.Accounts.Keys.Union(_accounts.Keys);
        foreach (var code in codes.OrderBy(code => code.Text, StringComparer.Ordinal))
        {
            var (told, found) = (Of(page.Accounts, code), Of(_accounts, code));
            if (told == found) { continue; }
            Find(new InspectionFinding(
                null, null, told.Debit - told.Credit - (found.Debit - found.Credit),
                $"科目 {code}：账页借 {told.Debit} 贷 {told.Credit}，凭证借 {found.Debit} 贷 {found.Credit}。"));
        }
    }

    private static Turnover Of(IReadOnlyDictionary<AccountCode, Turnover> accounts, AccountCode code) =>
        accounts.GetValueOrDefault(code, Turnover.None);
}

using System.Globalization;
using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>
/// A plain-text journal. Debits are positive. Every account is declared with its type, and a last entry asserts each
/// account's closing balance, so <c>hledger check --strict</c> recomputes our books and fails where they disagree.
/// </summary>
internal sealed class HledgerWriter(Chart chart) : IBookWriter
{
    private const string Types = "ALERX";

    public string Head(BookFile file)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"; {file.Book} {file.Book.Title}\n");
        text.Append(CultureInfo.InvariantCulture, $"; 科目表 {chart.Version}\n");
        text.Append("commodity 1000.00 CNY\n\n");
        foreach (var kind in Enum.GetValues<AccountClass>())
        {
            text.Append(CultureInfo.InvariantCulture, $"account {kind.Title()}  ; type:{Types[(int)kind - 1]}\n");
        }
        foreach (var account in chart.Accounts)
        {
            text.Append(CultureInfo.InvariantCulture, $"account {NameOf(account.Code)}\n");
        }
        return text.Append('\n').ToString();
    }

    public string Voucher(Voucher voucher, string body)
    {
        var text = new StringBuilder();
        var source = $"{OneLine(voucher.Source.Kind)}/{OneLine(voucher.Source.Id)}";
        text.Append(CultureInfo.InvariantCulture, $"{voucher.Date:yyyy-MM-dd} ({voucher.Number}) ");
        text.Append(CultureInfo.InvariantCulture, $"{OneLine(voucher.Summary)}  ; source:{source}");
        if (voucher.Papers > 0) { text.Append(CultureInfo.InvariantCulture, $", papers:{voucher.Papers}"); }
        if (voucher.Digest is not null) { text.Append(CultureInfo.InvariantCulture, $", sm3:{voucher.Digest}"); }
        text.Append('\n');
        foreach (var line in voucher.Lines)
        {
            var amount = (line.Debit - line.Credit).ToPlainYuan();
            var tags = TagsOf(line, voucher);
            text.Append(CultureInfo.InvariantCulture, $"    {NameOf(line.Account.Code)}  {amount} CNY{tags}\n");
        }
        return text.Append('\n').ToString();
    }

    public string Foot(BookFile file)
    {
        var balances = file.Months.SelectMany(month => month.Accounts)
            .GroupBy(pair => pair.Key, pair => pair.Value.Debit - pair.Value.Credit)
            .OrderBy(group => group.Key.Text, StringComparer.Ordinal)
            .ToList();
        if (balances.Count == 0) { return ""; }
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{file.Book.Year}-12-31 期末余额核对\n");
        foreach (var group in balances)
        {
            var closing = group.Aggregate(Money.Zero, (sum, moved) => sum + moved).ToPlainYuan();
            text.Append(CultureInfo.InvariantCulture, $"    {NameOf(group.Key)}  0.00 CNY = {closing} CNY\n");
        }
        return text.ToString();
    }

    /// <summary>
    /// What the amount alone does not say, as hledger's tags: its summary where it has its own, its auxiliary
    /// accounting by id, and the side of a red line.
    /// </summary>
    private static string TagsOf(VoucherLine line, Voucher voucher)
    {
        var tags = line.Dimensions.Select(pair => $"{pair.Key}:{OneLine(pair.Value)}").ToList();
        if (line.Summary != voucher.Summary) { tags.Add($"summary:{OneLine(line.Summary)}"); }
        if (line.Amount < Money.Zero) { tags.Add($"red:{(line.Side == Side.Debit ? "debit" : "credit")}"); }
        return tags.Count == 0 ? "" : $"  ; {string.Join(", ", tags)}";
    }

    private string NameOf(AccountCode code)
    {
        var path = chart.Path(code);
        var names = path.Select(account => $"{account.Code} {OneLine(account.Name)}");
        return $"{path[^1].Class.Title()}:{string.Join(':', names)}";
    }

    /// <summary>Text without what would end a description, a comment or an account name.</summary>
    private static string OneLine(string text)
    {
        var clean = text.Select(symbol => symbol is ';' or '|' or ':' or ',' || char.IsControl(symbol) ? ' ' : symbol);
        return string.Join(' ', new string([.. clean]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}

using System.Globalization;
using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>
/// A ledger of beancount 2 and later. Debits are positive; accounts are opened on the year's first day, and their
/// closing balances asserted on the day after its last, so <c>bean-check</c> recomputes our books.
/// </summary>
internal sealed class BeancountWriter(Chart chart) : IBookWriter
{
    private static readonly string[] Roots = ["Assets", "Liabilities", "Equity", "Income", "Expenses"];

    public string Head(BookFile file)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"option \"title\" {Quoted($"{file.Book} {file.Book.Title}")}\n");
        text.Append("option \"operating_currency\" \"CNY\"\n\n");
        foreach (var code in file.Months.SelectMany(month => month.Accounts.Keys).Distinct().OrderBy(code => code.Text))
        {
            text.Append(CultureInfo.InvariantCulture, $"{file.Book.Year}-01-01 open {NameOf(code)} CNY\n");
        }
        return text.Append('\n').ToString();
    }

    public string Voucher(Voucher voucher, string body)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{voucher.Date:yyyy-MM-dd} * {Quoted(voucher.Summary)}\n");
        text.Append(CultureInfo.InvariantCulture, $"  voucher: \"{voucher.Number}\"\n");
        var source = $"{voucher.Source.Kind}/{voucher.Source.Id}";
        text.Append(CultureInfo.InvariantCulture, $"  source: {Quoted(source)}\n");
        if (voucher.Papers > 0) { text.Append(CultureInfo.InvariantCulture, $"  papers: {voucher.Papers}\n"); }
        if (voucher.Digest is not null) { text.Append(CultureInfo.InvariantCulture, $"  sm3: \"{voucher.Digest}\"\n"); }
        foreach (var line in voucher.Lines)
        {
            var amount = (line.Debit - line.Credit).ToPlainYuan();
            text.Append(CultureInfo.InvariantCulture, $"  {NameOf(line.Account.Code)}  {amount} CNY\n");
            foreach (var (name, value) in line.Dimensions)
            {
                text.Append(CultureInfo.InvariantCulture, $"    {name}: {Quoted(value)}\n");
            }
            if (line.Summary != voucher.Summary)
            {
                text.Append(CultureInfo.InvariantCulture, $"    summary: {Quoted(line.Summary)}\n");
            }
            if (line.Amount < Money.Zero)
            {
                var side = line.Side == Side.Debit ? "debit" : "credit";
                text.Append(CultureInfo.InvariantCulture, $"    red: \"{side}\"\n");
            }
        }
        return text.Append('\n').ToString();
    }

    public string Foot(BookFile file)
    {
        var text = new StringBuilder();
        var sums = Turnovers.Sum(file.Months.Select(month => month.Accounts));
        foreach (var (code, moved) in sums.OrderBy(pair => pair.Key.Text, StringComparer.Ordinal))
        {
            var closing = (moved.Debit - moved.Credit).ToPlainYuan();
            text.Append(
                CultureInfo.InvariantCulture, $"{file.Book.Year + 1}-01-01 balance {NameOf(code)}  {closing} CNY\n");
        }
        return text.ToString();
    }

    /// <summary>Each part begins with the code: beancount wants a digit or a capital there.</summary>
    private string NameOf(AccountCode code)
    {
        var path = chart.Path(code);
        var parts = path.Select(account => $"{account.Code}-{Word(account.Name)}");
        return $"{Roots[(int)path[^1].Class - 1]}:{string.Join(':', parts)}";
    }

    /// <summary>Only letters and digits may stand in an account's name.</summary>
    private static string Word(string name) => new([.. name.Where(char.IsLetterOrDigit)]);

    private static string Quoted(string text)
    {
        var line = new string([.. text.Select(symbol => char.IsControl(symbol) ? ' ' : symbol)]);
        var escaped = line.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal);
        return $"\"{escaped}\"";
    }
}

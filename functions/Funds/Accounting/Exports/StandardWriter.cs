using System.Globalization;
using System.Text;
using System.Xml.Linq;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>
/// XML with the elements of GB/T 24589 (财经信息技术 会计核算软件数据接口): 电子账簿, 会计期间, 记账凭证类型, 币种, 会计科目,
/// 科目余额及发生额, 记账凭证.
/// </summary>
/// <remarks>
/// The standard's own text is not free. The names and where they stand agree with two programs of others that write
/// part 1 of 2010, one of them from its XML schema. Part 3 (总预算会计、基金) and the edition of 2024 may differ, so no
/// namespace and no schema is claimed. Periods: 00 opening, 13 the year's closing.
/// </remarks>
internal sealed class StandardWriter(Chart chart) : IBookWriter
{
    private const string Currency = "CNY";

    public string Head(BookFile file)
    {
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<会计核算数据>\n<公共档案>\n");
        Add(text, "电子账簿",
            ("电子账簿编号", file.Book.Text), ("电子账簿名称", file.Book.Title),
            ("会计核算单位", Divisions.NameOf(file.Book.Division)), ("本位币", Currency),
            ("会计年度", Number(file.Book.Year)));
        foreach (var month in file.Months)
        {
            var (first, last) = DaysOf(month.Period);
            Add(text, "会计期间",
                ("会计年度", Number(file.Book.Year)), ("会计期间号", PeriodOf(month.Period)),
                ("会计期间起始日期", Day(first)), ("会计期间结束日期", Day(last)));
        }
        Add(text, "记账凭证类型", ("记账凭证类型编号", "1"), ("记账凭证类型名称", "记账凭证"), ("记账凭证类型简称", "记"));
        Add(text, "币种", ("币种编码", Currency), ("币种名称", "人民币"));
        text.Append("</公共档案>\n<总账>\n");
        foreach (var account in chart.Accounts)
        {
            Add(text, "会计科目",
                ("科目编号", account.Code.Text), ("科目名称", account.Name),
                ("科目级次", Number(chart.LevelOf(account.Code))), ("科目类型", account.Class.Title()),
                ("余额方向", account.Normal.Title()));
        }
        foreach (var month in file.Months) { AddBalances(text, file, month.Period); }
        return text.ToString();
    }

    public string Voucher(Voucher voucher, string body)
    {
        var text = new StringBuilder();
        foreach (var line in voucher.Lines)
        {
            List<(string, string)> fields =
            [
                ("记账凭证日期", Day(voucher.Date)), ("会计年度", Number(voucher.Period.Year)),
                ("会计期间号", PeriodOf(voucher.Period)), ("记账凭证类型编号", "1"), ("记账凭证编号", voucher.Number.Text),
                ("记账凭证行号", Number(line.Number)), ("记账凭证摘要", line.Summary),
                ("科目编号", line.Account.Code.Text), ("币种编码", Currency),
                ("借方本币金额", line.Debit.ToPlainYuan()), ("贷方本币金额", line.Credit.ToPlainYuan()),
                ("附件数", Number(voucher.Papers)), ("制单人", voucher.PreparedBy.Name),
                ("审核人", voucher.AuditedBy.Name), ("记账人", voucher.PostedBy.Name), ("记账标志", "1"),
                ("作废标志", "0"), ("凭证来源系统", voucher.Source.Kind),
            ];
            foreach (var (dimension, index) in AuxDimensions.All.Select((dimension, index) => (dimension, index + 1)))
            {
                if (line.Dimensions.TryGetValue(dimension.Id, out var value))
                {
                    fields.Add(($"辅助项{Number(index)}编号", value));
                }
            }
            Add(text, "记账凭证", [.. fields]);
        }
        return text.ToString();
    }

    public string Foot(BookFile file) => "</总账>\n</会计核算数据>\n";

    /// <summary>Balances stand on the account's own side and are negative when contrary.</summary>
    private void AddBalances(StringBuilder text, BookFile file, BookPeriod period)
    {
        foreach (var row in TrialBalance.Of(file.Book, chart, file.Months, period).Rows)
        {
            var normal = row.Normal.Title();
            Add(text, "科目余额及发生额",
                ("科目编号", row.Account.Text), ("期初余额方向", normal), ("期末余额方向", normal), ("币种编码", Currency),
                ("会计年度", Number(period.Year)), ("会计期间号", PeriodOf(period)),
                ("期初本币余额", (row.OpeningDebit + row.OpeningCredit).ToPlainYuan()),
                ("借方本币金额", row.Debit.ToPlainYuan()), ("贷方本币金额", row.Credit.ToPlainYuan()),
                ("期末本币余额", (row.ClosingDebit + row.ClosingCredit).ToPlainYuan()));
        }
    }

    private static void Add(StringBuilder text, string name, params ReadOnlySpan<(string Name, string Value)> fields)
    {
        var element = new XElement(name);
        foreach (var (field, value) in fields) { element.Add(new XElement(field, Clean(value))); }
        text.Append(element.ToString(SaveOptions.DisableFormatting)).Append('\n');
    }

    /// <summary>XML 1.0 cannot hold control characters.</summary>
    private static string Clean(string value) => new([.. value.Where(symbol => !char.IsControl(symbol))]);

    private static (DateOnly First, DateOnly Last) DaysOf(BookPeriod period)
    {
        var first = new DateOnly(period.Year, Math.Clamp(period.Month, 1, 12), 1);
        return period.IsOpening ? (first, first)
            : period.IsClosing ? (new DateOnly(period.Year, 12, 31), new DateOnly(period.Year, 12, 31))
            : (first, first.AddMonths(1).AddDays(-1));
    }

    private static string PeriodOf(BookPeriod period) => period.Month.ToString("00", CultureInfo.InvariantCulture);

    private static string Day(DateOnly date) => date.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}

using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>One row a line, with a UTF-8 mark so that Excel opens it right; amounts in yuan.</summary>
internal sealed class CsvWriter(Chart chart) : IBookWriter
{
    public string Head(BookFile file) =>
        "账套,期间,日期,凭证号,分录,摘要,科目编码,科目名称,借方（元）,贷方（元）,辅助核算,来源,来源编号,制单,审核,记账,附件张数,校验值\r\n";

    public string Voucher(Voucher voucher, string body)
    {
        var text = new StringBuilder();
        foreach (var line in voucher.Lines)
        {
            string[] cells =
            [
                voucher.Book.Text, voucher.Period.Text, $"{voucher.Date:yyyy-MM-dd}", voucher.Number.Text,
                $"{line.Number}",
                line.Summary, line.Account.Code.Text, chart.FullName(line.Account.Code), line.Debit.ToPlainYuan(),
                line.Credit.ToPlainYuan(), string.Join('；', line.Dimensions.Select(pair => $"{pair.Key}={pair.Value}")),
                voucher.Source.Kind, voucher.Source.Id, voucher.PreparedBy.Name, voucher.AuditedBy.Name,
                voucher.PostedBy.Name, $"{voucher.Papers}", voucher.Digest ?? "",
            ];
            text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");
        }
        return text.ToString();
    }

    public string Foot(BookFile file) => "";

    /// <summary>Quoted where needed; text that a spreadsheet would run as a formula gets an apostrophe.</summary>
    private static string Cell(string text)
    {
        var isFormula = text is ['=' or '+' or '@' or '\t', ..]
            || (text is ['-', ..] && !Money.TryParseYuan(text, out _));
        var safe = isFormula ? $"'{text}" : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") >= 0
            ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : safe;
    }
}

using System.Globalization;
using System.Text;
using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Governance;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion.Detail;

/// <summary>The text that answers a sender of detail data.</summary>
internal static class DetailReceipt
{
    private const int FaultsMax = 20;

    public static string Finished(DetailBatch batch, IReadOnlyList<DetailTableResult> results)
    {
        var text = Head(batch, "明细数据接收回执");
        Line(text, "收到", batch.Received!);
        Line(text, "入库", batch.Accepted!);
        Line(text, "退回", batch.Returned!);
        Line(text, "重复", batch.Duplicate!);
        if (batch.Part is { } part) { text.Append(CultureInfo.InvariantCulture, $"分部分报送：{part.Text}\r\n"); }
        if (batch.Replaces is { } replaced) { text.Append(CultureInfo.InvariantCulture, $"更正批次：{replaced}\r\n"); }
        foreach (var result in results)
        {
            text.Append(CultureInfo.InvariantCulture, $"\r\n{result.Name}：收到 {result.Tally.Received.Rows} 行，")
                .Append(CultureInfo.InvariantCulture,
                    $"入库 {result.Tally.Accepted.Rows} 行，退回 {result.Tally.Returned.Rows} 行，")
                .Append(CultureInfo.InvariantCulture, $"重复 {result.Tally.Duplicate.Rows} 行\r\n");
            foreach (var fault in result.Tally.Faults.Take(FaultsMax))
            {
                text.Append(CultureInfo.InvariantCulture, $"  {(fault.Severity == Severity.Hard ? "退回" : "提示")}：")
                    .Append(CultureInfo.InvariantCulture,
                        $"{fault.Message}，{fault.Rows} 行，首见 {fault.File} 第 {fault.FirstLine} 行\r\n");
            }
        }
        if (batch.ReturnFile is { } file)
        {
            text.Append(CultureInfo.InvariantCulture, $"\r\n退回明细：{file.Split('/')[^1]}。请按“错误说明”更正后，将其中文件重新打包报送。\r\n");
        }
        return text.ToString();
    }

    public static string Refused(DetailBatch batch) =>
        Head(batch, "拒收说明").Append(batch.ProblemText).Append("\r\n文件未作任何处理。\r\n").ToString();

    private static StringBuilder Head(DetailBatch batch, string title) => new StringBuilder()
        .Append(CultureInfo.InvariantCulture, $"{title}\r\n文件：{batch.FileName}\r\nSM3：{batch.Sm3}\r\n");

    private static void Line(StringBuilder text, string what, RowsAndFen counted) => text.Append(
        CultureInfo.InvariantCulture, $"{what}：{counted.Rows} 行，{Money.FromFen(counted.Fen)} 元\r\n");
}

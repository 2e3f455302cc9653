using System.Globalization;
using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion;

/// <summary>The text that answers a sender: what was received, what became of it, what to do.</summary>
public static class IntakeReceipt
{
    public static string Finished(IntakeRecord record)
    {
        var text = Head(record, "接收回执");
        text.Append(CultureInfo.InvariantCulture, $"收到：{Say(record.Received!)}\r\n");
        text.Append(CultureInfo.InvariantCulture, $"通过：{Say(record.Accepted!)}\r\n");
        text.Append(CultureInfo.InvariantCulture, $"退回：{Say(record.Returned!)}\r\n");
        if (record.Request is { } request) { text.Append(CultureInfo.InvariantCulture, $"用款申请：{request.Text}\r\n"); }
        if (record.ReturnFile is { } file)
        {
            text.Append(CultureInfo.InvariantCulture, $"退回明细：{file.Split('/')[^1]}，请更正后用新批次号重报退回部分。\r\n");
            foreach (var fault in record.Faults ?? [])
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"  {fault.Fault}：{fault.Rows} 行，首见第 {fault.FirstLine} 行\r\n");
            }
        }
        return text.ToString();
    }

    public static string Refused(IntakeRecord record) =>
        Head(record, "拒收说明").Append(record.ProblemText).Append("\r\n文件未作任何处理。\r\n").ToString();

    public static string Repeated(IntakeRecord record) => Head(record, "重复说明")
        .Append(CultureInfo.InvariantCulture, $"这份文件已于 {ChinaTime.TextOf(record.ReceivedAt)} 处理过，内容完全相同，")
        .Append(CultureInfo.InvariantCulture, $"本次未重复处理（第 {record.Repeats} 次重复）。\r\n")
        .Append(record.Request is { } request ? $"用款申请：{request.Text}\r\n" : $"当时的结果：{record.ProblemText}\r\n")
        .ToString();

    private static StringBuilder Head(IntakeRecord record, string title) => new StringBuilder()
        .Append(CultureInfo.InvariantCulture, $"{title}\r\n文件：{record.FileName}\r\nSM3：{record.Sm3}\r\n");

    private static string Say(Tally tally) => $"{tally.Rows} 行，{tally.Amount} 元";
}

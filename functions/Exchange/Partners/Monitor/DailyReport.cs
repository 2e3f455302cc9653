using System.Globalization;
using System.Text;
using SocialFund.Exchange.Ingestion.Text;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Partners;

/// <summary>
/// Tells the node above, each night, every exchange of the day that went through front servers, so that the centre's
/// monitoring sees them all.
/// </summary>
/// <remarks>Basis: R-6.1-02.</remarks>
public sealed class DailyReport(IDocumentStore store, NodeRegister nodes, PackageDesk desk) : ISchedule
{
    public string Name => "exchange-daily";

    public string Title => "交换日报";

    public string Cron => "20 0 * * *";

    public async Task<string> Run(Call call)
    {
        if ((await nodes.Map(call.Stopping)).Own is not { Parent: { } above } own) { return "本级没有前置机，不报送。"; }
        var day = ChinaTime.DateOf(call.Now).AddDays(-1).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var rows = await Rows(own.Division, day, call.Stopping);
        using var content = new MemoryStream(Encodings.Find("GB18030")!.GetBytes(Table(own, day, rows)));
        var ordered = await desk.Order(
            above, PackageHeader.Daily, $"交换日报_{own.Id}_{day}.csv", content,
            call with { IdempotencyKey = $"daily-{own.Id}-{day}" });
        return ordered.TryGet(out var package, out var problem)
            ? $"{day} 共 {rows.Count} 件，已作为第 {package.Serial} 号包上报 {above}"
            : $"{day} 未能上报：{problem.Message}";
    }

    private async Task<IReadOnlyList<TransferRow>> Rows(Division division, string day, CancellationToken stopping)
    {
        var rows = new List<TransferRow>();
        string? continuation = null;
        do
        {
            var query = new DocumentQuery(TransferRow.List)
            {
                Where = [Filter.Is("day", day), Filter.Is("channel", "front")],
                OrderBy = "at",
                Limit = DocumentQuery.LimitMax,
                Continuation = continuation,
            };
            var page = await store.Query(
                Containers.Lists, ListRows.Partition(TransferRow.List, division), query, stopping);
            rows.AddRange(page.Items.Select(document => document.As<TransferRow>()));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return rows;
    }

    private static string Table(FrontNode own, string day, IReadOnlyList<TransferRow> rows)
    {
        var text = new StringBuilder("报送节点,日期,方向,对方节点,序号,包名,字节数,SM3,状态,开始时间,说明\r\n");
        foreach (var row in rows)
        {
            string[] cells =
            [
                own.Id, day, row.Direction == TransferDirection.In ? "接收" : "发送", row.Node ?? "",
                $"{row.Serial}", row.Name, $"{row.Size}", row.Sm3, TransferTitles.Of(row.State),
                ChinaTime.TextOf(row.At), row.Reason ?? "",
            ];
            text.AppendJoin(',', cells.Select(Quoted)).Append("\r\n");
        }
        return text.ToString();
    }

    private static string Quoted(string cell) => cell.AsSpan().ContainsAny(",\"\r\n")
        ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : cell;
}

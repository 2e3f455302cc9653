using System.Globalization;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Sharing;

/// <summary>The calls of a consumer in one year, newest first.</summary>
/// <param name="Year">The current one when not given.</param>
/// <param name="Day">Only this day, YYYY-MM-DD.</param>
/// <param name="Code">Only calls that ended so: <c>ok</c> or a problem's code.</param>
public sealed record ListCalls(
    ConsumerId Id, int? Year = null, DateOnly? Day = null, string? Subject = null, string? Code = null,
    int? Limit = null, string? Continuation = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => Id.Scope;

    internal static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<ListCalls, Page<SharedCall>>(
        HttpMethod.Get, "sharing/consumers/{id}/calls", Permission.SharingView, "共享调用日志",
        async (request, call) =>
        {
            var (partition, query) = request.Query(call.Now);
            var asked = query with
            {
                Limit = ListScope.Limit(request.Limit),
                Continuation = request.Continuation,
            };
            return await store.Page<SharedCall>(Containers.Identity, partition, asked, call.Stopping);
        });

    internal (string Partition, DocumentQuery Query) Query(DateTimeOffset now)
    {
        var year = Day?.Year ?? Year ?? ChinaTime.DateOf(now).Year;
        var where = new List<Filter>();
        if (Day is { } day) { where.Add(Filter.Is("day", day.ToString("yyyyMMdd", CultureInfo.InvariantCulture))); }
        if (Subject is { } subject) { where.Add(Filter.Is("subject", subject)); }
        if (Code is { } code) { where.Add(Filter.Is("code", code)); }
        return (
            CallLog.PartitionOf(Id, year.ToString("0000", CultureInfo.InvariantCulture)),
            new DocumentQuery(SharedCall.Document) { Where = where, OrderBy = "number", Descending = true });
    }

    /// <summary>What was used today.</summary>
    internal static async Task<ConsumerUsage> Usage(
        IDocumentStore store, ConsumerId id, DateTimeOffset now, CancellationToken stopping)
    {
        var (partition, all) = new ListCalls(id, Day: ChinaTime.DateOf(now)).Query(now);
        var good = all with { Where = [.. all.Where, Filter.Is("code", "ok")] };
        var logged = await store.Totals(Containers.Identity, partition, all, ["rows"], stopping);
        var ended = await store.Totals(Containers.Identity, partition, good, [], stopping);
        var newest = await store.Query(
            Containers.Identity, partition, all with { Where = [], Limit = 1 }, stopping);
        return new ConsumerUsage(
            (int)logged.Count, logged.Sums[0], logged.Count - ended.Count,
            newest.Items is [var last, ..] ? last.As<SharedCall>().At : null);
    }
}

/// <summary>The calls of a year or day as CSV, oldest first.</summary>
public sealed record ExportCalls(ConsumerId Id, int? Year = null, DateOnly? Day = null) : IScoped
{
    private static readonly string[] Heading =
        ["序号", "共享单位", "时间（北京）", "凭据", "方式", "主题", "条件", "来源地址", "请求编号", "结果", "行数", "耗时（毫秒）"];

    public Scope ScopeFor(Actor actor) => Id.Scope;

    internal static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<ExportCalls, Download>(
        HttpMethod.Get, "sharing/consumers/{id}/calls/export", Permission.SharingView, "导出共享调用日志",
        async (request, call) =>
        {
            if (await Consumers.Find(store, request.Id, call.Stopping) is not { } consumer)
            {
                return new NotFound("共享单位", request.Id.Text);
            }
            var (partition, query) = new ListCalls(request.Id, request.Year, request.Day).Query(call.Now);
            return new Download(
                $"共享调用日志-{request.Id}-{partition[^4..]}.csv", CsvText.ContentType,
                (body, stopping) => Write(
                    store, consumer, partition, query with { Descending = false }, body, stopping));
        });

    private static async Task Write(
        IDocumentStore store, Consumer consumer, string partition, DocumentQuery query, Stream body,
        CancellationToken stopping)
    {
        await using var writer = new StreamWriter(body, System.Text.Encoding.UTF8, leaveOpen: true);
        await writer.WriteAsync(CsvText.Line(Heading).AsMemory(), stopping);
        string? continuation = null;
        do
        {
            var page = await store.Query(
                Containers.Identity, partition,
                query with { Limit = DocumentQuery.LimitMax, Continuation = continuation }, stopping);
            foreach (var call in page.Items.Select(item => item.As<SharedCall>()))
            {
                await writer.WriteAsync(CsvText.Line(Cells(call, consumer)).AsMemory(), stopping);
            }
            continuation = page.Continuation;
        }
        while (continuation is not null);
    }

    private static string[] Cells(SharedCall call, Consumer consumer) =>
    [
        call.Number, consumer.Name, ChinaTime.TextOf(call.At), call.Credential, call.Method, call.Subject, call.Filter,
        call.From, call.RequestId, call.Code, SharedPage.Text(call.Rows), SharedPage.Text(call.DurationMs),
    ];
}

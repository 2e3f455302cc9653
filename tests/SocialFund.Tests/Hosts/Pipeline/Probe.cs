using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Tests.Hosts.Pipeline;

public enum Color { Red = 1, DarkBlue }

public sealed record ProbeLine(string Name, Money Amount);

/// <summary>A request with every kind of value that addresses and bodies carry.</summary>
public sealed record ProbeQuery(
    Division Division, Fund? Fund = null, Period? Period = null, int Limit = 20, bool Deep = false,
    Color? Color = null, DateOnly? Day = null, Money? AtLeast = null, string? Text = null,
    IReadOnlyList<string>? Tags = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => new(Division, Fund);
}

public sealed record ProbeEcho(
    Division Division, Fund? Fund, Period? Period, int Limit, bool Deep, Color? Color, DateOnly? Day, Money? AtLeast,
    string? Text, IReadOnlyList<string>? Tags);

public sealed record ProbeCommand(Division Division, string Name, Money Amount, IReadOnlyList<ProbeLine> Lines)
    : IScoped
{
    public Scope ScopeFor(Actor actor) => new(Division);
}

public sealed record ProbeCounted(long Count, string ETag) : IVersioned;

public sealed record ProbeUpload(Division Division, string FileName) : IScoped
{
    public Scope ScopeFor(Actor actor) => new(Division);
}

public sealed record Uploaded(string FileName, long Size);

public sealed record ProbeId(string Id);

public sealed record LineShort(string Line, Money Available, Money Asked)
    : RuleProblem("line_short", $"{Line} 可用 {Available}，申请 {Asked}", Basis.BudgetFirst);

public sealed record Seen(string ActorId, string? IfMatch, string From);

/// <summary>A module that shows each way of the pipeline.</summary>
internal sealed class ProbeModule(IDocumentStore store) : IModule
{
    public string Name => "probe";

    public IEnumerable<Endpoint> Endpoints =>
    [
        Endpoint.Of<ProbeQuery, ProbeEcho>(
            HttpMethod.Get, "probe/{division}/items", Permission.RequestView, "查询", Echo),
        Endpoint.Of<ProbeCommand, ProbeCounted>(
            HttpMethod.Post, "probe/{division}/items", Permission.RequestSubmit, "登记", Count),
        Endpoint.Of<ProbeUpload, Uploaded>(
            HttpMethod.Post, "probe/{division}/files", Permission.IntakeSubmit, "上传", Receive, BodyKind.Upload),
        Endpoint.SignedIn<ProbeId, ProbeCounted>(HttpMethod.Get, "probe/counters/{id}", "读数", Read),
        Endpoint.SignedIn<ProbeId, Seen>(
            HttpMethod.Get, "probe/who/{id}", "我是谁",
            (_, call) => Answer(new Seen(call.Actor.Id, call.IfMatch, call.From))),
        Endpoint.SignedIn<Nothing, Seen>(
            HttpMethod.Get, "probe/who/me", "我", (_, call) => Answer(new Seen("me", call.IfMatch, call.From))),
        Endpoint.SignedIn<ProbeId, Download>(HttpMethod.Get, "probe/files/{id}", "下载", (request, _) => Answer(
            new Download($"{request.Id}.csv", "text/csv", (stream, stop) =>
                stream.WriteAsync(Encoding.UTF8.GetBytes("甲,1\n"), stop).AsTask()))),
        Endpoint.SignedIn<Nothing, Accepted>(
            HttpMethod.Post, "probe/jobs", "长任务", (_, _) => Answer(new Accepted("630100-x-1"))),
        Endpoint.SignedIn<Nothing, Done>(HttpMethod.Get, "probe/short", "不足", (_, _) => Task.FromResult<Result<Done>>(
            new LineShort("养老金", Money.FromFen(100_00), Money.FromFen(250_50)))),
        Endpoint.SignedIn<Nothing, Done>(
            HttpMethod.Get, "probe/bug", "出错", (_, _) => throw new InvalidOperationException("身份证 630104199001011234")),
        Endpoint.Anonymous<ProbeId, Done>(HttpMethod.Post, "probe/open", "开放", (_, _) => Answer(Done.Value)),
        Endpoint.Anonymous<Nothing, Done>(HttpMethod.Get, "probe/open", "开放", (_, _) => Answer(Done.Value)),
    ];

    private static Task<Result<T>> Answer<T>(T value) => Task.FromResult(Result.Of(value));

    private static Task<Result<ProbeEcho>> Echo(ProbeQuery ask, Call call) => Answer(new ProbeEcho(
        ask.Division, ask.Fund, ask.Period, ask.Limit, ask.Deep, ask.Color, ask.Day, ask.AtLeast, ask.Text, ask.Tags));

    private sealed record Counter(long Count);

    private Task<Result<ProbeCounted>> Count(ProbeCommand ask, Call call) =>
        store.Apply<ProbeCounted>(Containers.Lists, "probe", call, async unit =>
        {
            var next = new Counter((await unit.Find<Counter>("c"))?.Count + 1 ?? 1);
            unit.Save("c", "counter", next);
            unit.Audit("probe.count", new Scope(ask.Division), "加一");
            return new ProbeCounted(next.Count, $"v{next.Count}");
        });

    private async Task<Result<ProbeCounted>> Read(ProbeId ask, Call call)
    {
        var counter = await store.Find<Counter>(Containers.Lists, "probe", ask.Id, call.Stopping);
        return counter is null
            ? new NotFound("计数", ask.Id)
            : new ProbeCounted(counter.Value.Count, $"v{counter.Value.Count}");
    }

    private static async Task<Result<Uploaded>> Receive(ProbeUpload ask, Call call)
    {
        var buffer = new byte[8192];
        long size = 0;
        for (var count = await call.Body.ReadAsync(buffer); count > 0; count = await call.Body.ReadAsync(buffer))
        {
            size += count;
        }
        return new Uploaded(ask.FileName, size);
    }
}

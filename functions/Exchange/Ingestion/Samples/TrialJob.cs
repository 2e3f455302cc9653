using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion.Samples;

/// <summary>Tries a mapping on a large sample as a job; <see cref="ViewTrialResult"/> tells what it came
/// to.</summary>
public sealed record StartTrial(
    string Id, Mapping.SourceMapping Mapping, Period Period, Division Division) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.ImportMap, Division, null);

    internal static Endpoint Endpoint(SampleDesk desk, IJobs jobs) => Kernel.Endpoint.Of<StartTrial, Accepted>(
        HttpMethod.Post, "mappings/samples/{id}/trials", Permission.ImportMap, "以任务方式试运行映射",
        async (request, call) => (await desk.Shelf.Find(request.Id, call)).TryGet(out var sample, out var problem)
            ? await jobs.Start(Order(request, sample, call), call)
            : problem);

    private static JobOrder Order(StartTrial request, SampleFile sample, Call call) => new(
        call.IdempotencyKey!.Replace(':', '.'), TrialJob.KindName, $"试运行映射：{sample.Name}",
        new Scope(request.Division), Permission.ImportMap,
        Json.Write(new TrialOrder(
            call.Actor.Id, new TrySample(request.Id, request.Mapping, request.Period, request.Division))));
}

/// <param name="User">Whose sample it is, and who may see what it came to.</param>
internal sealed record TrialOrder(string User, TrySample Trial);

/// <summary>Trials of large samples.</summary>
public sealed class TrialJob(SampleDesk desk) : IJobHandler
{
    internal const string KindName = "mapping-trial";

    public string Kind => KindName;

    public async Task<Result<Done>> Run(string input, IJobProgress progress, Call call)
    {
        var order = Json.Read<TrialOrder>(input);
        if (!(await desk.Shelf.Find(order.Trial.Id, order.User, call.Stopping)).TryGet(out var sample, out var problem)
            || !(await order.Trial.Run(sample, desk, new TrialProgress(progress), call))
                .TryGet(out var trial, out problem))
        {
            return problem;
        }
        await desk.Shelf.Keep(call.IdempotencyKey!, order.User, trial, call.Stopping);
        await progress.Log($"收到 {trial.Received.Rows} 行，通过 {trial.Accepted.Rows} 行，退回 {trial.Returned.Rows} 行。");
        return Done.Value;
    }
}

/// <summary>What a trial came to that ran as a job.</summary>
/// <param name="Job">Its id.</param>
public sealed record ViewTrialResult(string Job) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.ImportMap, null, null);

    internal static Endpoint Endpoint(SampleDesk desk) => Kernel.Endpoint.Of<ViewTrialResult, Trial>(
        HttpMethod.Get, "mappings/trials/{job}", Permission.ImportMap, "映射试运行结果",
        (request, call) => desk.Shelf.Trial(request.Job, call));
}

/// <summary>Tells a job how far a trial is. Without a job nobody is told.</summary>
internal sealed class TrialProgress(IJobProgress? progress)
{
    /// <summary>What changes more often than people look is only work.</summary>
    private const long Every = 20_000;

    private long _lines;
    private long _told;

    /// <summary>Done when everything has been told.</summary>
    public Task Last { get; private set; } = Task.CompletedTask;

    /// <param name="open">The lines that will be read.</param>
    public void Begin(Func<Stream> open)
    {
        if (progress is null) { return; }
        using var stream = open();
        var buffer = new byte[1 << 16];
        for (var count = stream.Read(buffer); count > 0; count = stream.Read(buffer))
        {
            _lines += buffer.AsSpan(0, count).Count((byte)'\n');
        }
        Last = Tell(Last, 0);
    }

    public void Told(long rows)
    {
        if (progress is null || rows - _told < Every) { return; }
        _told = rows;
        Last = Tell(Last, rows);
    }

    private async Task Tell(Task before, long rows)
    {
        await before;
        await progress!.Report("试运行", rows, _lines);
    }
}

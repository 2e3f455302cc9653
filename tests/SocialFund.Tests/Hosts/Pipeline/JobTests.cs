using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using SocialFund.Hosts.Pipeline.Jobs;
using SocialFund.Hosts.Pipeline.Schedules;
using SocialFund.Kernel;
using SocialFund.Tests.Simulation;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Hosts.Pipeline;

/// <summary>Jobs through their endpoints, over a store that outlives the runner.</summary>
public sealed class JobTests : IAsyncLifetime
{
    private static readonly Scope Xining = new(Division.Of("630100"));

    /// <summary>Does what the test says, step by step.</summary>
    private sealed class Steps : IJobHandler
    {
        public Channel<Func<IJobProgress, Call, Task<Result<Done>>>> Script { get; } =
            Channel.CreateUnbounded<Func<IJobProgress, Call, Task<Result<Done>>>>();

        public string Kind => "steps";

        public async Task<Result<Done>> Run(string input, IJobProgress progress, Call call) =>
            await (await Script.Reader.ReadAsync(call.Stopping))(progress, call);
    }

    private readonly MemoryDocumentStore _store = new();
    private readonly Steps _steps = new();
    private readonly List<JobRunner> _runners = [];
    private JobRunner _runner = null!;
    private Dictionary<string, Endpoint> _endpoints = null!;
    private int _keys;

    public Task InitializeAsync() => Restart();

    public async Task DisposeAsync()
    {
        await _runner.StopAsync(default);
        foreach (var runner in _runners) { runner.Dispose(); }
    }

    [Fact]
    public async Task Job_ReportsStageRowsAndLog_AndEndsDone()
    {
        var goOn = new TaskCompletionSource();
        var id = await Start();
        Do(async (progress, _) =>
        {
            await progress.Report("检查", 30, 120);
            await progress.Log("第一批");
            await goOn.Task;
            return Done.Value;
        });
        var running = await Until(id, job => job.Stage == "检查");
        Assert.Equal(("running", 30L, 120L), (running.State, running.RowsDone, running.RowsTotal!.Value));
        goOn.SetResult();
        var done = await Until(id, job => job.State == "done");
        Assert.Contains(done.Log, line => line.EndsWith("第一批", StringComparison.Ordinal));
        Assert.Null(done.EstimateSeconds);
    }

    /// <summary>Notes its input.</summary>
    private sealed class Noting(ConcurrentBag<string> notes) : IJobHandler
    {
        public string Kind => "noting";

        public Task<Result<Done>> Run(string input, IJobProgress progress, Call call)
        {
            notes.Add(input);
            return Task.FromResult<Result<Done>>(Done.Value);
        }
    }

    [Fact]
    public async Task Tick_WhereNoProcessLivesOn_RunsWhatWaitsOnce()
    {
        var notes = new ConcurrentBag<string>();
        // A store of its own: the other runner takes up whatever it finds in the shared one.
        using var runner = new JobRunner(
            new MemoryDocumentStore(), TimeProvider.System, [new Noting(notes)], NullLogger<JobRunner>.Instance);
        var call = Call.System("test", TimeProvider.System.GetUtcNow(), "k-1");
        foreach (var key in new[] { "一", "二" })
        {
            var order = new JobOrder($"2026-{key}", "noting", "记一笔", Xining, Permission.JobView, key);
            (await runner.Start(order, call with { IdempotencyKey = key })).Require();
        }
        Assert.Empty(notes);
        await runner.RunWaiting(default);
        await runner.RunWaiting(default);
        Assert.Equal(["一", "二"], notes.Order(StringComparer.Ordinal));
    }

    /// <summary>Each of the runner's calls of the store fails once, in a run of its own.</summary>
    [Fact]
    public async Task Job_WhoseStoreIsAwayForAMoment_IsTakenUpAgain()
    {
        var hasFailed = true;
        for (var failing = 1; hasFailed; failing++)
        {
            var (store, clock, calls) = (new MemoryDocumentStore(), new FakeClock(DateTimeOffset.UnixEpoch), -1);
            var faults = new Faults(_ => calls >= 0 && ++calls == failing ? Fault.Before : Fault.None);
            using var runner = new JobRunner(
                new FaultyDocumentStore(store, faults), clock, [new Noting([])], NullLogger<JobRunner>.Instance);
            var order = new JobOrder("2026-06", "noting", "记一笔", Xining, Permission.JobView, "一");
            var id = (await runner.Start(order, CallBy(Person("a")))).Require().JobId;
            calls = 0;
            await runner.StartAsync(default);
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            while (await store.Read(Containers.System, ActiveJob.Partition, id, patience.Token) is not null)
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                await Task.Yield();
            }
            await runner.StopAsync(default);
            var progress = await store.Find<JobProgressDocument>(
                Containers.System, JobIds.PartitionOf(id)!, JobIds.ProgressOf(id));
            Assert.Equal(JobOutcome.Done, progress!.Value.Outcome);
            hasFailed = calls >= failing;
        }
    }

    [Fact]
    public async Task Job_StartedTwice_IsOneJob()
    {
        var id = await Start();
        Do((_, _) => Task.FromResult<Result<Done>>(Done.Value));
        await Until(id, job => job.State == "done");
        Assert.Equal(id, await Start());
        Assert.Equal("done", (await View(id)).State);
        Assert.Equal(1, (await Ask<ListJobs, Page<Job>>("GET jobs", new ListJobs())).Require().Total);
    }

    [Fact]
    public async Task Job_WhenRefused_FailsWithTheReasonAndResumes()
    {
        var id = await Start();
        Do((_, _) => Task.FromResult<Result<Done>>(new InvalidValue("文件", "少一列")));
        var failed = await Until(id, job => job.State == "failed");
        Assert.Equal("文件：少一列", failed.Error);

        Do((_, _) => Task.FromResult<Result<Done>>(Done.Value));
        await Ask<ResumeJob, Job>("POST jobs/{id}/resume", new ResumeJob(id));
        await Until(id, job => job.State == "done");
        Assert.Equal("wrong_state", await Refusal<ResumeJob, Job>("POST jobs/{id}/resume", new ResumeJob(id)));
    }

    [Fact]
    public async Task Job_WhenItThrows_FailsWithoutSayingWhatItThrew()
    {
        var id = await Start();
        Do((_, _) => throw new InvalidOperationException("630104199001011234"));
        var failed = await Until(id, job => job.State == "failed");
        Assert.DoesNotContain("630104199001011234", failed.Error!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Job_WhenCancelled_StopsAndResumes()
    {
        var id = await Start();
        var began = new TaskCompletionSource();
        Do(async (_, call) =>
        {
            began.SetResult();
            await new TaskCompletionSource().Task.WaitAsync(call.Stopping);
            return Done.Value;
        });
        await began.Task;
        await Ask<CancelJob, Job>("POST jobs/{id}/cancel", new CancelJob(id));
        Assert.Equal("cancelled", (await View(id)).State);

        Do((_, _) => Task.FromResult<Result<Done>>(Done.Value));
        await Ask<ResumeJob, Job>("POST jobs/{id}/resume", new ResumeJob(id));
        await Until(id, job => job.State == "done");
    }

    [Fact]
    public async Task Job_UnderWayWhenTheProcessStops_IsTakenUpByTheNext()
    {
        var id = await Start();
        var began = new TaskCompletionSource();
        Do(async (progress, call) =>
        {
            await progress.Report("转换", 5, 10);
            began.SetResult();
            await new TaskCompletionSource().Task.WaitAsync(call.Stopping);
            return Done.Value;
        });
        await began.Task;
        await _runner.StopAsync(default);
        Assert.Equal("running", (await View(id)).State);

        Do((_, _) => Task.FromResult<Result<Done>>(Done.Value));
        await Restart();
        await Until(id, job => job.State == "done");
    }

    [Fact]
    public async Task Job_OfAnother_IsNotFoundUnlessAPermissionCoversIt()
    {
        var id = await Start();
        Do((_, _) => Task.FromResult<Result<Done>>(Done.Value));
        await Until(id, job => job.State == "done");
        Assert.Equal("not_found", await Refusal<GetJob, Job>("GET jobs/{id}", new GetJob(id), Person("b")));
        Assert.Equal("not_found", await Refusal<GetJob, Job>("GET jobs/{id}", new GetJob("nonsense"), Person("b")));
        var viewer = Person("c", Permission.JobView);
        Assert.Equal("done", (await Ask<GetJob, Job>("GET jobs/{id}", new GetJob(id), viewer)).Require().State);
        Assert.Equal("not_allowed", await Refusal<CancelJob, Job>("POST jobs/{id}/cancel", new CancelJob(id), viewer));
        Assert.Equal(0, (await Ask<ListJobs, Page<Job>>("GET jobs", new ListJobs(), Person("b"))).Require().Total);
        Assert.Equal(1, (await Ask<ListJobs, Page<Job>>("GET jobs", new ListJobs(), viewer)).Require().Total);
    }

    [Fact]
    public async Task List_WhenTheLimitIsWrong_SaysSo() => Assert.Equal(
        "invalid_fields", await Refusal<ListJobs, Page<Job>>("GET jobs", new ListJobs(Limit: 0)));

    private async Task Restart()
    {
        _runner = new JobRunner(_store, TimeProvider.System, [_steps], NullLogger<JobRunner>.Instance);
        _runners.Add(_runner);
        var scheduler = new Scheduler(_store, TimeProvider.System, [], NullLogger<Scheduler>.Instance);
        _endpoints = new JobsModule(_store, _runner, scheduler).Endpoints
            .ToDictionary(endpoint => $"{endpoint.Method} {endpoint.Route}");
        await _runner.StartAsync(default);
    }

    private void Do(Func<IJobProgress, Call, Task<Result<Done>>> step) =>
        Assert.True(_steps.Script.Writer.TryWrite(step));

    private async Task<string> Start()
    {
        var order = new JobOrder("2026-06", "steps", "步骤", Xining, Permission.LakeRun, "{}");
        return (await _runner.Start(order, CallBy(Person("a")))).Require().JobId;
    }

    private async Task<Job> View(string id) => (await Ask<GetJob, Job>("GET jobs/{id}", new GetJob(id))).Require();

    /// <summary>Looks again after every write of the store until the job is as wanted.</summary>
    private async Task<Job> Until(string id, Func<Job, bool> isWanted)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var job = await View(id);
        while (!isWanted(job))
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
            job = await View(id);
        }
        return job;
    }

    private async Task<Result<TResponse>> Ask<TRequest, TResponse>(string door, TRequest request, Actor? actor = null)
        where TRequest : notnull =>
        (await _endpoints[door].Handle(request, CallBy(actor ?? Person("a")))).TryGet(out var value, out var problem)
            ? Result.Of((TResponse)value)
            : problem;

    private async Task<string> Refusal<TRequest, TResponse>(string door, TRequest request, Actor? actor = null)
        where TRequest : notnull =>
        (await Ask<TRequest, TResponse>(door, request, actor)).TryGet(out _, out var problem) ? "" : problem.Code;

    private Call CallBy(Actor actor) => new(actor, TimeProvider.System.GetUtcNow(), "r", $"key-{_keys++}", "h");

    private static Actor Person(string id, params Permission[] permissions) => new(
        id, id, Xining.Division, null,
        [new Grant(permissions.Select(permission => permission.Code).ToHashSet(), null, Xining.Division)]);
}

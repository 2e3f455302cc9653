using System.Security.Cryptography;
using System.Text.Json;
using SocialFund.Funds.Accounting;
using SocialFund.Funds.Expenditure;
using SocialFund.Funds.Income;
using SocialFund.Kernel;
using SocialFund.Storage;
using SocialFund.Tests.Simulation;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Funds.Income;

/// <summary>
/// Both sides of a remittance: books, slips, lists and the process, over the in-memory store and a set clock.
/// </summary>
internal sealed class IncomeWorld
{
    public static readonly Division Province = Division.Of("630000");
    public static readonly Division County = Division.Of("630102");

    private readonly Actor _outbox = Person("u-outbox");

    public IncomeWorld()
    {
        var charts = new Charts(Store);
        Books = new Books(Store, charts, PostingRules.Shipped, new NationalCrypto());
        var blobs = new MemoryBlobStore(TimeProvider.System, bytes => Convert.ToHexStringLower(SHA256.HashData(bytes)));
        Accounting = AccountingModule.Over(
            Store, blobs, charts, Books, PostingRules.Shipped, new NationalCrypto(), Memo.Over(Store));
        var slips = new SlipChange(Store, Pooling.Shipped);
        Engine = new StepEngine(
            new RemittanceIncome(), [new ReadStatus(slips), new RemindSlip(slips), new BookSlip(slips, Books)]);
        Module = new IncomeModule(Store);
    }

    public MemoryDocumentStore Store { get; } = new();
    public Books Books { get; }
    public AccountingModule Accounting { get; }
    public IncomeModule Module { get; }
    public StepEngine Engine { get; }

    public static Actor Person(string id) => new(
        id, $"姓名{id}", Province, null,
        [new Grant(Permission.All.Select(permission => permission.Code).ToHashSet(), null, Division.Country)]);

    public static Actor Finance { get; } = Person("u-finance");
    public static Actor Treasury { get; } = Person("u-treasury");

    public static RequestId Request(string batch = "0007") =>
        RequestId.Of(County, Fund.EnterprisePension, Period.Of(2026, 6), "A6301021", batch);

    public static RemittancePaid Paid(long fen = 50_000_00, string batch = "0007", string date = "2026-06-20") => new(
        Request(batch), County, Province, Fund.EnterprisePension, RemittanceType.Adjustment, Money.FromFen(fen),
        Period.Of(2026, 6), DateOnly.Parse(date, null));

    /// <summary>The lower side, as the chain does it: booked, then told.</summary>
    public async Task PayBelow(RemittancePaid paid)
    {
        (await Books.Post(new BusinessEvent(
            $"{paid.RequestId}-r{paid.Round}", "remit-up", paid.FromDivision, paid.Fund, paid.Date,
            [new EventAmount(paid.Type.Code(), "5801", paid.Amount, new Dictionary<string, string>())],
            new Dictionary<string, string> { ["purpose"] = "上解" },
            new SourceLink("request", paid.RequestId.Text, "")), At(_outbox))).Require();
        await Tell(paid);
    }

    public Task Tell(RemittancePaid paid) => Tell(paid, RemittancePaid.Topic, paid);

    /// <summary>The bank sent it back: booked below, then told.</summary>
    public async Task RefundBelow(RemittancePaid paid, string on)
    {
        var day = DateOnly.Parse(on, null);
        (await Books.Post(new BusinessEvent(
            $"{paid.RequestId}-refund-{paid.Round}", "refund", paid.FromDivision, paid.Fund, day,
            [new EventAmount(paid.Type.Code(), "5801", paid.Amount, new Dictionary<string, string>())],
            new Dictionary<string, string> { ["purpose"] = "上解" },
            new SourceLink("request", paid.RequestId.Text, "")), At(_outbox))).Require();
        await TellRefund(paid, day);
    }

    public Task TellRefund(RemittancePaid paid, DateOnly on) =>
        Tell(paid, RemittanceRefunded.Topic, new RemittanceRefunded(paid, on));

    /// <summary>Puts the message into an outbox, as the request's commit does, and delivers all.</summary>
    private async Task Tell<T>(RemittancePaid paid, string topic, T message)
    {
        (await Store.Apply<Done>(Containers.Requests, paid.RequestId.Text, At(_outbox), unit =>
        {
            unit.Audit("request.booked", paid.RequestId.Scope, "支付记账");
            unit.Emit(topic, message);
            return Task.FromResult<Result<Done>>(Done.Value);
        })).Require();
        await Deliver();
    }

    public async Task Deliver()
    {
        var slips = new SlipChange(Store, Pooling.Shipped);
        var pump = new OutboxPump(
            Store, new EngineClock(Engine),
            [
                new OpenSlips(slips), new RefundSlips(slips), new WakeSlips(Engine), new SlipRows(Store),
                new PlanRows(Store),
            ],
            (_, error) => throw error);
        int delivered;
        do
        {
            delivered = await pump.RunOnce(Containers.Requests) + await pump.RunOnce(Containers.Income);
        }
        while (delivered > 0);
    }

    public async Task<T> Ask<T>(object request, Actor? actor = null) => (T)(await Try(request, actor)).Require();

    /// <summary>Calls an endpoint as the pipeline would, then lets messages and the process run.</summary>
    public async Task<Result<object>> Try(object request, Actor? actor = null)
    {
        var endpoint = Module.Endpoints.Concat(Accounting.Endpoints)
            .Single(endpoint => endpoint.Request == request.GetType());
        var answer = await endpoint.Handle(request, At(actor ?? Finance));
        await Deliver();
        return answer;
    }

    public async Task PassTo(DateTimeOffset now)
    {
        await Engine.PassTo(now);
        await Deliver();
    }

    public async Task<string> StateOf(SlipId id) => (await Ask<SlipView>(new ReadSlip(id))).Row.State;

    private Call At(Actor actor) => new(actor, Engine.Now, "r-1");

    private sealed class EngineClock(StepEngine engine) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => engine.Now;
    }
}

/// <summary>
/// Runs one process step by step on a clock that tests set: activities at once, inputs and answers through JSON as a
/// real engine passes them.
/// </summary>
internal sealed class StepEngine(IWorkflow workflow, IReadOnlyList<IActivity> activities) : IWorkflows
{
    private readonly Dictionary<string, Instance> _instances = [];
    private readonly HashSet<string> _raised = [];

    public DateTimeOffset Now { get; private set; } = new(2026, 6, 20, 4, 0, 0, TimeSpan.Zero);

    public string? StatusOf(string instance) => _instances[instance].Status;

    public bool IsDone(string instance) => _instances[instance].Running.IsCompletedSuccessfully;

    public Task Start(string name, string instanceId, string input, CancellationToken stopping = default)
    {
        Assert.Equal(workflow.Name, name);
        if (_instances.ContainsKey(instanceId)) { return Task.CompletedTask; }
        var instance = _instances[instanceId] = new Instance(this, instanceId);
        instance.Running = workflow.Run(instance, input);
        return Rest(instance);
    }

    public Task Raise(
        string instanceId, string eventName, object payload, string eventId, CancellationToken stopping = default)
    {
        if (!_raised.Add(eventId)) { return Task.CompletedTask; }
        _instances[instanceId].Deliver(eventName, payload);
        return Rest(_instances[instanceId]);
    }

    public Task<WorkflowView?> View(string instanceId, CancellationToken stopping = default) =>
        Task.FromResult<WorkflowView?>(null);

    public async Task PassTo(DateTimeOffset now)
    {
        Now = now;
        foreach (var instance in _instances.Values) { instance.PassTo(now); await Rest(instance); }
    }

    /// <summary>Until the process waits for something or is over; its error is the test's.</summary>
    private static async Task Rest(Instance instance)
    {
        await Task.WhenAny(instance.Resting, instance.Running);
        if (instance.Running.IsFaulted) { await instance.Running; }
    }

    private sealed class Instance(StepEngine engine, string id) : IWorkflowContext
    {
        private readonly Queue<(string Name, object Payload)> _events = new();
        private (string Name, DateTimeOffset? Deadline, TaskCompletionSource<object?> Done)? _waiting;
        private TaskCompletionSource _resting = new();
        private int _step;

        public Task Running { get; set; } = Task.CompletedTask;
        public Task Resting => _resting.Task;
        public string? Status { get; private set; }
        public string InstanceId => id;
        public DateTimeOffset Now => engine.Now;

        public async Task<T> Call<T>(string activity, object input, RetryPolicy? retry = null)
        {
            var found = engine.Activities.Single(each => each.Name == activity);
            var copy = JsonSerializer.Deserialize(Json.Write(input), found.Input, Json.Options)!;
            var answer = await found.Run(copy, SocialFund.Kernel.Call.System("workflow", Now, $"{id}~{++_step}"));
            return Json.Read<T>(JsonSerializer.Serialize(answer, answer.GetType(), Json.Options));
        }

        public async Task<Signal<T>> WaitFor<T>(string eventName, DateTimeOffset? deadline = null)
        {
            if (_events.TryDequeue(out var early)) { return new Signal<T>(false, (T)early.Payload); }
            var done = new TaskCompletionSource<object?>();
            _waiting = (eventName, deadline, done);
            _resting.SetResult();
            var payload = await done.Task;
            return payload is null ? new Signal<T>(true, default) : new Signal<T>(false, (T)payload);
        }

        public Task SleepUntil(DateTimeOffset instant) =>
            throw new InvalidOperationException("The script does not sleep.");

        public void SetStatus(string status) => Status = status;

        public void Deliver(string name, object payload)
        {
            if (_waiting is not { } waiting) { _events.Enqueue((name, payload)); return; }
            Assert.Equal(waiting.Name, name);
            Wake(waiting.Done, payload);
        }

        public void PassTo(DateTimeOffset now)
        {
            if (_waiting is not { Deadline: { } deadline } waiting || deadline > now) { return; }
            Wake(waiting.Done, null);
        }

        private void Wake(TaskCompletionSource<object?> done, object? payload)
        {
            (_waiting, _resting) = (null, new TaskCompletionSource());
            done.SetResult(payload);
        }
    }

    private IReadOnlyList<IActivity> Activities => activities;
}

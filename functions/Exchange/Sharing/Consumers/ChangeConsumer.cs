using SocialFund.Kernel;

namespace SocialFund.Exchange.Sharing;

/// <summary>What every change of a consumer has in common: read, decide, replace, record.</summary>
internal static class ChangeConsumer
{
    /// <param name="decide">Pure: the consumer as it should be, or why not.</param>
    /// <param name="action">Of the audit record.</param>
    /// <param name="detail">Chinese, of the audit record.</param>
    public static Task<Result<Done>> Apply(
        IDocumentStore store, ConsumerId id, Call call, Func<Consumer, Result<Consumer>> decide, string action,
        string detail) =>
        store.Apply<Done>(Containers.Identity, Consumer.Partition, call, async unit =>
        {
            if (await unit.Find<Consumer>(id.Text) is not { } consumer) { return new NotFound("共享单位", id.Text); }
            if (!decide(consumer).TryGet(out var changed, out var problem)) { return problem; }
            unit.Replace(id.Text, Consumer.Document, changed);
            unit.Audit(action, id.Scope, detail);
            return Done.Value;
        });
}

/// <summary>The system administrator registers a department. It may call nothing until keys and grants are
/// there.</summary>
/// <param name="Code">2 to 20 lower-case letters and digits.</param>
/// <param name="Contact">Who to call there: an office and a number of the department, not of a person.</param>
public sealed record RegisterConsumer(Division Division, string Code, string Name, string Contact) : IScoped
{
    public Scope ScopeFor(Actor actor) => new(Division);

    internal static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<RegisterConsumer, Consumer>(
        HttpMethod.Post, "sharing/consumers", Permission.SharingManage, "登记共享单位",
        (request, call) => Handle(request, call, store));

    private static async Task<Result<Consumer>> Handle(RegisterConsumer request, Call call, IDocumentStore store)
    {
        if (!Decide(request, call.Now).TryGet(out var consumer, out var problem)) { return problem; }
        return await store.Apply<Consumer>(Containers.Identity, Consumer.Partition, call, async unit =>
        {
            if (await unit.Find<Consumer>(consumer.Id.Text) is not null) { return new ConsumerTaken(consumer.Id); }
            unit.Create(consumer.Id.Text, Consumer.Document, consumer);
            unit.Audit("sharing.consumer.register", consumer.Id.Scope, $"登记共享单位 {consumer.Id}");
            return consumer;
        });
    }

    internal static Result<Consumer> Decide(RegisterConsumer request, DateTimeOffset now)
    {
        if (!Divisions.IsKnown(request.Division)) { return new InvalidValue("division", $"没有区划“{request.Division}”。"); }
        if (!ConsumerId.TryParse($"{request.Division}-{request.Code}", out var id))
        {
            return new InvalidValue("code", "单位代码须为2至20位小写字母或数字。");
        }
        if (request.Name.Trim().Length is < 2 or > 100) { return new InvalidValue("name", "单位名称须为2至100个字。"); }
        if (request.Contact.Trim().Length > 200) { return new InvalidValue("contact", "联系方式不超过200个字。"); }
        return new Consumer(
            id, request.Name.Trim(), request.Contact.Trim(), request.Division, now, null, ConsumerQuota.Default, 0, [],
            [], []);
    }
}

/// <summary>Stops all calls of a consumer at once, whatever keys it has.</summary>
public sealed record StopConsumer(ConsumerId Id, string Reason) : IScoped
{
    public Scope ScopeFor(Actor actor) => Id.Scope;

    internal static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<StopConsumer, Done>(
        HttpMethod.Post, "sharing/consumers/{id}/stop", Permission.SharingManage, "停用共享单位",
        async (request, call) => request.Reason.Trim().Length is < 2 or > 200
            ? new InvalidValue("reason", "停用原因须为2至200个字。")
            : await ChangeConsumer.Apply(
                store, request.Id, call,
                consumer => consumer.StoppedReason is null
                    ? consumer with { StoppedReason = request.Reason.Trim() }
                    : new WrongState("停用", "已停用"),
                "sharing.consumer.stop", $"停用共享单位 {request.Id}"));
}

public sealed record ResumeConsumer(ConsumerId Id) : IScoped
{
    public Scope ScopeFor(Actor actor) => Id.Scope;

    internal static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<ResumeConsumer, Done>(
        HttpMethod.Post, "sharing/consumers/{id}/resume", Permission.SharingManage, "恢复共享单位",
        (request, call) => ChangeConsumer.Apply(
            store, request.Id, call,
            consumer => consumer.StoppedReason is not null
                ? consumer with { StoppedReason = null }
                : new WrongState("恢复", "使用中"),
            "sharing.consumer.resume", $"恢复共享单位 {request.Id}"));
}

using SocialFund.Kernel;

namespace SocialFund.Exchange.Sharing;

/// <param name="Key">Shown this once, to hand over; kept nowhere.</param>
public sealed record KeyIssued(int Number, string Key, DateTimeOffset ExpiresAt);

/// <summary>Issues a key; with a limit for the others, it takes their place (轮换).</summary>
/// <param name="ValidDays">1 to 730.</param>
/// <param name="OthersEndInHours">0 to 720: the live keys end then at the latest, so that the department has time to
/// change over. Null: they stay as they are.</param>
public sealed record IssueKey(ConsumerId Id, int ValidDays, int? OthersEndInHours = null) : IScoped
{
    private const int DaysMax = 730;
    private const int HoursMax = 720;

    public Scope ScopeFor(Actor actor) => Id.Scope;

    internal static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<IssueKey, KeyIssued>(
        HttpMethod.Post, "sharing/consumers/{id}/keys", Permission.SharingManage, "签发接口密钥",
        (request, call) => Handle(request, call, store));

    /// <summary>Numbers are kept under the Idempotency-Key; the key itself is not.</summary>
    private sealed record Issued(int Number, DateTimeOffset ExpiresAt);

    private static async Task<Result<KeyIssued>> Handle(IssueKey request, Call call, IDocumentStore store)
    {
        if (request.ValidDays is < 1 or > DaysMax) { return new InvalidValue("validDays", $"应为1至{DaysMax}天。"); }
        if (request.OthersEndInHours is < 0 or > HoursMax)
        {
            return new InvalidValue("othersEndInHours", $"应为0至{HoursMax}小时。");
        }
        var text = "";
        var answer = await store.Apply<Issued>(Containers.Identity, Consumer.Partition, call, async unit =>
        {
            if (await unit.Find<Consumer>(request.Id.Text) is not { } consumer)
            {
                return new NotFound("共享单位", request.Id.Text);
            }
            if (consumer.Keys.Count >= Consumer.ProofsMax) { return new TooManyProofs(Consumer.ProofsMax); }
            text = Keys.New(request.Id, consumer.KeysIssued + 1);
            var changed = Decide(request, consumer, text, call.Now);
            unit.Replace(request.Id.Text, Consumer.Document, changed);
            unit.Audit("sharing.key.issue", request.Id.Scope, Detail(request, changed.KeysIssued));
            return new Issued(changed.KeysIssued, changed.Keys[^1].ExpiresAt);
        });
        if (!answer.TryGet(out var issued, out var problem)) { return problem; }
        return call.Origin.IsKept
            ? new KeyShownOnce(issued.Number)
            : new KeyIssued(issued.Number, text, issued.ExpiresAt);
    }

    internal static Consumer Decide(IssueKey request, Consumer consumer, string text, DateTimeOffset now)
    {
        var end = request.OthersEndInHours is { } hours ? now.AddHours(hours) : DateTimeOffset.MaxValue;
        var made = new ApiKey(
            consumer.KeysIssued + 1, Keys.HashOf(text), text[^4..], now, now.AddDays(request.ValidDays));
        return consumer with
        {
            KeysIssued = made.Number,
            Keys = [.. consumer.Keys.Select(key => key.ExpiresAt > end ? key with { ExpiresAt = end } : key), made],
        };
    }

    private static string Detail(IssueKey request, int number) => request.OthersEndInHours is { } hours
        ? $"轮换 {request.Id} 的接口密钥：签发第 {number} 号，其余 {hours} 小时后失效"
        : $"签发 {request.Id} 的第 {number} 号接口密钥";
}

/// <summary>Ends a key at once, here and everywhere.</summary>
public sealed record RevokeKey(ConsumerId Id, int Number) : IScoped
{
    public Scope ScopeFor(Actor actor) => Id.Scope;

    internal static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<RevokeKey, Done>(
        HttpMethod.Post, "sharing/consumers/{id}/keys/{number}/revoke", Permission.SharingManage, "吊销接口密钥",
        (request, call) => ChangeConsumer.Apply(
            store, request.Id, call, consumer => Decide(request, consumer, call.Now), "sharing.key.revoke",
            $"吊销 {request.Id} 的第 {request.Number} 号接口密钥"));

    internal static Result<Consumer> Decide(RevokeKey request, Consumer consumer, DateTimeOffset now)
    {
        if (consumer.Keys.FirstOrDefault(each => each.Number == request.Number) is not { } key)
        {
            return new NotFound("接口密钥", $"{request.Number}");
        }
        if (key.RevokedAt is not null) { return new WrongState("吊销", "已吊销"); }
        return consumer with
        {
            Keys = [.. consumer.Keys.Select(each => each == key ? key with { RevokedAt = now } : each)],
        };
    }
}

using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

/// <summary>What a command answers: where the request stands now.</summary>
public sealed record RequestAnswer(RequestId Id, string State, string StateTitle, int Version) : IVersioned
{
    string IVersioned.ETag => $"{Version}";
}

/// <summary>A decided change, with what the audit trail says of it.</summary>
internal sealed record Changed(PaymentRequest Request, string Action, string Detail);

/// <summary>The messages by which a request moves its chain.</summary>
internal static class RequestTopics
{
    public const string Start = "request.start";
    public const string Event = "request.event";

    /// <summary>A round was booked: income of the upper division, statistics.</summary>
    public const string Paid = "expenditure.paid";

    /// <summary>Somebody should act: the notice list.</summary>
    public const string Notice = "notice";
}

/// <summary>Tells the chain to go on: the state itself is in the document.</summary>
public sealed record ChainMessage(string Instance, string Request);

/// <summary>The one way a request changes: header, audit record, list row and chain event in one commit.</summary>
internal sealed class RequestChange(IDocumentStore store, ExpenditureKinds kinds)
{
    /// <summary>The audit code of a refund that starts another run of the chain.</summary>
    public const string Reopened = "request.refund.reopened";

    public IDocumentStore Store => store;

    public ExpenditureKinds Kinds => kinds;

    public async Task<PaymentRequest?> Find(RequestId id, CancellationToken stopping) =>
        (await store.Find<PaymentRequest>(
            Containers.Requests, id.Text, PaymentRequest.DocumentId, stopping))?.Value;

    /// <summary>The request, if the caller may see it: an agency's people see only their agency's.</summary>
    public async Task<Result<PaymentRequest>> Visible(RequestId id, Call call) =>
        await Find(id, call.Stopping) is { } request && IsVisible(id, call)
            ? request
            : new NotFound("用款申请", id.Text);

    private static bool IsVisible(RequestId id, Call call) =>
        call.Actor.Agency is null || call.Actor.Agency == id.Agency;

    /// <param name="decide">Answers the request itself when there is nothing to change: nothing is written
    /// then.</param>
    public Task<Result<RequestAnswer>> Apply(
        RequestId id, Call call, Func<Unit, PaymentRequest, Task<Result<Changed>>> decide) =>
        store.Apply<RequestAnswer>(Containers.Requests, id.Text, call, async unit =>
        {
            var request = await unit.Find<PaymentRequest>(PaymentRequest.DocumentId);
            if (request is null || !IsVisible(id, call)) { return new NotFound("用款申请", id.Text); }
            if (call.IfMatch is { } seen && seen != $"{request.Version}")
            {
                return new ChangedMeanwhile("该用款申请");
            }
            if (!(await decide(unit, request)).TryGet(out var changed, out var problem)) { return problem; }
            return ReferenceEquals(changed.Request, request) ? Answer(request) : Save(unit, changed, call);
        });

    public Task<Result<RequestAnswer>> Apply(
        RequestId id, Call call, Func<PaymentRequest, Result<Changed>> decide) =>
        Apply(id, call, (_, request) => Task.FromResult(decide(request)));

    /// <summary>A change by the system; refusals cannot happen.</summary>
    public async Task<RequestAnswer> Advance(
        RequestId id, Call call, string part, Func<PaymentRequest, Result<Changed>> decide) =>
        (await Apply(id, Part(call, part), decide)).Require();

    /// <summary>Another key for another commit of the same activity.</summary>
    public static Call Part(Call call, string part) =>
        call with { IdempotencyKey = call.IdempotencyKey is null ? null : $"{call.IdempotencyKey}-{part}" };

    public RequestAnswer Save(Unit unit, Changed changed, Call call)
    {
        var request = changed.Request with { Version = changed.Request.Version + 1, ChangedAt = call.Now };
        unit.Save(PaymentRequest.DocumentId, PaymentRequest.DocumentType, request);
        unit.Audit(changed.Action, request.Id.Scope, changed.Detail);
        unit.List(RequestRow.List, RequestRow.Of(request, kinds));
        var isNewRun = request.Version == 1 || changed.Action == Reopened;
        unit.Emit(
            isNewRun ? RequestTopics.Start : RequestTopics.Event,
            new ChainMessage(request.ChainInstance, request.Id.Text));
        return Answer(request);
    }

    private static RequestAnswer Answer(PaymentRequest request) =>
        new(request.Id, request.State.Code, request.State.Title, request.Version);
}

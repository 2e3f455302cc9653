using SocialFund.Kernel;

namespace SocialFund.Exchange.Partners;

/// <summary>An administrator has a dead letter sent again, with all its tries anew.</summary>
/// <param name="Reason">Why it may go now: what was mended.</param>
public sealed record ReplayTransfer(string Id, Division Division, string Reason) : IScoped
{
    public Scope ScopeFor(Actor actor) => new(Division);

    internal static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<ReplayTransfer, TransferRow>(
        HttpMethod.Post, "partners/transfers/{id}/replay", Permission.SettingChange, "重发死信",
        (command, call) => Handle(command, call, store));

    private static Task<Result<TransferRow>> Handle(ReplayTransfer command, Call call, IDocumentStore store) =>
        store.Apply<TransferRow>(Containers.Intake, command.Id, call, async unit =>
        {
            if (await unit.Find<Transfer>(Transfer.DocumentId) is not { } transfer
                || transfer.Division != command.Division)
            {
                return new NotFound("传输记录", command.Id);
            }
            if (!Decide(transfer, command, call).TryGet(out var next, out var problem)) { return problem; }
            TransferBook.Save(unit, next);
            unit.Emit(TransferBook.ToSend, new SendRound(next.Id, next.Round));
            return TransferRow.Of(next);
        });

    /// <summary>The rule itself. Pure.</summary>
    /// <returns>Or <see cref="WrongState"/>, or <see cref="InvalidValue"/> without a reason.</returns>
    internal static Result<Transfer> Decide(Transfer transfer, ReplayTransfer command, Call call)
    {
        if (transfer.State != TransferState.Dead) { return new WrongState("重发", TransferTitles.Of(transfer.State)); }
        if (command.Reason.Trim().Length is 0 or > 500) { return new InvalidValue("reason", "请填写重发原因（500 字以内）。"); }
        return (transfer with
        {
            Round = transfer.Round + 1,
            AttemptsBefore = transfer.Attempts,
            NextAt = null,
            Receipt = null,
        }).With(
            TransferState.Waiting,
            new TransferEvent(call.Now, $"人工重发：{command.Reason.Trim()}", Who: call.Actor.Name));
    }
}

internal static class TransferTitles
{
    public static string Of(TransferState state) => state switch
    {
        TransferState.Waiting => "待发送",
        TransferState.Retrying => "重试中",
        TransferState.Sent => "已发送",
        TransferState.Confirmed => "已签收",
        TransferState.Dead => "死信",
        TransferState.Announced => "已预告",
        TransferState.Received => "已收到",
        TransferState.Accepted => "已接收",
        TransferState.Returned => "部分退回",
        _ => "已拒收",
    };
}

using SocialFund.Funds.Expenditure;
using SocialFund.Kernel;

namespace SocialFund.Funds.Payment;

public sealed record BatchAnswer(string Id, string State, string StateTitle);

/// <summary>The treasury's cashier sends a batch to the bank.</summary>
/// <param name="PayerAccount">Another special account of the same fund to pay from; null keeps the batch's.</param>
public sealed record SendBatch(BatchId Id, string? PayerAccount = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => Id.Scope;

    internal static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<SendBatch, BatchAnswer>(
        HttpMethod.Post, "payments/batches/{id}/send", Permission.TreasuryPay, "发送支付批次",
        (command, call) => Handle(command, call, store));

    internal static async Task<Result<BatchAnswer>> Handle(SendBatch command, Call call, IDocumentStore store)
    {
        var accounts = await PayAccount.Load(store, command.Id.Request.Division, call.Stopping);
        return await store.Apply<BatchAnswer>(Containers.Payments, command.Id.Text, call, async unit =>
        {
            if (await unit.Find<PaymentBatch>(PaymentBatch.DocumentId) is not { } batch)
            {
                return new NotFound("支付批次", command.Id.Text);
            }
            if (!Decide(batch, command, accounts, call).TryGet(out var sent, out var problem)) { return problem; }
            BatchDocuments.Save(
                unit, sent, "payment.send", $"发送支付批次 {sent.Id}，{sent.Lines} 笔，{sent.Progress.Amount} 元");
            unit.Emit(DeliverBatch.TopicName, new BatchMessage(sent.Id));
            return new BatchAnswer(sent.Id, sent.State, sent.StateTitle);
        });
    }

    /// <summary>The rule itself. Pure.</summary>
    /// <returns>Or wrong_channel, wrong_state, same_actor, account_unknown, account_of_other_fund.</returns>
    internal static Result<PaymentBatch> Decide(
        PaymentBatch batch, SendBatch command, IReadOnlyList<PayAccount> accounts, Call call)
    {
        if (batch.Channel != PayChannel.Bank) { return new WrongChannel("由本系统发送银行"); }
        if (batch.State != PaymentBatch.Waiting) { return new WrongState("发送", batch.StateTitle); }
        if (batch.Reviewers.Contains(call.Actor.Id)) { return new SameActor("国库支付"); }
        var payer = batch.Payer;
        if (command.PayerAccount is { } number)
        {
            if (accounts.FirstOrDefault(account => account.Number == number) is not { } chosen)
            {
                return new AccountUnknown(number);
            }
            if (chosen.Fund != batch.Request.Fund || chosen.Kind != AccountKind.Special)
            {
                return new AccountOfOtherFund(number);
            }
            payer = chosen;
        }
        return batch with
        {
            State = PaymentBatch.Sent,
            Payer = payer,
            SentBy = new Person(call.Actor.Id, call.Actor.Name),
            SentAt = call.Now,
        };
    }
}

/// <summary>Sends several batches, each by itself.</summary>
public sealed record SendMany(IReadOnlyList<BatchId> Ids) : IScoped
{
    /// <summary>One screen page of rows; each is a commit of its own.</summary>
    public const int RowsMax = 200;

    public Scope ScopeFor(Actor actor) => Ids.Count > 0
        ? Ids[0].Scope
        : ListScope.Of(actor, Permission.TreasuryPay, null, null);

    internal static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<SendMany, BulkAnswer>(
        HttpMethod.Post, "payments/sends", Permission.TreasuryPay, "批量发送支付批次", async (command, call) =>
        {
            if (command.Ids.Count > RowsMax) { return new TooManyRows(command.Ids.Count, RowsMax); }
            var rows = new List<RowResult>();
            foreach (var id in command.Ids.Distinct()) { rows.Add(await One(id, call, store)); }
            return new BulkAnswer(rows.Count(row => row.Done), rows.Count(row => !row.Done), rows);
        });

    private static async Task<RowResult> One(BatchId batch, Call call, IDocumentStore store)
    {
        var id = batch.Text;
        if (!call.May(Permission.TreasuryPay, batch.Scope))
        {
            var refusal = new NotFound("支付批次", id);
            return new RowResult(id, false, refusal.Code, refusal.Message);
        }
        var answer = await SendBatch.Handle(new SendBatch(batch), RequestChange.Part(call, id), store);
        return answer.TryGet(out var sent, out var problem)
            ? new RowResult(id, true, "ok", sent.StateTitle)
            : new RowResult(id, false, problem.Code, problem.Message);
    }
}

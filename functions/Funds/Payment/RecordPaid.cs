using System.Security.Cryptography;
using System.Text;
using SocialFund.Funds.Expenditure;
using SocialFund.Kernel;

namespace SocialFund.Funds.Payment;

public sealed record FailedLine(int Line, string Reason);

/// <summary>The cashier records what a paper slip paid (R-6.2 way 3).</summary>
/// <param name="Reference">The slip's or statement's number.</param>
/// <param name="Failed">Lines that were not paid; all others were.</param>
public sealed record PaidOnPaper(
    BatchId Id, DateOnly PaidOn, string Reference, IReadOnlyList<FailedLine>? Failed = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => Id.Scope;

    internal static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<PaidOnPaper, BatchAnswer>(
        HttpMethod.Post, "payments/batches/{id}/paid-on-paper", Permission.TreasuryPay, "登记纸质支付结果",
        (command, call) => WholeAnswer.Record(
            store, command.Id.Text, PayChannel.Paper, command.PaidOn, command.Reference, command.Failed ?? [], call));
}

/// <summary>The treasury's own system tells what it paid (R-6.2 way 2).</summary>
public sealed record TreasuryResult(
    BatchId Id, DateOnly PaidOn, string Reference, IReadOnlyList<FailedLine>? Failed = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => Id.Scope;

    internal static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<TreasuryResult, BatchAnswer>(
        HttpMethod.Post, "payments/batches/{id}/treasury-result", Permission.TreasuryPay, "接收国库支付结果",
        (command, call) => WholeAnswer.Record(
            store, command.Id.Text, PayChannel.Interface, command.PaidOn, command.Reference, command.Failed ?? [],
            call));
}

/// <summary>Result files of the treasury's own system: <c>inbox/treasury/…json</c>, one batch a file.</summary>
public sealed class TreasuryResultIntake(IDocumentStore store, IBlobStore blobs)
{
    /// <summary>Larger is no result file.</summary>
    private const long BytesMax = 64 * 1_048_576;

    /// <returns>The batch's state, or receipt_unreadable and what <see cref="WholeAnswer"/> refuses.</returns>
    public async Task<Result<BatchAnswer>> Receive(string blob, Call call)
    {
        await using var file = await blobs.Open(blob, call.Stopping);
        if (file is null) { return new NotFound("文件", blob); }
        if (file.Info.Size > BytesMax) { return new ReceiptUnreadable("文件过大"); }
        TreasuryResult? result;
        try
        {
            result = await System.Text.Json.JsonSerializer.DeserializeAsync<TreasuryResult>(
                file.Content, Json.Options, call.Stopping);
        }
        catch (System.Text.Json.JsonException) { return new ReceiptUnreadable("不是有效的 JSON 支付结果"); }
        if (result is null) { return new ReceiptUnreadable("内容为空"); }
        if ((result.Failed ?? []).Any(line => line is null)) { return new ReceiptUnreadable("failed 中有空项（null）"); }
        // The file's digest is the key: the same file twice changes nothing.
        var once = call with { IdempotencyKey = file.Info.Sm3, ContentHash = file.Info.Sm3 };
        return await WholeAnswer.Record(
            store, result.Id.Text, PayChannel.Interface, result.PaidOn, result.Reference, result.Failed ?? [], once);
    }
}

/// <summary>Answers all lines of a batch at once: paid, but for those named.</summary>
internal static class WholeAnswer
{
    public static async Task<Result<BatchAnswer>> Record(
        IDocumentStore store, string id, PayChannel channel, DateOnly paidOn, string reference,
        IReadOnlyList<FailedLine> failed, Call call)
    {
        if (await BatchDocuments.Find(store, id, call.Stopping) is not { } batch) { return new NotFound("支付批次", id); }
        if (Check(batch, channel, paidOn, reference, call) is { } problem) { return problem; }
        var reasons = failed.GroupBy(line => line.Line).ToDictionary(group => group.Key, group => group.First().Reason);
        if (failed.Any(line => string.IsNullOrWhiteSpace(line.Reason))) { return new ReasonMissing("登记支付失败"); }
        if (await UnknownLine(store, id, reasons, call) is { } unknown) { return new LineUnknown(unknown); }

        (await Open(store, batch, call)).Require();
        var slice = new List<LineAnswer>();
        var refused = new List<RefusedAnswer>();
        await foreach (var chunk in BatchDocuments.Chunks(store, id, call.Stopping))
        {
            slice.AddRange(chunk.Lines.Select(line => AnswerOf(line, reasons, paidOn, reference)));
            if (slice.Count >= InstructionChunk.PerCommit * RequestLines.PerChunk / 2)
            {
                refused.AddRange(await Apply(store, batch, slice, chunk.Chunk, call));
            }
        }
        refused.AddRange(await Apply(store, batch, slice, 0, call));
        if (refused.Count > 0)
        {
            await Note(store, batch, refused, call);
            return new ResultContradicts(refused.Count);
        }
        var now = (await BatchDocuments.Find(store, id, call.Stopping))!;
        return new BatchAnswer(id, now.State, now.StateTitle);
    }

    private static Problem? Check(
        PaymentBatch batch, PayChannel channel, DateOnly paidOn, string reference, Call call)
    {
        if (batch.Channel != channel) { return new WrongChannel("登记该类支付结果"); }
        if (batch.Reviewers.Contains(call.Actor.Id)) { return new SameActor("国库支付"); }
        if (string.IsNullOrWhiteSpace(reference)) { return new ReasonMissing("登记支付结果（凭据号）"); }
        if (paidOn > ChinaTime.DateOf(call.Now)) { return new InvalidValue("支付日期", "不能晚于今天。"); }
        return null;
    }

    private static async Task<int?> UnknownLine(
        IDocumentStore store, string id, Dictionary<int, string> reasons, Call call)
    {
        var missing = reasons.Keys.ToHashSet();
        if (missing.Count == 0) { return null; }
        await foreach (var chunk in BatchDocuments.Chunks(store, id, call.Stopping))
        {
            missing.ExceptWith(chunk.Lines.Select(line => line.Line));
        }
        return missing.Count == 0 ? null : missing.Min();
    }

    /// <summary>A paper batch is sent by being paid; one that was sent only hears the answers.</summary>
    private static Task<Result<Done>> Open(IDocumentStore store, PaymentBatch batch, Call call) =>
        store.Apply<Done>(Containers.Payments, batch.Id, RequestChange.Part(call, "open"), async unit =>
        {
            var now = (await unit.Find<PaymentBatch>(PaymentBatch.DocumentId))!;
            if (now.State != PaymentBatch.Waiting) { return Done.Value; }
            var sent = now with
            {
                State = PaymentBatch.Sent,
                SentAt = call.Now,
                SentBy = new Person(call.Actor.Id, call.Actor.Name),
            };
            BatchDocuments.Save(unit, sent, "payment.paper", $"登记支付批次 {now.Id} 的纸质支付结果");
            return Done.Value;
        });

    private static async Task<IReadOnlyList<RefusedAnswer>> Apply(
        IDocumentStore store, PaymentBatch batch, List<LineAnswer> slice, int key, Call call)
    {
        if (slice.Count == 0) { return []; }
        var report = (await BatchAnswers.Apply(
            store, batch.Id, [.. slice], $"whole-{key}", batch.Channel, RequestChange.Part(call, $"{key}"))).Require();
        slice.Clear();
        return report.Refused;
    }

    /// <summary>What says otherwise than before needs a person, and keeps the lines from being paid again.</summary>
    private static Task Note(
        IDocumentStore store, PaymentBatch batch, IReadOnlyList<RefusedAnswer> refused, Call call)
    {
        var told = $"{batch.Id} {call.IdempotencyKey ?? call.RequestId}";
        var receipt = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(told)));
        var (scope, at) = (batch.Request.Scope, call.Now);
        return PaymentException.Write(store, receipt, scope, [.. refused.Select(one => new PaymentException(
            PaymentException.IdOf(receipt, one.Answer.Line), 1, receipt, one.Answer.Line, one.Kind,
            $"第 {one.Answer.Line} 笔（{one.Answer.Source}）：{one.Message}", batch.Id, one.Answer.Instruction,
            one.Answer.Line, one.Answer.Amount, one.Answer.Result, scope.Division, scope.Fund, at, "open", "", null,
            ""))], call);
    }

    private static LineAnswer AnswerOf(
        Instruction line, Dictionary<int, string> reasons, DateOnly paidOn, string reference)
    {
        var reason = reasons.GetValueOrDefault(line.Line);
        return new LineAnswer(
            reference, line.Number, line.Line, line.Amount, reason is null ? LineState.Paid : LineState.Failed,
            reason ?? "", paidOn);
    }
}

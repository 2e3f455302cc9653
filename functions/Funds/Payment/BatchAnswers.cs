using SocialFund.Funds.Expenditure;
using SocialFund.Kernel;

namespace SocialFund.Funds.Payment;

/// <summary>What a receipt says of one instruction.</summary>
/// <param name="Source">Receipt file and row, kept with the line.</param>
/// <param name="Result">paid, failed or refunded.</param>
public sealed record LineAnswer(
    string Source, string Instruction, int Line, Money Amount, string Result, string Reason, DateOnly Date);

/// <summary>An answer that cannot be applied, with the reason.</summary>
/// <param name="Kind">unknown_batch, unknown_instruction, wrong_amount, contradictory, not_sent, other_channel.</param>
public sealed record RefusedAnswer(LineAnswer Answer, string Kind, string Message);

/// <param name="Ignored">The same answer was there already.</param>
public sealed record AnswerReport(int Matched, int Ignored, IReadOnlyList<RefusedAnswer> Refused);

/// <summary>Matches answers to the instructions of a batch, line by line.</summary>
internal static class BatchAnswers
{
    /// <summary>What an answer does to a line. Pure.</summary>
    /// <param name="isOthers">A bank speaks of what the treasury pays by itself: the treasury says whether it was paid,
    /// and the bank only that it came back.</param>
    /// <returns>The changed line; the same line when it said so already; or why the answer is refused.</returns>
    public static (Instruction? Line, string? Refusal) Match(
        Instruction? line, LineAnswer answer, string batchState, bool isOthers = false)
    {
        if (line is null || line.Number != answer.Instruction) { return (null, "unknown_instruction"); }
        if (batchState == PaymentBatch.Waiting) { return (null, "not_sent"); }
        if (line.Amount != answer.Amount) { return (null, "wrong_amount"); }
        return (line.State, answer.Result) switch
        {
            (LineState.Waiting, LineState.Paid or LineState.Failed) when isOthers => (null, "other_channel"),
            (LineState.Waiting, LineState.Paid) => (Answered(line, answer, LineState.Paid), null),
            // Sent back before it was ever told paid: for us it failed.
            (LineState.Waiting, _) => (Answered(line, answer, LineState.Failed), null),
            (LineState.Paid, LineState.Refunded) => (Answered(line, answer, LineState.Refunded), null),
            (LineState.Refunded, LineState.Paid) => (line, null),
            // A line that failed on “refunded” hears it again.
            (LineState.Failed, LineState.Refunded) => (line, null),
            var (state, result) => state == result ? (line, null) : (null, "contradictory"),
        };
    }

    private static Instruction Answered(Instruction line, LineAnswer answer, string state) => line with
    {
        State = state,
        Reason = state == LineState.Paid ? "" : answer.Reason,
        Receipt = answer.Source,
    };

    /// <summary>Applies answers to one batch in one commit; the last answer of the batch wakes the chain.</summary>
    /// <param name="answers">Of at most <see cref="InstructionChunk.PerCommit"/> chunks.</param>
    /// <param name="key">Unique for these answers: names the refunds among them.</param>
    /// <param name="by">Whose answers these are: the bank's, or the treasury's way of paying.</param>
    public static async Task<Result<AnswerReport>> Apply(
        IDocumentStore store, string batchId, IReadOnlyList<LineAnswer> answers, string key, PayChannel by,
        Call call) =>
        await store.Apply<AnswerReport>(Containers.Payments, batchId, call, async unit =>
        {
            if (await unit.Find<PaymentBatch>(PaymentBatch.DocumentId) is not { } batch)
            {
                return new AnswerReport(0, 0, [.. answers.Select(answer =>
                    new RefusedAnswer(answer, "unknown_batch", $"没有支付批次“{batchId}”"))]);
            }
            var work = new Work(batch, isOthers: by != batch.Channel);
            foreach (var group in answers.GroupBy(answer => RequestLines.ChunkOf(answer.Line)))
            {
                var id = InstructionChunk.IdOf(group.Key);
                var chunk = await unit.Find<InstructionChunk>(id);
                var changed = work.Take(chunk, [.. group]);
                if (changed is not null) { unit.Replace(id, InstructionChunk.Type, changed); }
            }
            work.Save(unit, key, call);
            return work.Report;
        });

    /// <summary>The tally of one commit.</summary>
    private sealed class Work(PaymentBatch batch, bool isOthers)
    {
        private readonly List<RefusedAnswer> _refused = [];
        private readonly List<RefundedLine> _refunded = [];
        private BatchProgress _progress = batch.Progress;
        private DateOnly? _paidOn = batch.PaidOn;
        private DateOnly _refundedOn;
        private int _matched;
        private int _ignored;

        public AnswerReport Report => new(_matched, _ignored, [.. _refused]);

        /// <returns>The chunk with its answers; null when nothing in it changed.</returns>
        public InstructionChunk? Take(InstructionChunk? chunk, IReadOnlyList<LineAnswer> answers)
        {
            var lines = chunk?.Lines.ToDictionary(line => line.Line) ?? [];
            var before = _matched;
            foreach (var answer in answers)
            {
                var line = lines.GetValueOrDefault(answer.Line);
                var (next, refusal) = Match(line, answer, batch.State, isOthers);
                if (refusal is not null)
                {
                    _refused.Add(new RefusedAnswer(answer, refusal, Text(refusal, line)));
                }
                else if (ReferenceEquals(next, line)) { _ignored++; }
                else { lines[answer.Line] = Note(line!, next!, answer); }
            }
            return _matched == before
                ? null
                : chunk! with { Lines = [.. chunk.Lines.Select(line => lines[line.Line])] };
        }

        public void Save(Unit unit, string key, Call call)
        {
            if (_matched == 0) { return; }
            var isComplete = batch.State == PaymentBatch.Sent && _progress.Answered == batch.Lines;
            var next = batch with
            {
                Progress = _progress,
                PaidOn = _paidOn,
                State = isComplete ? PaymentBatch.AllAnswered : batch.State,
                AnsweredAt = isComplete ? call.Now : batch.AnsweredAt,
            };
            BatchDocuments.Save(unit, next, "payment.receipt", $"支付批次 {batch.Id} 收到回单 {_matched} 笔");
            if (isComplete)
            {
                unit.Emit(PaymentTopics.Answered, new BatchAnswered(batch.Request, batch.Round));
            }
            if (_refunded.Count > 0)
            {
                unit.Emit(
                    PaymentTopics.Refunded,
                    new LinesRefunded(batch.Request, batch.Round, key, _refundedOn, [.. _refunded]));
            }
        }

        private Instruction Note(Instruction line, Instruction next, LineAnswer answer)
        {
            _matched++;
            _progress = _progress.Move(line.State, next.State, line.Amount);
            if (next.State == LineState.Refunded)
            {
                _refunded.Add(new RefundedLine(line.Line, next.Reason));
                _refundedOn = answer.Date > _refundedOn ? answer.Date : _refundedOn;
            }
            else if (_paidOn is null || answer.Date > _paidOn) { _paidOn = answer.Date; }
            return next;
        }

        private static string Text(string refusal, Instruction? line) => refusal switch
        {
            "unknown_instruction" => "批次中没有该支付指令号",
            "not_sent" => "该批次尚未发送，却收到回单",
            "other_channel" => "该批次由国库另行支付，以国库登记的支付结果为准",
            "wrong_amount" => $"回单金额与指令金额 {line!.Amount} 元不一致",
            _ => $"与此前回单“{TitleOf(line!.State)}”相矛盾",
        };
    }

    internal static string TitleOf(string state) => state switch
    {
        LineState.Paid => "支付成功",
        LineState.Failed => "支付失败",
        LineState.Refunded => "退汇",
        _ => "待回单",
    };
}

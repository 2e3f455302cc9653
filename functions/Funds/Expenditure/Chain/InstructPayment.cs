using System.Runtime.CompilerServices;
using SocialFund.Funds.Budget;
using SocialFund.Funds.Payment;
using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

/// <summary>Makes the payment batch of a round: all lines in the first, the failed ones later.</summary>
internal sealed class InstructPayment(RequestChange requests, IPayments payments, IBudgetControl budget)
    : ChainActivity(requests)
{
    public const string ActivityName = "expenditure.instruct";

    public override string Name => ActivityName;

    protected override async Task<StepDone> Run(PaymentRequest request, Call call)
    {
        if (request.State is not RequestState.Paying { Batch: null } paying) { return new StepDone(); }
        if (request.Book.Total < Money.Zero) { return await SetOff(request, call); }
        var batch = new NewBatch(
            request.Id, paying.Round, ChannelOf(request.Treasury), request.Purpose, [.. ReviewersOf(request)]);
        // What an earlier try made before it died stands, whatever has changed since: somebody may have sent it.
        if (await payments.Find(batch.Id, call.Stopping) is not { } made
            && !(await Make(batch, request, call)).TryGet(out made, out var problem))
        {
            return problem is PayerAccountMissing
                ? await Block(request, problem, call)
                : await Refuse(request, paying.Round, problem, call);
        }
        await Requests.Advance(request.Id, call, "instructed", now => Decide(now, made, call));
        return new StepDone();
    }

    private async Task<Result<BatchState>> Make(NewBatch batch, PaymentRequest request, Call call)
    {
        if (batch.Round > 1 && await HoldAgain(request, call) is { } refusal) { return refusal; }
        return (await LinesOf(request, call)).TryGet(out var lines, out var problem)
            ? await payments.Instruct(batch, lines, call)
            : problem;
    }

    /// <summary>The request waits for the batch's answers. Pure.</summary>
    internal static Result<Changed> Decide(PaymentRequest request, BatchState made, Call call)
    {
        if (request.State is not RequestState.Paying { Batch: null } paying) { return new Changed(request, "", ""); }
        var round = new PayRound(
            paying.Round, made.Id, made.Payer, made.Amount, Money.Zero, Money.Zero, null, [], null, Indexed: false);
        var next = request.With(call, "payment", "instructed", $"第 {paying.Round} 轮支付 {made.Amount} 元") with
        {
            State = paying with { Batch = made.Id },
            Blocked = null,
            Rounds = [.. request.Rounds, round],
        };
        return new Changed(next, "request.instructed", $"生成支付批次 {made.Id}，{made.Amount} 元");
    }

    /// <summary>A later round needs its own reservation: a refund gave its budget back.</summary>
    private async Task<Problem?> HoldAgain(PaymentRequest request, Call call)
    {
        var kind = Requests.Kinds.Find(request.Kind)!;
        var items = new Dictionary<string, ItemTotal>();
        await foreach (var line in FailedLines(request, call.Stopping))
        {
            var item = items.GetValueOrDefault(line.Item) ?? new ItemTotal(line.Item, 0, Money.Zero);
            items[line.Item] = item with { Lines = item.Lines + 1, Amount = item.Amount + line.Amount };
        }
        var charges = PaymentRequest.Charges(kind, request.Id.Fund, items.Values);
        var answer = await budget.Reserve(request.Id, charges, kind.BeforeApproval, RequestChange.Part(call, "again"));
        if (!answer.TryGet(out _, out var problem)) { return problem; }
        await Requests.Advance(request.Id, call, "held", now => now.BudgetHeld
            ? new Changed(now, "", "")
            : new Changed(now with { BudgetHeld = true }, "request.held", $"重新占用预算：{now.Id.Text}"));
        return null;
    }

    /// <summary>
    /// The round cannot be paid as it stands: the budget has been spent by others, or the payee's account is no longer
    /// the registered one. Its lines count as failed, so people correct, retry or give up as after a bank's refusal.
    /// </summary>
    private async Task<StepDone> Refuse(PaymentRequest request, int round, Problem refusal, Call call)
    {
        (await Requests.Apply(request.Id, RequestChange.Part(call, "refused"), (unit, now) =>
        {
            var changed = Refused(now, refusal, call);
            if (!ReferenceEquals(changed.Request, now))
            {
                var whole = new LineOutcome(0, "failed", refusal.Message, round, now.GiveUps);
                unit.Create(OutcomeChunk.IdOf(round, 0), OutcomeChunk.Type, new OutcomeChunk(round, 0, [whole]));
            }
            return Task.FromResult<Result<Changed>>(changed);
        })).Require();
        return new StepDone();
    }

    /// <summary>
    /// The round is over without a batch; the next has another number, so nothing of this one is taken for it. Pure.
    /// </summary>
    internal static Changed Refused(PaymentRequest request, Problem refusal, Call call)
    {
        if (request.State is not RequestState.Paying { Batch: null } paying) { return new Changed(request, "", ""); }
        var open = request.Progress.Open;
        var round = new PayRound(paying.Round, "", "", open, Money.Zero, open, null, [], null, Indexed: false);
        var next = request.With(call, "payment", "refused", refusal.Message) with
        {
            State = CollectAnswers.PartlyFailed(paying.Round, call.Now),
            Progress = request.Progress.Answer(Money.Zero, open),
            Blocked = refusal.Message,
            Rounds = [.. request.Rounds, round],
        };
        return new Changed(
            next, "request.round.refused", $"{request.Id.Text} 第 {paying.Round} 轮未能支付：{refusal.Code}");
    }

    private async Task<Result<IAsyncEnumerable<PayLine>>> LinesOf(PaymentRequest request, Call call)
    {
        if (!WholePayee.IsFor(request.PayTo)) { return Result.Of(Pay(FailedLines(request, call.Stopping))); }
        var stated = new HashSet<string>();
        await foreach (var line in FailedLines(request, call.Stopping)) { stated.Add(line.Account); }
        var whole = await WholePayee.Of(
            payments, request, Requests.Kinds.Find(request.Kind)!, stated, request.Progress.Open, call.Stopping);
        return whole.TryGet(out var payee, out var problem)
            ? Result.Of(One(payee))
            : Result.No<IAsyncEnumerable<PayLine>>(problem);
    }

    /// <summary>The lines that this round pays, with their confirmed corrections.</summary>
    private async IAsyncEnumerable<PayeeLine> FailedLines(
        PaymentRequest request, [EnumeratorCancellation] CancellationToken stopping)
    {
        var reader = new LineReader(Requests.Store, request);
        for (var chunk = 1; chunk <= RequestLines.ChunkCount(request.Book); chunk++)
        {
            foreach (var line in await reader.Chunk(chunk, stopping))
            {
                if (line.State is "open" or "failed" or "refunded") { yield return line.Line; }
            }
        }
    }

    private static async IAsyncEnumerable<PayLine> Pay(IAsyncEnumerable<PayeeLine> lines)
    {
        await foreach (var line in lines)
        {
            yield return new PayLine(
                line.Number, line.Name, line.Account, line.BankCode, line.BankName, line.Amount);
        }
    }

    private static async IAsyncEnumerable<PayLine> One(PayLine line)
    {
        yield return line;
        await Task.CompletedTask;
    }

    /// <summary>A negative request (冲减支出, R-3.3) moves no money here: it is booked at once.</summary>
    private async Task<StepDone> SetOff(PaymentRequest request, Call call)
    {
        await OutcomeWriter.Whole(Requests.Store, request, "paid", "冲减支出，不付款", call.Stopping);
        await Requests.Advance(request.Id, call, "setOff", now =>
        {
            if (now.State is not RequestState.Paying { Batch: null } paying) { return new Changed(now, "", ""); }
            var round = new PayRound(
                paying.Round, "", "", now.Book.Total, now.Book.Total, Money.Zero, ChinaTime.DateOf(call.Now),
                now.Book.Items, null, Indexed: false);
            var next = now.With(call, "payment", "setOff", "冲减支出") with
            {
                State = new RequestState.Booking(paying.Round),
                Progress = now.Progress.Answer(now.Book.Total, Money.Zero),
                Rounds = [round],
            };
            return new Changed(next, "request.setOff", $"冲减支出 {now.Book.Total} 元：{now.Id.Text}");
        });
        return new StepDone();
    }

    private static PayChannel ChannelOf(TreasuryMode mode) => mode switch
    {
        TreasuryMode.InSystem => PayChannel.Bank,
        TreasuryMode.Interface => PayChannel.Interface,
        _ => PayChannel.Paper,
    };

    private static IEnumerable<string> ReviewersOf(PaymentRequest request) =>
        request.Approvals.Where(decision => decision.Step == "treasury")
            .Concat(request.Decisions.Where(decision => decision.Outcome == "confirmed"))
            .Select(decision => decision.By.Id)
            .Distinct();
}

using SocialFund.Funds.Payment;
using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

/// <summary>Writes what became of lines: chunk by chunk, before the header says so.</summary>
internal static class OutcomeWriter
{
    public static async Task Write(
        IDocumentStore store, PaymentRequest request, int round, int chunk, IReadOnlyList<LineOutcome> lines,
        CancellationToken stopping) =>
        (await store.Commit(Containers.Requests, request.Id.Text,
            [new Write.Put(
                OutcomeChunk.IdOf(round, chunk), OutcomeChunk.Type,
                Json.Write(new OutcomeChunk(round, chunk, lines)))], stopping)).Require();

    public static Task Whole(
        IDocumentStore store, PaymentRequest request, string result, string reason, CancellationToken stopping) =>
        Write(store, request, 1, 0, [new LineOutcome(0, result, reason, 1, request.GiveUps)], stopping);
}

/// <summary>
/// Takes the answers of a batch into the request: what was paid goes on to the books, what failed waits.
/// </summary>
internal sealed class CollectAnswers(RequestChange requests, IPayments payments) : ChainActivity(requests)
{
    public const string ActivityName = "expenditure.collect";

    public override string Name => ActivityName;

    protected override async Task<StepDone> Run(PaymentRequest request, Call call)
    {
        if (request.State is not RequestState.Paying { Batch: { } batch } paying) { return new StepDone(); }
        var state = await payments.Find(batch, call.Stopping);
        if (state is not { IsAnswered: true, PaidOn: { } paidOn }) { return new StepDone(); }

        var (paid, failed) = (Money.Zero, Money.Zero);
        var items = new SortedDictionary<string, ItemTotal>(StringComparer.Ordinal);
        await foreach (var chunk in payments.Answers(batch, call.Stopping))
        {
            await OutcomeWriter.Write(
                Requests.Store, request, paying.Round, chunk.Chunk,
                [.. chunk.Lines.Select(line => OutcomeOf(line, paying.Round, request.GiveUps))], call.Stopping);
            // A line that came back before it was collected (refunded) was paid: its refund follows by itself.
            foreach (var line in chunk.Lines.Where(line => line.State == "failed")) { failed += line.Amount; }
            foreach (var line in chunk.Lines.Where(line => line.State != "failed")) { paid += line.Amount; }
            await AddItems(items, request, chunk, call.Stopping);
        }
        var round = request.Round(paying.Round) with
        {
            Paid = paid,
            Failed = failed,
            PaidOn = paidOn,
            PaidItems = [.. items.Values],
        };
        await Requests.Advance(request.Id, call, "collected", now => Decide(now, round, call));
        return new StepDone();
    }

    /// <summary>Where the answers lead. Pure.</summary>
    internal static Result<Changed> Decide(PaymentRequest request, PayRound round, Call call)
    {
        if (request.State is not RequestState.Paying paying || paying.Round != round.Number)
        {
            return new Changed(request, "", "");
        }
        var next = request.WithRound(round).With(
            call, "payment", round.Failed.IsZero ? "paid" : "partlyPaid", $"支付 {round.Paid} 元，失败 {round.Failed} 元") with
        {
            Progress = request.Progress.Answer(round.Paid, round.Failed),
            State = round.Paid.IsZero
                ? PartlyFailed(round.Number, call.Now)
                : new RequestState.Booking(round.Number),
        };
        return new Changed(
            next, "request.answered", $"{round.Batch} 回单：支付 {round.Paid} 元，失败 {round.Failed} 元");
    }

    internal static RequestState.PartlyFailed PartlyFailed(int round, DateTimeOffset now) =>
        new(round, [], 0, WorkingDays.WaitOf(now, ReviewRules.Shipped.Deadlines.Failed));

    private static LineOutcome OutcomeOf(AnsweredLine line, int round, int era) => line.State == "failed"
        ? new LineOutcome(line.Number, "failed", line.Reason, round, era)
        : new LineOutcome(line.Number, "paid", "", round, era);

    /// <summary>Sums what was paid by item, for booking and budget.</summary>
    private async Task AddItems(
        SortedDictionary<string, ItemTotal> items, PaymentRequest request, AnsweredChunk chunk,
        CancellationToken stopping)
    {
        var paid = chunk.Lines.Where(line => line.State != "failed").Select(line => line.Number).ToHashSet();
        if (chunk.Chunk == 0)
        {
            foreach (var item in request.Book.Items.Where(_ => paid.Contains(0))) { items[item.Item] = item; }
            return;
        }
        var lines = await RequestLines.Chunk(Requests.Store, request.Id, request.Book, chunk.Chunk, stopping);
        foreach (var line in lines.Where(line => paid.Contains(line.Number)))
        {
            var item = items.GetValueOrDefault(line.Item) ?? new ItemTotal(line.Item, 0, Money.Zero);
            items[line.Item] = item with { Lines = item.Lines + 1, Amount = item.Amount + line.Amount };
        }
    }
}

using SocialFund.Funds.Accounting;
using SocialFund.Funds.Budget;
using SocialFund.Funds.Income;
using SocialFund.Funds.Payment;
using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

/// <summary>
/// Takes a refund in (退汇): the lines are failed again, a red voucher is booked, the budget is given back. First the
/// lines are marked, in one commit with the money; then it is booked, as often as it takes.
/// </summary>
internal sealed class BookRefund(
    RequestChange requests, IBooks books, IBudgetControl budget, IPayments payments) : ChainActivity(requests)
{
    public const string ActivityName = "expenditure.refund";

    public override string Name => ActivityName;

    protected override async Task<StepDone> Run(PaymentRequest request, Call call)
    {
        var due = request.Refunds.FirstOrDefault(refund => ChainPlan.IsDue(refund, request));
        if (due is null) { return new StepDone(); }
        if (due.Items is null)
        {
            (await Requests.Apply(request.Id, RequestChange.Part(call, $"mark-{due.Key}"),
                (unit, now) => Mark(unit, now, due.Key, call))).Require();
            return new StepDone();
        }
        var kind = Requests.Kinds.Find(request.Kind)!;
        var took = await WholePayee.AccountOf(payments, request, request.Round(due.Round), call.Stopping);
        var posted = await books.PostWhereOpen(RequestEvents.Refund(request, kind, due, took.Agency), call);
        if (!posted.TryGet(out var voucher, out var problem)) { return await Block(request, problem, call); }
        var back = PaymentRequest.Charges(kind, request.Id.Fund, due.Items)
            .Select(charge => charge with { Amount = -charge.Amount }).ToList();
        var used = await budget.Use(request.Id, $"refund-{due.Key}", back, RequestChange.Part(call, "back"));
        if (!used.TryGet(out _, out problem)) { return await Block(request, problem, call); }
        (await Requests.Apply(request.Id, RequestChange.Part(call, $"booked-{due.Key}"), (unit, now) =>
        {
            // A remittance is one payment, so it comes back whole.
            foreach (var remitted in Remittances.Of(now, now.Round(due.Round), took.Upper))
            {
                unit.Emit(RemittanceRefunded.Topic, new RemittanceRefunded(remitted, due.On));
            }
            if (took.Agency is { } agency)
            {
                unit.Emit(AgencyPrepaid.Topic, Prepayments.Of(now, due, agency, voucher));
            }
            return Task.FromResult<Result<Changed>>(Booked(now, due.Key, voucher, call));
        })).Require();
        return new StepDone();
    }

    private static Changed Booked(PaymentRequest request, string key, VoucherRef voucher, Call call)
    {
        var refund = request.Refunds.Single(refund => refund.Key == key);
        var next = request.WithRefund(refund with { Voucher = voucher })
            .With(call, "booking", "refundBooked", $"红字凭证 {voucher.Number}");
        return new Changed(
            next with { Blocked = null }, "request.refund.booked", $"{request.Id.Text} 退汇记账：凭证 {voucher.Number}");
    }

    private async Task<Result<Changed>> Mark(Unit unit, PaymentRequest request, string key, Call call)
    {
        var refund = request.Refunds.Single(refund => refund.Key == key);
        // Somebody confirmed a round meanwhile: its batch is of what had failed then, and the refund comes after it.
        var isChoosingLines = request.State is RequestState.Paying { Batch: null };
        if (refund.Items is not null || isChoosingLines) { return new Changed(request, "", ""); }
        var items = new SortedDictionary<string, ItemTotal>(StringComparer.Ordinal);
        foreach (var group in refund.Lines.GroupBy(line => RequestLines.ChunkOf(line.Number)))
        {
            var id = OutcomeChunk.IdOf(refund.Round, group.Key);
            var chunk = (await unit.Find<OutcomeChunk>(id))!;
            var (marked, numbers) = MarkLines(chunk, [.. group], request);
            unit.Replace(id, OutcomeChunk.Type, marked);
            await AddItems(items, request, group.Key, numbers, call.Stopping);
        }
        return Decide(request, refund with { Items = [.. items.Values] }, call);
    }

    /// <summary>The refund counts: paid becomes failed. Pure.</summary>
    internal static Changed Decide(PaymentRequest request, Refund marked, Call call)
    {
        var amount = marked.Items!.Aggregate(Money.Zero, (sum, item) => sum + item.Amount);
        if (amount.IsZero)
        {
            return new Changed(
                request.WithRefund(marked), "request.refund.empty", $"{request.Id.Text} 退汇明细此前已处理");
        }
        var next = request.WithRefund(marked).With(call, "payment", "refunded", $"退汇 {amount} 元") with
        {
            Progress = request.Progress.Refund(amount),
            State = request.State is RequestState.Finished
                ? CollectAnswers.PartlyFailed(request.Rounds.Max(round => round.Number), call.Now)
                : request.State,
        };
        return new Changed(next, "request.refunded", $"{request.Id.Text} 退汇 {amount} 元");
    }

    /// <summary>Marks only lines that are paid: a line comes back once a round.</summary>
    private static (OutcomeChunk Chunk, HashSet<int> Numbers) MarkLines(
        OutcomeChunk chunk, IReadOnlyList<RefundedLine> lines, PaymentRequest request)
    {
        var reasons = lines.DistinctBy(line => line.Number).ToDictionary(line => line.Number, line => line.Reason);
        var numbers = chunk.Lines
            .Where(line => line.Result == "paid" && reasons.ContainsKey(line.Number))
            .Select(line => line.Number).ToHashSet();
        var newest = request.Rounds.Max(round => round.Number);
        var marked = chunk.Lines.Select(line => numbers.Contains(line.Number)
            ? new LineOutcome(line.Number, "refunded", reasons[line.Number], newest, request.GiveUps)
            : line);
        return (chunk with { Lines = [.. marked] }, numbers);
    }

    private async Task AddItems(
        SortedDictionary<string, ItemTotal> items, PaymentRequest request, int chunk, HashSet<int> numbers,
        CancellationToken stopping)
    {
        if (chunk == 0)
        {
            foreach (var item in request.Book.Items.Where(_ => numbers.Contains(0))) { items[item.Item] = item; }
            return;
        }
        var lines = await RequestLines.Chunk(Requests.Store, request.Id, request.Book, chunk, stopping);
        foreach (var line in lines.Where(line => numbers.Contains(line.Number)))
        {
            var item = items.GetValueOrDefault(line.Item) ?? new ItemTotal(line.Item, 0, Money.Zero);
            items[line.Item] = item with { Lines = item.Lines + 1, Amount = item.Amount + line.Amount };
        }
    }
}

using SocialFund.Funds.Accounting;
using SocialFund.Funds.Budget;
using SocialFund.Funds.Income;
using SocialFund.Funds.Payment;
using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

/// <summary>What others are told when a round of a request is paid and booked.</summary>
/// <param name="Category">The kind's category: benefit, transfer, down, up, other (R-3-04).</param>
public sealed record ExpenditurePaid(
    RequestId Request, string Kind, string Category, int Round, Money Amount, DateOnly PaidOn,
    IReadOnlyList<ItemTotal> Items, string Purpose, string AgencyName, string Payer, VoucherRef Voucher);

/// <summary>The business events of a request, for the books. Pure.</summary>
internal static class RequestEvents
{
    /// <param name="agencyAccount">The 支出户 that took the money in one sum; null where payees did.</param>
    public static BusinessEvent Payment(
        PaymentRequest request, ExpenditureKind kind, PayRound round, string? agencyAccount) => Of(
        request, kind, $"{request.Id.Text}-r{round.Number}", kind.PostingRule, round.PaidOn!.Value, round.PaidItems,
        new Accounts(round.Payer, agencyAccount), $"第 {round.Number} 轮支付 {round.Batch}");

    public static BusinessEvent Refund(
        PaymentRequest request, ExpenditureKind kind, Refund refund, string? agencyAccount) => Of(
        request, kind, $"{request.Id.Text}-refund-{refund.Key}", "refund", refund.On, refund.Items!,
        new Accounts(request.Round(refund.Round).Payer, agencyAccount), $"第 {refund.Round} 轮支付退汇");

    private sealed record Accounts(string Payer, string? Agency);

    private static BusinessEvent Of(
        PaymentRequest request, ExpenditureKind kind, string id, string rule, DateOnly date,
        IReadOnlyList<ItemTotal> items, Accounts accounts, string detail) => new(
            id, rule, request.Id.Division, request.Id.Fund, date,
            [.. items.Select(item => AmountOf(request, kind, item, accounts))],
            new Dictionary<string, string>
            {
                ["kind"] = kind.Name,
                ["purpose"] = request.Purpose,
                ["agency"] = request.AgencyName,
                ["period"] = request.Id.Period.Text,
            },
            new SourceLink("request", request.Id.Text, detail));

    private static EventAmount AmountOf(
        PaymentRequest request, ExpenditureKind kind, ItemTotal item, Accounts accounts)
    {
        var dimensions = new Dictionary<string, string>
        {
            ["item"] = item.Item,
            ["agency"] = request.Id.Agency,
            ["bankAccount"] = accounts.Payer,
            ["region"] = request.Id.Division.Text,
        };
        if (accounts.Agency is { } number) { dimensions["agencyAccount"] = number; }
        return new EventAmount(
            item.Item, kind.Item(request.Id.Fund, item.Item)!.Account, item.Amount, dimensions);
    }
}

/// <summary>Books what a round paid and charges it to the budget.</summary>
internal sealed class BookRound(
    RequestChange requests, IBooks books, IBudgetControl budget, IPayments payments) : ChainActivity(requests)
{
    public const string ActivityName = "expenditure.book";

    public override string Name => ActivityName;

    protected override async Task<StepDone> Run(PaymentRequest request, Call call)
    {
        if (request.State is not RequestState.Booking booking) { return new StepDone(); }
        var kind = Requests.Kinds.Find(request.Kind)!;
        var round = request.Round(booking.Round);
        var took = await WholePayee.AccountOf(payments, request, round, call.Stopping);
        var posted = await books.PostWhereOpen(RequestEvents.Payment(request, kind, round, took.Agency), call);
        if (!posted.TryGet(out var voucher, out var problem)) { return await Block(request, problem, call); }

        var charges = PaymentRequest.Charges(kind, request.Id.Fund, round.PaidItems);
        var used = await budget.Use(request.Id, $"r{round.Number}", charges, RequestChange.Part(call, "use"));
        if (!used.TryGet(out _, out problem)) { return await Block(request, problem, call); }
        (await Requests.Apply(request.Id, RequestChange.Part(call, "booked"), (unit, now) =>
        {
            var changed = Decide(now, voucher, call);
            if (!ReferenceEquals(changed.Request, now))
            {
                unit.Emit(RequestTopics.Paid, PaidOf(now, kind, now.Round(booking.Round), voucher));
                foreach (var remitted in Remittances.Of(now, now.Round(booking.Round), took.Upper))
                {
                    unit.Emit(RemittancePaid.Topic, remitted);
                }
                if (took.Agency is { } agency)
                {
                    unit.Emit(AgencyPrepaid.Topic, Prepayments.Of(now, now.Round(booking.Round), agency, voucher));
                }
            }
            return Task.FromResult<Result<Changed>>(changed);
        })).Require();
        return new StepDone();
    }

    /// <summary>Booked: finished, or on to what failed. Pure.</summary>
    internal static Changed Decide(PaymentRequest request, VoucherRef voucher, Call call)
    {
        if (request.State is not RequestState.Booking booking) { return new Changed(request, "", ""); }
        var round = request.Round(booking.Round) with { Voucher = voucher };
        var next = request.WithRound(round).With(call, "booking", "booked", $"凭证 {voucher.Number}") with
        {
            Blocked = null,
            State = request.Progress.Failed.IsZero
                ? new RequestState.Finished()
                : CollectAnswers.PartlyFailed(booking.Round, call.Now),
        };
        return new Changed(next, "request.booked", $"{request.Id.Text} 第 {booking.Round} 轮支付记账：凭证 {voucher.Number}");
    }

    private static ExpenditurePaid PaidOf(
        PaymentRequest request, ExpenditureKind kind, PayRound round, VoucherRef voucher) => new(
            request.Id, kind.Id, kind.Category, round.Number, round.Paid, round.PaidOn!.Value, round.PaidItems,
            request.Purpose, request.AgencyName, round.Payer, voucher);
}

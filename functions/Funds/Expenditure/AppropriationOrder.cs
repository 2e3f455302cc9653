using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

/// <summary>One line of the order: an expenditure item.</summary>
public sealed record OrderItem(string Item, string Name, int Lines, Money Amount, string BudgetLine);

/// <summary>
/// The appropriation order (拨款申请单): finance asks the treasury to pay. Issued once for each submission that passes
/// the review.
/// </summary>
/// <param name="Number">From the request's business key, so that it is stable and unique without a counter.</param>
/// <param name="Capitals">The amount in Chinese capitals.</param>
public sealed record AppropriationOrder(
    string Number, RequestId Request, string DivisionName, Fund Fund, string FundName, Period Period, string KindName,
    string Mode, string AgencyName, string Purpose, int Lines, Money Amount, string Capitals,
    IReadOnlyList<OrderItem> Items, IReadOnlyList<KeptFile> Attachments, IReadOnlyList<Decision> Reviewed,
    DateTimeOffset IssuedAt)
{
    public static string DocumentId(int submission) => $"order-{submission}";

    /// <summary>Adds the order to the commit by which a request leaves finance for the treasury.</summary>
    internal static void IssueIfDue(
        Unit unit, PaymentRequest before, PaymentRequest after, ExpenditureKinds kinds, DateTimeOffset now)
    {
        var leavesFinance = before.State is RequestState.Checking or RequestState.InReview
            && after.State is (RequestState.InTreasury or RequestState.Paying);
        if (!leavesFinance) { return; }
        unit.Create(DocumentId(after.Submission), "order", Of(after, kinds.Find(after.Kind)!, now));
    }

    private static AppropriationOrder Of(PaymentRequest request, ExpenditureKind kind, DateTimeOffset now) => new(
        $"BK{request.Id.Text.Replace("-", "", StringComparison.Ordinal)}-{request.Submission}", request.Id,
        Divisions.NameOf(request.Id.Division), request.Id.Fund, request.Id.Fund.Entry().Name, request.Id.Period,
        kind.Name, request.Mode == "advance" ? "预拨" : "实拨", request.AgencyName, request.Purpose,
        request.Book.Lines, request.Book.Total, ChineseCapitals.Of(request.Book.Total),
        [.. request.Book.Items.Select(item => ItemOf(item, kind.Item(request.Id.Fund, item.Item)!))],
        request.Attachments, [.. request.Approvals], now);

    private static OrderItem ItemOf(ItemTotal item, KindItem named) =>
        new(item.Item, named.Name, item.Lines, item.Amount, named.BudgetLine);
}

/// <summary>The order's data for the screen and the print.</summary>
public sealed record ViewOrder(RequestId Id) : IScoped
{
    public Scope ScopeFor(Actor actor) => Id.Scope;

    internal static Endpoint Endpoint(RequestChange requests) => Kernel.Endpoint.Of<ViewOrder, AppropriationOrder>(
        HttpMethod.Get, "expenditure/requests/{id}/order", Permission.RequestView, "查看拨款申请单",
        async (query, call) =>
        {
            if (!(await requests.Visible(query.Id, call)).TryGet(out var request, out var problem)) { return problem; }
            var id = AppropriationOrder.DocumentId(request.Submission);
            var order = await requests.Store.Find<AppropriationOrder>(
                Containers.Requests, query.Id.Text, id, call.Stopping);
            return order is null ? new NotFound("拨款申请单", query.Id.Text) : order.Value;
        });
}

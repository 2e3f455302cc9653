using SocialFund.Analytics;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Reconciliation;

/// <summary>An item of a fund, region and month: both sides' sums, and how many employers differ.</summary>
/// <param name="Differing">Employers that both sides have with other values.</param>
/// <param name="OneSided">Employers that only one side has.</param>
public sealed record TaxItemSum(
    string Item, string Fund, string Region, string Period, long Employers, long Differing, long OneSided,
    long AgencyValue, long TaxValue);

public sealed record TaxItemsView(DateTimeOffset AskedAt, IReadOnlyList<TaxItemSum> Sums);

/// <summary>The items of the tax comparison (税务经办核对), tender 6.4.</summary>
public sealed record ViewTaxItems(Division? Division = null, Fund? Fund = null, string? From = null, string? To = null)
    : IScoped
{
    private static readonly SqlFile Sql = SqlFile.Beside<Question>("view_tax_items");

    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.IntakeView, Division, Fund);

    internal static Endpoint Endpoint(AnswerBook book) => Kernel.Endpoint.Of<ViewTaxItems, TaxItemsView>(
        HttpMethod.Get, "reconciliation/items", Permission.IntakeView, "税务经办核对",
        (request, call) => book.Read<TaxItemsView>(
            Questions.TaxItems, request.Division, request.Fund, call,
            answer => new TaxItemsView(answer.AskedAt, answer.Connection.List(
                Sql, row => new TaxItemSum(
                    row.Text(0), row.Text(1), row.Text(2), AnswerReader.MonthText(row, 3)!, row.Int64(4), row.Int64(5),
                    row.Int64(6), row.Int64(7), row.Int64(8)),
                [
                    .. answer.Where, ("from", AnswerReader.Month(request.From)),
                    ("to", AnswerReader.Month(request.To) is > 0 and var to ? to : 999912),
                ],
                call.Stopping))));
}

/// <summary>An employer for which an item differs; null where the side does not know the employer.</summary>
public sealed record TaxItemLine(
    string Item, string Fund, string Region, string Period, string EmployerNo, string? EmployerName,
    long? AgencyValue, long? TaxValue, long Difference, SourceRef? Agency, SourceRef? Tax);

/// <summary>Employers for which items differ.</summary>
public sealed record ListTaxItemLines(
    Division? Division = null, Fund? Fund = null, string? Period = null, string? Item = null, int? Limit = null,
    string? Continuation = null) : IScoped
{
    private static readonly SqlFile Sql = SqlFile.Beside<Question>("view_tax_item_lines");

    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.IntakeView, Division, Fund);

    internal static Endpoint Endpoint(AnswerBook book) => Kernel.Endpoint.Of<ListTaxItemLines, Page<TaxItemLine>>(
        HttpMethod.Get, "reconciliation/items/lines", Permission.IntakeView, "税务经办核对差异",
        (request, call) => book.Read<Page<TaxItemLine>>(
            Questions.TaxItems, request.Division, request.Fund, call, answer => AnswerReader.Page(
                answer.Connection, Sql.Text,
                [.. answer.Where, ("month", AnswerReader.Month(request.Period)), ("item", request.Item ?? "")],
                request.Limit, request.Continuation,
                row => new TaxItemLine(
                    row.Text(1), row.Text(2), row.Text(3), AnswerReader.MonthText(row, 4)!, row.Text(5),
                    row.TextOrNull(6), row.Int64OrNull(7), row.Int64OrNull(8), row.Int64(9), SourceRef.Of(row, 10),
                    SourceRef.Of(row, 11)),
                call.Stopping)));
}

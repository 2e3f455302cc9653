using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>An employer's month under a ticket as both sources tell it.</summary>
/// <param name="Due">By the agency's detail, unit and personal part together; null where it has no row.</param>
/// <param name="Paid">By the tax bureau's, likewise.</param>
/// <param name="Difference">Due less paid; a missing row counts as nothing.</param>
public sealed record TicketEmployer(
    CreditCode Code, string Name, Period Period, int Heads, Money? DueUnit, Money? DuePersonal, Money? Due,
    Money? PaidUnit, Money? PaidPersonal, Money? Paid, Money Difference);

/// <summary>A ticket's detail by employer.</summary>
/// <param name="Employers">In order of month and code; they sum up to each source's totals.</param>
public sealed record TicketEmployers(SuspenseDetail Ticket, IReadOnlyList<TicketEmployer> Employers);

/// <summary>Reads who paid under a ticket, and where the agency and the tax bureau tell different things.</summary>
public sealed record ReadTicketEmployers(SuspenseId Id) : IScoped
{
    public Scope ScopeFor(Actor actor) => Id.Scope;

    public static Endpoint Endpoint(SuspenseDesk desk) => Kernel.Endpoint.Of<ReadTicketEmployers, TicketEmployers>(
        HttpMethod.Get, "accounting/suspense/{id}/employers", Permission.BookView, "票号单位明细",
        (request, call) => Handle(request, call, desk));

    private static async Task<Result<TicketEmployers>> Handle(
        ReadTicketEmployers request, Call call, SuspenseDesk desk)
    {
        if (await desk.Read(request.Id, call.Stopping) is not { } item)
        {
            return new NotFound("待转社会保险费", request.Id.Text);
        }
        var due = await desk.Employers(item, DetailSource.Agency, call.Stopping);
        var paid = await desk.Employers(item, DetailSource.Tax, call.Stopping);
        return new TicketEmployers(
            new SuspenseDetail(SuspenseRow.Of(item), item.Transfer, item.Agency, item.Tax), Pair(due, paid));
    }

    /// <summary>Pure.</summary>
    private static IReadOnlyList<TicketEmployer> Pair(
        IReadOnlyList<EmployerRow> due, IReadOnlyList<EmployerRow> paid)
    {
        var dueBy = due.ToDictionary(row => (row.Period, row.Code));
        var paidBy = paid.ToDictionary(row => (row.Period, row.Code));
        return
        [
            .. dueBy.Keys.Union(paidBy.Keys).OrderBy(key => key.Period)
                .ThenBy(key => key.Code.Text, StringComparer.Ordinal)
                .Select(key =>
                {
                    var (one, other) = (dueBy.GetValueOrDefault(key), paidBy.GetValueOrDefault(key));
                    var (dueSum, paidSum) = (one?.Unit + one?.Personal, other?.Unit + other?.Personal);
                    return new TicketEmployer(
                        key.Code, (one ?? other)!.Name, key.Period, (one ?? other)!.Heads, one?.Unit, one?.Personal,
                        dueSum, other?.Unit, other?.Personal, paidSum,
                        (dueSum ?? Money.Zero) - (paidSum ?? Money.Zero));
                }),
        ];
    }
}

using SocialFund.Funds.Accounting;
using SocialFund.Kernel;

namespace SocialFund.Funds.Standing;

/// <summary>A month of an employer under one ticket, as both sources tell it and as the ticket stands.</summary>
/// <param name="Heads">As the agency says; as the tax bureau does where the agency says nothing.</param>
/// <param name="DueUnit">应缴 by the agency's detail; null where it has no row. Paid: 实缴 by the tax bureau's.</param>
/// <param name="Difference">Due less paid; null unless both are known.</param>
/// <param name="State">The ticket's: open, cleared, detailOnly.</param>
/// <param name="Booked">The voucher of the transfer; <paramref name="Cleared"/> the one that made it income.</param>
public sealed record EmployerLine(
    Fund Fund, Period Period, SuspenseId Ticket, int Heads, Money? DueUnit, Money? DuePersonal, Money? PaidUnit,
    Money? PaidPersonal, Money? Difference, string State, VoucherRef? Booked, VoucherRef? Cleared);

/// <summary>The standing ledger of an employer (单位台账) in one division.</summary>
/// <param name="Payee">Under which the funds' payments to the employer are found among the payees.</param>
/// <param name="Lines">Of the year asked for, newest month first, then by fund and ticket.</param>
/// <param name="Totals">Of all years, a row a year and fund, newest first.</param>
public sealed record EmployerLedger(
    CreditCode Code, string Name, Division Division, string DivisionName, string Payee, int Year,
    IReadOnlyList<EmployerLine> Lines, IReadOnlyList<EmployerSum> Totals);

/// <summary>Reads the ledger of an employer.</summary>
/// <param name="Year">The newest that has entries when not given.</param>
public sealed record ReadEmployer(CreditCode Code, Division? Division, int? Year) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.BookView, Division, null);

    internal static Endpoint Endpoint(IDocumentStore store, SuspenseDesk desk) =>
        Kernel.Endpoint.Of<ReadEmployer, EmployerLedger>(
            HttpMethod.Get, "standing/employers/{code}", Permission.BookView, "单位台账",
            (query, call) => Handle(query, call, store, desk));

    private static async Task<Result<EmployerLedger>> Handle(
        ReadEmployer query, Call call, IDocumentStore store, SuspenseDesk desk)
    {
        var division = query.Division ?? call.Actor.Division;
        var funds = call.Actor.FundsFor(Permission.BookView, division).ToHashSet();
        var page = await store.Query(
            Containers.Lists, EmployerYear.Partition(division, query.Code),
            new DocumentQuery(EmployerYear.Type)
            {
                Where = [Filter.Is("code", query.Code.Text)],
                Limit = DocumentQuery.LimitMax,
            }, call.Stopping);
        var years = page.Items.Select(document => document.As<EmployerYear>())
            .Select(year => year with { Entries = [.. year.Entries.Where(entry => funds.Contains(entry.Fund))] })
            .Where(year => year.Entries.Count > 0).OrderByDescending(year => year.Year).ToList();
        if (years is not [var newest, ..]) { return new NotFound("单位台账", query.Code.Text); }

        var asked = query.Year ?? newest.Year;
        var entries = years.Where(year => year.Year == asked).SelectMany(year => year.Entries).ToList();
        var ids = entries.Select(entry => new SuspenseId(division, entry.Fund, entry.Ticket)).Distinct().ToList();
        var tickets = await Bounded.Each(ids, desk.Read, call.Stopping);
        var found = ids.Zip(tickets).ToDictionary(pair => pair.First, pair => pair.Second);
        return new EmployerLedger(
            query.Code, newest.Name, division, Divisions.NameOf(division), PersonEntry.HashOf(query.Code.Text), asked,
            Lines(entries, division, found),
            [
                .. years.SelectMany(year => year.Entries.Select(entry => entry.Fund).Distinct().Order()
                    .Select(fund => EmployerSum.Of(year, fund))),
            ]);
    }

    /// <summary>Pure.</summary>
    private static IReadOnlyList<EmployerLine> Lines(
        IEnumerable<EmployerEntry> entries, Division division, Dictionary<SuspenseId, SuspenseItem?> tickets) =>
    [
        .. entries.GroupBy(entry => (entry.Period, entry.Fund, entry.Ticket))
            .OrderByDescending(group => group.Key.Period).ThenBy(group => group.Key.Fund)
            .ThenBy(group => group.Key.Ticket, StringComparer.Ordinal)
            .Select(group =>
            {
                var due = group.SingleOrDefault(entry => entry.Source == DetailSource.Agency);
                var paid = group.SingleOrDefault(entry => entry.Source == DetailSource.Tax);
                var id = new SuspenseId(division, group.Key.Fund, group.Key.Ticket);
                var ticket = tickets[id];
                return new EmployerLine(
                    id.Fund, group.Key.Period, id, (due ?? paid)!.Heads, due?.Unit, due?.Personal, paid?.Unit,
                    paid?.Personal,
                    due is null || paid is null ? null : due.Unit + due.Personal - paid.Unit - paid.Personal,
                    ticket?.State ?? "detailOnly", ticket?.Booked, ticket?.Cleared);
            }),
    ];
}

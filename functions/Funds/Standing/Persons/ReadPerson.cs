using SocialFund.Funds.Expenditure;
using SocialFund.Kernel;

namespace SocialFund.Funds.Standing;

/// <summary>An entry with the names of what it refers to.</summary>
public sealed record PersonLine(PersonEntry Entry, string DivisionName, string KindName, string ItemName);

/// <summary>What one fund paid to the person in the months of one year.</summary>
/// <param name="Paid">Reached the person and stayed there: the sum of the rows in state paid.</param>
/// <param name="Refunded">Came back (退汇); <paramref name="Failed"/> never left.</param>
public sealed record PersonTotal(int Year, Fund Fund, int Entries, Money Paid, Money Refunded, Money Failed);

/// <summary>The standing ledger of a person (个人台账).</summary>
/// <param name="Lines">Newest payment first.</param>
/// <param name="Totals">Newest year first, then in order of funds; their sums are the sums of the lines.</param>
/// <param name="Left">Older entries that are not among the lines; zero but for payees like a hospital.</param>
public sealed record PersonLedger(
    string Payee, string Name, string IdNumber, IReadOnlyList<PersonLine> Lines, IReadOnlyList<PersonTotal> Totals,
    Money Paid, long Left)
{
    internal static Money Sum(IEnumerable<PersonEntry> entries, string state) => entries
        .Where(entry => entry.State == state).Aggregate(Money.Zero, (sum, entry) => sum + entry.Amount);

    /// <summary>Pure.</summary>
    /// <param name="entries">At least one, newest first.</param>
    internal static PersonLedger Of(IReadOnlyList<PersonEntry> entries, long left, ExpenditureKinds kinds) => new(
        entries[0].Payee, entries[0].Name, entries[0].IdNumber,
        [.. entries.Select(entry => LineOf(entry, kinds.Find(entry.Kind)))],
        [
            .. entries.GroupBy(entry => (entry.Period.Year, entry.Fund))
                .OrderByDescending(group => group.Key.Year).ThenBy(group => group.Key.Fund)
                .Select(group => new PersonTotal(
                    group.Key.Year, group.Key.Fund, group.Count(), Sum(group, "paid"), Sum(group, "refunded"),
                    Sum(group, "failed"))),
        ], Sum(entries, "paid"), left);

    private static PersonLine LineOf(PersonEntry entry, ExpenditureKind? kind) => new(
        entry, Divisions.NameOf(entry.Division), kind?.Name ?? entry.Kind,
        kind?.Item(entry.Fund, entry.Item)?.Name ?? entry.Item);
}

/// <summary>Reads the ledger of a person: all that the funds of a division and below paid, or tried to.</summary>
/// <param name="Payee">As <see cref="FindPersons"/> and the lines of a request give it.</param>
public sealed record ReadPerson(string Payee, Division? Division = null) : IScoped
{
    private const int DigestLength = 64;

    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.RequestView, Division, null);

    internal static Endpoint Endpoint(PersonEntries entries, ExpenditureKinds kinds) =>
        Kernel.Endpoint.Of<ReadPerson, PersonLedger>(
            HttpMethod.Get, "standing/persons/{payee}", Permission.RequestView, "个人台账",
            (query, call) => Handle(query, call, entries, kinds));

    private static async Task<Result<PersonLedger>> Handle(
        ReadPerson query, Call call, PersonEntries entries, ExpenditureKinds kinds)
    {
        var isDigest = query.Payee.Length == DigestLength && query.Payee.All(char.IsAsciiHexDigitLower);
        if (!isDigest) { return new NotFound("个人台账", query.Payee); }
        var divisions = PersonEntries.Under(query.Division ?? call.Actor.Division);
        var (found, left) = await entries.Of(query.Payee, divisions, call.Actor, call.Stopping);
        return found.Count == 0 ? new NotFound("个人台账", query.Payee) : PersonLedger.Of(found, left, kinds);
    }
}

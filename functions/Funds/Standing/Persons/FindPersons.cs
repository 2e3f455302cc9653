using SocialFund.Kernel;

namespace SocialFund.Funds.Standing;

/// <summary>Somebody whom a search found.</summary>
/// <param name="Paid">What reached the person and stayed there, over all years.</param>
/// <param name="LastOn">The day of the newest entry, whatever became of it.</param>
public sealed record PersonHit(
    string Payee, string Name, string IdNumber, IReadOnlyList<string> Divisions, IReadOnlyList<Fund> Funds,
    long Entries, Money Paid, DateOnly LastOn);

/// <param name="Hits">Newest payment first.</param>
/// <param name="IsCut">More people bear the name than are shown; the id number tells them apart.</param>
public sealed record PersonHits(IReadOnlyList<PersonHit> Hits, bool IsCut);

/// <summary>
/// Finds people by the whole id number (or an employer's credit code) or by the whole name. A POST, so that no id
/// number stands in an address, which logs and histories keep.
/// </summary>
public sealed record FindPersons(string Text, Division? Division = null) : IScoped
{
    /// <summary>Namesakes shown; each costs a read or two.</summary>
    public const int HitsMax = 20;

    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.RequestView, Division, null);

    internal static Endpoint Endpoint(PersonEntries entries) => Kernel.Endpoint.Of<FindPersons, PersonHits>(
        HttpMethod.Post, "standing/persons/search", Permission.RequestView, "查找个人台账",
        (query, call) => Handle(query, call, entries));

    private static async Task<Result<PersonHits>> Handle(FindPersons query, Call call, PersonEntries entries)
    {
        var text = query.Text.Trim();
        if (text.Length < 2) { return new InvalidValue("查找内容", "请填写完整的证件号码、统一社会信用代码或姓名。"); }
        var divisions = PersonEntries.Under(query.Division ?? call.Actor.Division);
        if (IsNumber(text))
        {
            var (found, _) = await entries.Of(PersonEntry.HashOf(text), divisions, call.Actor, call.Stopping);
            return new PersonHits(found.Count == 0 ? [] : [HitOf(found)], IsCut: false);
        }
        var named = await entries.Named(text, divisions, HitsMax + 1, call.Stopping);
        var payees = named.GroupBy(each => each.Payee, each => each.Division).ToList();
        var read = await Bounded.Each([.. payees.Take(HitsMax)], (payee, token) =>
            entries.Of(payee.Key, [.. payee], call.Actor, token), call.Stopping);
        return new PersonHits(
            [
                .. read.Where(each => each.Entries.Count > 0).Select(each => HitOf(each.Entries))
                    .OrderByDescending(hit => hit.LastOn),
            ], payees.Count > HitsMax);
    }

    /// <summary>An id number or a credit code; no name has a digit.</summary>
    private static bool IsNumber(string text) => text.Any(char.IsAsciiDigit) && text.All(char.IsAsciiLetterOrDigit);

    private static PersonHit HitOf(IReadOnlyList<PersonEntry> entries) => new(
        entries[0].Payee, entries[0].Name, entries[0].IdNumber,
        [.. entries.Select(entry => entry.Division).Distinct().Select(Kernel.Divisions.NameOf)],
        [.. entries.Select(entry => entry.Fund).Distinct().Order()], entries.Count, PersonLedger.Sum(entries, "paid"),
        entries[0].PaidOn);
}

using SocialFund.Kernel;

namespace SocialFund.Funds.Standing;

/// <summary>
/// Keeps and reads the entries of persons. It knows nothing of where entries come from: whoever has some hands them in
/// with <see cref="Keep"/>.
/// </summary>
public sealed class PersonEntries(IDocumentStore store)
{
    /// <summary>Of one payee in one division, newest first; a person has some hundred in ten years.</summary>
    internal const int ReadMax = 5_000;

    /// <summary>Puts entries under their payees. Repeatable: an entry replaces the one of its line and round.</summary>
    public async Task Keep(IReadOnlyCollection<PersonEntry> entries, CancellationToken stopping)
    {
        await Put(
            entries.Where(entry => entry.Payee.Length > 0).GroupBy(
                entry => PersonEntry.Partition(entry.Division, entry.Payee),
                entry => new Write.Put(entry.Id, PersonEntry.Type, Json.Write(entry))), stopping);
        var names = entries.Select(entry => (entry.Division, Row: new PersonName(
            PersonName.HashOf(entry.Name), entry.Payee))).Distinct();
        await Put(
            names.GroupBy(
                name => PersonName.Partition(name.Division, name.Row.NameHash),
                name => new Write.Put(name.Row.Id, PersonName.Type, Json.Write(name.Row))), stopping);
    }

    /// <summary>What the actor may see of a payee in a division and all below it, newest first.</summary>
    /// <returns>With the count of older entries that were left out; zero but for payees like a hospital.</returns>
    internal async Task<(IReadOnlyList<PersonEntry> Entries, long Left)> Of(
        string payee, IReadOnlyList<Division> divisions, Actor actor, CancellationToken stopping)
    {
        var found = await Bounded.Each(
            divisions, (division, token) => In(division, payee, actor, token), stopping);
        return (
            [.. found.SelectMany(each => each.Entries).OrderByDescending(entry => entry.Id, StringComparer.Ordinal)],
            found.Sum(each => each.Left));
    }

    /// <summary>The payees who bear a name, each with the division that knows him.</summary>
    internal async Task<IReadOnlyList<(Division Division, string Payee)>> Named(
        string name, IReadOnlyList<Division> divisions, int limit, CancellationToken stopping)
    {
        var hash = PersonName.HashOf(name);
        var query = new DocumentQuery(PersonName.Type) { Where = [Filter.Is("nameHash", hash)], Limit = limit };
        var found = await Bounded.Each(divisions, async (division, token) =>
        {
            var page = await store.Query(Containers.Lists, PersonName.Partition(division, hash), query, token);
            return page.Items.Select(document => (division, document.As<PersonName>().Payee));
        }, stopping);
        return [.. found.SelectMany(each => each)];
    }

    /// <summary>The division and every one below it that can have payments.</summary>
    internal static IReadOnlyList<Division> Under(Division division) =>
        [.. Divisions.All.Select(entry => entry.Code).Where(division.Contains)];

    private async Task<(IReadOnlyList<PersonEntry> Entries, long Left)> In(
        Division division, string payee, Actor actor, CancellationToken stopping)
    {
        var partition = PersonEntry.Partition(division, payee);
        List<Filter> where =
            [Filter.Is("payee", payee), ListScope.FundFilter(actor, Permission.RequestView, division, null)];
        // An agency's people see what their own agency asked for, as in the list of requests.
        if (actor.Agency is { } agency) { where.Add(Filter.Is("agency", agency)); }
        var query = new DocumentQuery(PersonEntry.Type)
        {
            Where = where,
            Descending = true,
            Limit = DocumentQuery.LimitMax,
        };
        var entries = new List<PersonEntry>();
        do
        {
            var page = await store.Query(Containers.Lists, partition, query, stopping);
            entries.AddRange(page.Items.Select(document => document.As<PersonEntry>()));
            query = query with { Continuation = page.Continuation };
        }
        while (query.Continuation is not null && entries.Count < ReadMax);
        if (query.Continuation is null) { return (entries, 0); }
        var totals = await store.Totals(Containers.Lists, partition, query, [], stopping);
        return (entries, totals.Count - entries.Count);
    }

    private async Task Put(IEnumerable<IGrouping<string, Write.Put>> partitions, CancellationToken stopping)
    {
        foreach (var partition in partitions)
        {
            foreach (var commit in partition.DistinctBy(write => write.Id).Chunk(IDocumentStore.CommitMax))
            {
                (await store.Commit(Containers.Lists, partition.Key, commit, stopping)).Require();
            }
        }
    }
}

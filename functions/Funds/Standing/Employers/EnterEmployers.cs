using SocialFund.Funds.Accounting;
using SocialFund.Kernel;

namespace SocialFund.Funds.Standing;

/// <summary>
/// Enters what a ticket's detail says of each employer into the employers' ledgers, and takes out what it no longer
/// says. Repeatable, and right in any order: it enters what counts now, not what the message was about.
/// </summary>
public sealed class EnterEmployers(IDocumentStore store, SuspenseDesk desk) : IMessageHandler
{
    public string Topic => EmployersChanged.Topic;

    public async Task Handle(OutboxMessage message, Call call)
    {
        var changed = message.As<EmployersChanged>();
        var (id, stopping) = (changed.Id, call.Stopping);
        if (await desk.Read(id, stopping) is not { } ticket) { return; }
        var now = new List<(CreditCode Code, string Name, EmployerEntry Entry)>();
        foreach (var source in Enum.GetValues<DetailSource>())
        {
            var rows = await desk.Employers(ticket, source, stopping);
            now.AddRange(rows.Select(row => (row.Code, row.Name, new EmployerEntry(
                id.Fund, id.Ticket, source, row.Period, row.Heads, row.Unit, row.Personal))));
        }
        var touched = now.Select(each => (each.Code, each.Entry.Period.Year)).ToHashSet();
        foreach (var key in changed.Before)
        {
            var rows = await desk.Earlier(id, key, stopping);
            touched.UnionWith(rows.Select(row => (row.Code, row.Period.Year)));
        }
        var entries = now.ToLookup(each => (each.Code, each.Entry.Period.Year), each => (each.Name, each.Entry));
        var parts = touched.GroupBy(each => EmployerYear.Partition(id.Division, each.Code))
            .SelectMany(shard => shard.Chunk(IDocumentStore.CommitMax).Select(part => (Shard: shard.Key, Part: part)));
        await Bounded.Each(
            [.. parts], (each, token) => Enter(id, each.Shard, each.Part, entries, token), stopping);
    }

    /// <returns>How many years of employers were looked at.</returns>
    private async Task<int> Enter(
        SuspenseId id, string partition, IReadOnlyList<(CreditCode Code, int Year)> part,
        ILookup<(CreditCode Code, int Year), (string Name, EmployerEntry Entry)> entries, CancellationToken stopping)
    {
        var years = new List<EmployerYear>();
        bool isWritten;
        do
        {
            years.Clear();
            var writes = new List<Write>();
            foreach (var (code, year) in part)
            {
                var empty = new EmployerYear(code, "", id.Division, year, [], 0);
                var there = await store.Find<EmployerYear>(Containers.Lists, partition, empty.Id, stopping);
                var before = there?.Value ?? empty;
                var rows = entries[(code, year)].ToList();
                var name = rows.Select(row => row.Name).LastOrDefault("");
                var next = before.With(id.Fund, id.Ticket, name, rows.Select(row => row.Entry));
                years.Add(next);
                if (ReferenceEquals(next, before)) { continue; }
                var body = Json.Write(next);
                writes.Add(there is null
                    ? new Write.Create(next.Id, EmployerYear.Type, body)
                    : new Write.Replace(next.Id, EmployerYear.Type, body, there.ETag));
            }
            // Another ticket of the same employers may come in between; then they are read again.
            isWritten = writes.Count == 0
                || (await store.Commit(Containers.Lists, partition, writes, stopping)).TryGet(out _, out _);
        }
        while (!isWritten);
        foreach (var year in years)
        {
            await ListRows.Put(store, EmployerSum.ListOf(year.Year), EmployerSum.Of(year, id.Fund), stopping);
        }
        return years.Count;
    }
}

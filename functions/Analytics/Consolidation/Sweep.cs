using SocialFund.Kernel;

namespace SocialFund.Analytics.Consolidation;

/// <summary>Removes what no head names: files that were replaced, and those of runs that ended half-way.</summary>
internal sealed class Sweep(IDocumentStore store, IBlobStore blobs, Consolidator consolidator, TimeProvider clock)
{
    /// <summary>A screen may still read what was replaced a moment ago, and a run elsewhere may be writing.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromDays(1);

    /// <returns>How many files were removed.</returns>
    public async Task<int> Run(CancellationToken stopping)
    {
        var lake = new Lake(store, blobs);
        var head = await lake.Head(stopping);
        var removed = 0;
        foreach (var table in consolidator.Tables.Select(pair => pair.Table).Concat(RollUp.All.Select(up => up.Table)))
        {
            removed += await SweepTable(lake, head, table, stopping);
        }
        await SweepLists(head, stopping);
        return removed;
    }

    private async Task<int> SweepTable(Lake lake, LakeHead head, LakeTable table, CancellationToken stopping)
    {
        var counting = new HashSet<string>();
        foreach (var year in head.YearsOf(table))
        {
            counting.UnionWith((await lake.Files(head, table, year, stopping)).Select(entry => entry.File.Text));
        }
        var orphans = new List<string>();
        await foreach (var blob in blobs.List($"lake/{table.Group}/{table.Name}/", stopping))
        {
            if (!counting.Contains(blob.Name) && IsOld(blob.WrittenAt)) { orphans.Add(blob.Name); }
        }
        foreach (var name in orphans) { await blobs.Delete(name, stopping); }
        return orphans.Count;
    }

    private async Task SweepLists(LakeHead head, CancellationToken stopping)
    {
        var counting = head.Lists.Values.ToHashSet();
        var query = new DocumentQuery(LakeList.Type);
        do
        {
            var page = await store.Query(Containers.System, LakeHead.Partition, query, stopping);
            foreach (var list in page.Items.Where(list => !counting.Contains(list.Id)))
            {
                if (!IsOld(list.As<LakeList>().WrittenAt)) { continue; }
                var delete = new Write.Delete(list.Id, list.ETag);
                await store.Commit(Containers.System, LakeHead.Partition, [delete], stopping);
            }
            query = query with { Continuation = page.Continuation };
        }
        while (query.Continuation is not null);
    }

    private bool IsOld(DateTimeOffset writtenAt) => clock.GetUtcNow() - writtenAt > Grace;
}

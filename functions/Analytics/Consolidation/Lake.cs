using SocialFund.Kernel;

namespace SocialFund.Analytics.Consolidation;

/// <summary>Reads what counts in the lake: the head, its lists, and local copies of the files.</summary>
internal sealed class Lake(IDocumentStore store, IBlobStore blobs)
{
    public async Task<LakeHead> Head(CancellationToken stopping) =>
        (await store.Find<LakeHead>(Containers.System, LakeHead.Partition, LakeHead.Id, stopping))?.Value
        ?? LakeHead.Empty;

    /// <summary>The files of a table's year, in no order.</summary>
    public async Task<IReadOnlyList<LakeEntry>> Files(
        LakeHead head, LakeTable table, int year, CancellationToken stopping)
    {
        if (!head.Lists.TryGetValue(LakeHead.KeyOf(table, year), out var id)) { return []; }
        var list = await store.Find<LakeList>(Containers.System, LakeHead.Partition, id, stopping)
            ?? throw new InvalidOperationException($"The lake's list {id} is not there.");
        return list.Value.Files;
    }

    /// <exception cref="LakeDamagedException">A file is missing or another.</exception>
    public async Task<IReadOnlyList<(LakeFile File, string LocalPath)>> Copies(
        IEnumerable<LakeEntry> entries, CancellationToken stopping)
    {
        var copies = new List<(LakeFile, string)>();
        foreach (var entry in entries)
        {
            var info = await blobs.Info(entry.File.Text, stopping);
            if (info?.Sm3 != entry.Sm3) { throw new LakeDamagedException(entry.File.Text); }
            copies.Add((entry.File, await blobs.LocalPath(entry.File.Text, stopping)));
        }
        return copies;
    }
}

using SocialFund.Kernel;

namespace SocialFund.Analytics.Consolidation;

/// <summary>Reads rolled up figures: a connection over the files of one place.</summary>
internal sealed class Figures(IDocumentStore store, IBlobStore blobs, DuckDatabase duck)
{
    private readonly Lake _lake = new(store, blobs);
    private readonly LakeRuns _runs = new(store);

    public Task<LakeHead> Head(CancellationToken stopping) => _lake.Head(stopping);

    /// <summary>As of when the figures are; null before the first run.</summary>
    public Task<DateTimeOffset?> AsOf(CancellationToken stopping) => _runs.AsOf(stopping);

    /// <summary>Opens a connection with one view a table: the place's rows of those years.</summary>
    public async Task<DuckConnection> Open(
        LakeHead head, Division place, IReadOnlyList<(string View, LakeTable Table, IReadOnlyList<int> Years)> views,
        CancellationToken stopping)
    {
        var connection = duck.Connect();
        try
        {
            foreach (var (view, table, years) in views)
            {
                var entries = new List<LakeEntry>();
                foreach (var year in years)
                {
                    var files = await _lake.Files(head, table, year, stopping);
                    entries.AddRange(files.Where(entry => entry.File.Division == place));
                }
                connection.Create(table.Read(view, await _lake.Copies(entries, stopping)));
            }
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}

using SocialFund.Kernel;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Kernel;

public sealed class TurnsTests
{
    private static readonly (string, string) Place = ("books", "630102-11-2026-fsa");

    private readonly Turns _turns = Turns.Of(new MemoryDocumentStore());

    [Fact]
    public async Task Take_WhereNobodyRaces_IsNoTurnAtAll() =>
        Assert.Null(await _turns.Take(Place, hasLost: false, default));

    [Fact]
    public async Task Take_BehindALoser_WaitsUntilHeIsDone()
    {
        var loser = await _turns.Take(Place, hasLost: true, default);
        var next = _turns.Take(Place, hasLost: false, default);
        Assert.False(next.IsCompleted);
        Assert.Null(await _turns.Take(("books", "another"), hasLost: false, default));
        loser!.Dispose();
        (await next)!.Dispose();
        Assert.Null(await _turns.Take(Place, hasLost: false, default));
    }

    [Fact]
    public async Task Take_WhenCancelled_LeavesTheQueue()
    {
        var loser = await _turns.Take(Place, hasLost: true, default);
        using var cancel = new CancellationTokenSource();
        var next = _turns.Take(Place, hasLost: false, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        loser!.Dispose();
        Assert.Null(await _turns.Take(Place, hasLost: false, default));
    }

    [Fact]
    public async Task Apply_WhenAHundredRaceForOnePartition_EachSucceedsOnce()
    {
        using var folder = new TempFolder();
        using var store = SocialFund.Storage.SqliteDocumentStore.Open(folder.Of("d.db"), TimeProvider.System);
        var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(number => Task.Run(() => store.Apply<Count>(
            "books", "one", Call.System("test", DateTimeOffset.UnixEpoch, $"k{number}"), async unit =>
            {
                var before = await unit.Find<Count>("count") ?? new Count(0);
                var after = new Count(before.Value + 1);
                unit.Save("count", "count", after);
                unit.Audit("test.count", new Scope(Division.Of("630102")), "加一");
                return after;
            }))));
        Assert.Equal(Enumerable.Range(1, 100), results.Select(result => result.Require().Value).Order());
    }

    private sealed record Count(int Value);
}

using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Tests.Storage;

/// <summary>Alone: the large blob is measured by the memory of the whole process.</summary>
[CollectionDefinition(nameof(BlobStores), DisableParallelization = true)]
public sealed class BlobStores;

/// <summary>What every blob store does alike. Digests are OpenSSL's.</summary>
[Collection(nameof(BlobStores))]
public abstract class BlobStoreContract : IAsyncLifetime
{
    private const string EmptySm3 = "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b";
    private const string AbcSm3 = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";
    private const string OneSm3 = "1dac71eaf28e23d259c36d155b43e82d10258d2ffea0acfbcf2df2ec1a53d229";

    protected abstract Task<IBlobStore> Open();
    protected virtual Task Close() => Task.CompletedTask;

    /// <summary>Set before every test.</summary>
    protected IBlobStore Store { get; private set; } = null!;

    public async Task InitializeAsync() => Store = await Open();

    public Task DisposeAsync() => Close();

    protected async Task<BlobInfo> Put(string name, string text) =>
        (await Store.Put(name, new MemoryStream(Encoding.UTF8.GetBytes(text)), onlyNew: false)).Require();

    protected async Task<string> TextOf(string name)
    {
        await using var blob = await Store.Open(name);
        using var reader = new StreamReader(blob!.Content);
        return await reader.ReadToEndAsync();
    }

    private async Task<string[]> Names(string prefix)
    {
        var names = new List<string>();
        await foreach (var info in Store.List(prefix)) { names.Add(info.Name); }
        return [.. names];
    }

    [Fact]
    public async Task Put_WhenOpened_IsTheSameWithItsDigest()
    {
        var written = await Put("inbox/330100/拨款申请（一）.txt", "一");
        Assert.Equal(("inbox/330100/拨款申请（一）.txt", 3, OneSm3), (written.Name, written.Size, written.Sm3));
        Assert.Equal(written, await Store.Info("inbox/330100/拨款申请（一）.txt"));
        Assert.Equal("一", await TextOf("inbox/330100/拨款申请（一）.txt"));
        await using var blob = await Store.Open("inbox/330100/拨款申请（一）.txt");
        Assert.Equal(written, blob!.Info);
    }

    [Fact]
    public async Task Put_OfNothing_IsABlobOfNoBytes()
    {
        Assert.Equal((0, EmptySm3), (await Put("empty", "")) is var info ? (info.Size, info.Sm3) : default);
        Assert.Equal("", await TextOf("empty"));
    }

    [Fact]
    public async Task OpenInfoAndLocalPath_WhenMissing_SaySo()
    {
        Assert.Null(await Store.Open("none"));
        Assert.Null(await Store.Info("none"));
        await Assert.ThrowsAsync<FileNotFoundException>(() => Store.LocalPath("none"));
    }

    [Fact]
    public async Task Put_OnlyNewWhenTheNameIsTaken_IsRefusedAndKeepsTheFirst()
    {
        await Put("a/b.txt", "abc");
        var again = await Store.Put("a/b.txt", new MemoryStream([1, 2]), onlyNew: true);
        Assert.False(again.TryGet(out _, out var problem));
        Assert.Equal(new BlobExists("a/b.txt"), problem);
        Assert.Equal("abc", await TextOf("a/b.txt"));
        Assert.True((await Store.Put("a/c.txt", new MemoryStream([1]), onlyNew: true)).TryGet(out _, out _));
    }

    [Fact]
    public async Task Put_OverAnother_ReplacesContentAndDigest()
    {
        await Put("a.txt", "一");
        await Put("a.txt", "abc");
        Assert.Equal("abc", await TextOf("a.txt"));
        Assert.Equal((3, AbcSm3), await Store.Info("a.txt") is { } info ? (info.Size, info.Sm3) : default);
    }

    [Fact]
    public async Task Put_WhenTheSourceBreaks_LeavesTheOldContent()
    {
        await Put("a.txt", "abc");
        foreach (var name in new[] { "a.txt", "new.txt" })
        {
            await Assert.ThrowsAsync<IOException>(() => Store.Put(name, new BreakingStream(3_000_000), onlyNew: false));
        }
        Assert.Equal("abc", await TextOf("a.txt"));
        Assert.Equal(["a.txt"], await Names(""));
    }

    [Fact]
    public async Task Open_WhenOverwrittenMeanwhile_ReadsOneOfTheTwoWhole()
    {
        await Put("a.txt", new string('x', 300_000));
        await using var old = await Store.Open("a.txt");
        var head = new byte[1];
        await old!.Content.ReadExactlyAsync(head);
        await Put("a.txt", new string('y', 300_000));
        Assert.Equal(new string('y', 300_000), await TextOf("a.txt"));
        await AssertNotMixed(old.Content, (char)head[0]);
    }

    /// <summary>
    /// A remote store may refuse to go on with a version that is gone; it may not go on with the other.
    /// </summary>
    private static async Task AssertNotMixed(Stream content, char symbol)
    {
        using var rest = new MemoryStream();
        try { await content.CopyToAsync(rest); }
        catch (IOException) { return; }
        Assert.Equal(299_999, rest.ToArray().Count(value => value == symbol));
    }

    [Theory]
    [InlineData("../a")]
    [InlineData("a/../../b")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("a/./b")]
    [InlineData("a\\b")]
    [InlineData("a:b")]
    [InlineData("a%2e%2e/b")]
    [InlineData("a?b")]
    [InlineData("a#b")]
    [InlineData("a\0b")]
    [InlineData("a\n")]
    [InlineData("")]
    [InlineData("a/ b")]
    [InlineData("a.")]
    [InlineData("+sm3/a")]
    public async Task Put_OfANameThatLeadsElsewhere_IsRefusedAndReadsFindNothing(string name)
    {
        var result = await Store.Put(name, new MemoryStream([1]), onlyNew: false);
        Assert.False(result.TryGet(out _, out var problem));
        Assert.Equal(new BadBlobName(name), problem);
        Assert.Null(await Store.Open(name));
        Assert.Null(await Store.Info(name));
        await Assert.ThrowsAsync<FileNotFoundException>(() => Store.LocalPath(name));
        await Store.Delete(name);
        Assert.Empty(await Names(""));
    }

    [Fact]
    public async Task List_ByPrefix_IsInNameOrderAndWithoutAnythingElse()
    {
        foreach (var name in new[] { "lake/b", "lake/a/2", "lake/a/1", "lake/a-0", "inbox/x", "lakes", "汇总/乙" })
        {
            await Put(name, "abc");
        }
        Assert.Equal(["inbox/x", "lake/a-0", "lake/a/1", "lake/a/2", "lake/b", "lakes", "汇总/乙"], await Names(""));
        Assert.Equal(["lake/a-0", "lake/a/1", "lake/a/2", "lake/b"], await Names("lake/"));
        Assert.Equal(["lake/a-0", "lake/a/1", "lake/a/2"], await Names("lake/a"));
        Assert.Equal(["汇总/乙"], await Names("汇总/"));
        Assert.Empty(await Names("none/"));
        Assert.Empty(await Names("../"));
        await foreach (var info in Store.List("lakes")) { Assert.Equal((3, AbcSm3), (info.Size, info.Sm3)); }
    }

    [Fact]
    public async Task Delete_WhenThereOrNot_LeavesNone()
    {
        await Put("a/b", "abc");
        await Store.Delete("a/b");
        await Store.Delete("a/b");
        Assert.Null(await Store.Info("a/b"));
        Assert.Empty(await Names(""));
    }

    [Fact]
    public async Task LocalPath_EndsWithTheBlobsName_FromWhichTheLakeTakesPeriodAndDivision()
    {
        const string Name = "lake/expenditure/payees/period=202606/division=630102/a.parquet";
        await Put(Name, "abc");
        await Put("lake/b.parquet", "abc");
        Assert.EndsWith($"/{Name}", (await Store.LocalPath(Name)).Replace('\\', '/'), StringComparison.Ordinal);
        Assert.EndsWith("/lake/b.parquet", (await Store.LocalPath("lake/b.parquet")).Replace('\\', '/'),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task LocalPath_IsAFileWithTheContentAsItIsNow()
    {
        await Put("lake/a.parquet", "abc");
        Assert.Equal("abc", await File.ReadAllTextAsync(await Store.LocalPath("lake/a.parquet")));
        await Put("lake/a.parquet", "一");
        Assert.Equal("一", await File.ReadAllTextAsync(await Store.LocalPath("lake/a.parquet")));
    }

    [Fact]
    public async Task Put_WhenManyWriteOneName_LeavesOneOfThemWholeWithItsOwnDigest()
    {
        var puts = await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(() =>
            Put("a.txt", new string((char)('a' + writer), 100_000)))));
        var info = await Store.Info("a.txt");
        var text = await TextOf("a.txt");
        Assert.Equal(new string(text[0], 100_000), text);
        Assert.Equal(puts[text[0] - 'a'].Sm3, info!.Sm3);
        Assert.Equal(16, puts.Select(put => put.Sm3).Distinct().Count());
    }

    [Fact]
    public async Task Put_OnlyNewWhenManyWriteOneName_LetsOneIn()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(() =>
            Store.Put("once.txt", new MemoryStream(Encoding.UTF8.GetBytes($"{writer:00}")), onlyNew: true))));
        var winner = Assert.Single(Enumerable.Range(0, 16), writer => results[writer].TryGet(out _, out _));
        Assert.Equal($"{winner:00}", await TextOf("once.txt"));
    }

    [Fact]
    public async Task PutAndOpen_Of200MB_StreamInSmallMemory()
    {
        const long Size = 200L * 1024 * 1024, Allowed = 80L * 1024 * 1024;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await using var source = new PatternStream(Size);
        var info = (await Store.Put("large.bin", source, onlyNew: true)).Require();
        Assert.Equal((Size, PatternStream.Sm3Of200MB), (info.Size, info.Sm3));
        Assert.InRange(source.PeakMemory - before, 0, Allowed);
        await using var blob = await Store.Open("large.bin");
        Assert.InRange(await PeakOfReading(blob!.Content, Size) - before, 0, Allowed);
    }

    private static async Task<long> PeakOfReading(Stream content, long size)
    {
        var (buffer, position, peak) = (new byte[256 * 1024], 0L, 0L);
        for (var count = await content.ReadAsync(buffer); count > 0; count = await content.ReadAsync(buffer))
        {
            for (var index = 0; index < count; index++)
            {
                var isSame = buffer[index] == PatternStream.At(position + index);
                if (!isSame) { Assert.Fail($"Byte {position + index} differs."); }
            }
            position += count;
            peak = Math.Max(peak, GC.GetTotalMemory(false));
        }
        Assert.Equal(size, position);
        return peak;
    }

    /// <summary>Gives some bytes, then fails as a torn connection does.</summary>
    private sealed class BreakingStream(int after) : MemoryStream(new byte[after])
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position < Length ? base.ReadAsync(buffer, cancellationToken) : throw new IOException("torn");

        public override Task<int> ReadAsync(
            byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }
}

using SocialFund.Kernel;
using SocialFund.Storage;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Storage;

public sealed class FolderBlobStoreTests : BlobStoreContract
{
    private readonly TemporaryFolder _folder = new();

    private string Root => _folder.File("blobs");

    protected override Task<IBlobStore> Open() =>
        Task.FromResult<IBlobStore>(new FolderBlobStore(Root, new NationalCrypto()));

    protected override Task Close()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Info_WhenAFileWasDroppedOrChangedByHand_DigestsItAsItIs()
    {
        Directory.CreateDirectory(Path.Combine(Root, "inbox"));
        await File.WriteAllTextAsync(Path.Combine(Root, "inbox", "a.txt"), "abc");
        Assert.Equal(
            "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0", (await Store.Info("inbox/a.txt"))!.Sm3);
        await File.WriteAllTextAsync(Path.Combine(Root, "inbox", "a.txt"), "一");
        Assert.Equal(
            "1dac71eaf28e23d259c36d155b43e82d10258d2ffea0acfbcf2df2ec1a53d229", (await Store.Info("inbox/a.txt"))!.Sm3);
    }

    [Fact]
    public async Task LocalPath_IsTheFileItself()
    {
        await Put("lake/a.parquet", "abc");
        Assert.Equal(Path.Combine(Root, "lake", "a.parquet"), await Store.LocalPath("lake/a.parquet"));
    }

    [Fact]
    public async Task ALinkDroppedIntoTheFolder_IsNotFollowed()
    {
        var secret = _folder.File("secret.txt");
        await File.WriteAllTextAsync(secret, "secret");
        File.CreateSymbolicLink(Path.Combine(Root, "a.txt"), secret);
        Assert.Null(await Store.Open("a.txt"));
        Assert.Empty(await Store.List("").ToListAsync());
        await Assert.ThrowsAsync<FileNotFoundException>(() => Store.LocalPath("a.txt"));
    }

    [Fact]
    public async Task Put_BelowABlobOrOverAFolder_IsABadName()
    {
        await Put("a", "abc");
        await Put("b/c", "abc");
        Assert.False((await Store.Put("a/b", Stream.Null, onlyNew: false)).TryGet(out _, out var below));
        Assert.Equal(new BadBlobName("a/b"), below);
        Assert.False((await Store.Put("b", Stream.Null, onlyNew: false)).TryGet(out _, out var over));
        Assert.Equal(new BadBlobName("b"), over);
    }

    [Fact]
    public async Task Put_WhenASegmentIsLongerThanAFileNameMayBe_IsABadName()
    {
        Assert.Equal(3, (await Put(new string('甲', 85), "abc")).Size);
        var result = await Store.Put(new string('甲', 86), Stream.Null, onlyNew: false);
        Assert.False(result.TryGet(out _, out var problem));
        Assert.Equal("bad_blob_name", problem.Code);
    }

    [Fact]
    public async Task ANewStore_ForgetsWhatAnEarlierOneDidNotFinish_AndKeepsTheRest()
    {
        await Put("a", "abc");
        var aside = Path.Combine(Root, "+aside", "1");
        await File.WriteAllTextAsync(aside, "half");
        var reopened = new FolderBlobStore(Root, new NationalCrypto());
        Assert.False(File.Exists(aside));
        Assert.Equal(["a"], await reopened.List("").Select(info => info.Name).ToListAsync());
    }
}

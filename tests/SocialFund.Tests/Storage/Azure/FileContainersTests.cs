using SocialFund.Kernel;
using SocialFund.Storage;
using SocialFund.Storage.Azure;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Storage.Azure;

/// <summary>Three containers, seen as one store; folders in place of containers.</summary>
public sealed class FileContainersTests : BlobStoreContract
{
    private readonly TemporaryFolder _folder = new();

    protected override Task<IBlobStore> Open()
    {
        FolderBlobStore In(string container) => new(_folder.File(container), new NationalCrypto());
        return Task.FromResult<IBlobStore>(new FileContainers(
            In("socialfund"),
            new Dictionary<string, IBlobStore> { ["inbox"] = In("inbox"), ["outbox"] = In("outbox") }));
    }

    protected override Task Close()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("inbox/630100SB/a.zip", "inbox/630100SB/a.zip")]
    [InlineData("outbox/bank/hehuang/b.txt", "outbox/bank/hehuang/b.txt")]
    [InlineData("archive/inbox/c.zip", "socialfund/archive/inbox/c.zip")]
    [InlineData("inboxes/d.zip", "socialfund/inboxes/d.zip")]
    [InlineData("inbox", "socialfund/inbox")]
    public async Task FirstSegment_SaysWhichContainer(string name, string place)
    {
        Assert.Equal(name, (await Put(name, "abc")).Name);
        Assert.True(File.Exists(_folder.File(place)));
        Assert.Equal("abc", await TextOf(name));
        var listed = new List<string>();
        await foreach (var info in Store.List(name)) { listed.Add(info.Name); }
        Assert.Equal([name], listed);
    }
}

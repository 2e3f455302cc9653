using System.Text;
using System.Text.RegularExpressions;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using SocialFund.Kernel;
using SocialFund.Storage;
using SocialFund.Storage.Azure;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Storage.Azure;

/// <summary>Microsoft's own emulator of Azure Blob Storage, with its published test account.</summary>
public sealed partial class Azurite : IAsyncLifetime
{
    private const string Account = "devstoreaccount1";
    private const string Key =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private NodeServer _server = null!;
    private int _containers;

    public async Task InitializeAsync() => _server = await NodeServer.Start(
        "azurite/dist/src/blob/main.js", Listens(), "--inMemoryPersistence", "--skipApiVersionCheck",
        "--disableTelemetry", "--silent", "--blobHost", "127.0.0.1", "--blobPort", "0");

    public Task DisposeAsync()
    {
        _server.Dispose();
        return Task.CompletedTask;
    }

    public async Task<BlobContainerClient> NewContainer()
    {
        var service = new BlobServiceClient(
            $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};"
            + $"BlobEndpoint={_server.Address}{Account};");
        return await service.CreateBlobContainerAsync($"test-{Interlocked.Increment(ref _containers)}");
    }

    [GeneratedRegex(@"listens on http://127\.0\.0\.1:(\d+)")]
    private static partial Regex Listens();
}

public sealed class AzureBlobStoreTests(Azurite azurite) : BlobStoreContract, IClassFixture<Azurite>
{
    private const string AbcSm3 = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";

    private readonly TemporaryFolder _cache = new();
    private BlobContainerClient _container = null!;

    protected override async Task<IBlobStore> Open()
    {
        _container = await azurite.NewContainer();
        return new AzureBlobStore(_container, new NationalCrypto(), _cache.Path, TimeProvider.System);
    }

    protected override Task Close()
    {
        _cache.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Info_OfABlobDroppedWithoutADigest_ReadsItOnceAndNotesTheDigest()
    {
        await _container.UploadBlobAsync("inbox/a.txt", new MemoryStream("abc"u8.ToArray()));
        Assert.Equal(AbcSm3, (await Store.List("inbox/").SingleAsync()).Sm3);
        BlobProperties noted = await _container.GetBlobClient("inbox/a.txt").GetPropertiesAsync();
        Assert.Equal(AbcSm3, noted.Metadata["sm3"]);
        Assert.Equal("abc", await TextOf("inbox/a.txt"));
    }

    [Fact]
    public async Task Open_OfABlobDroppedWithoutADigest_GivesItOne()
    {
        await _container.UploadBlobAsync("a.txt", new MemoryStream("abc"u8.ToArray()));
        await using var blob = await Store.Open("a.txt");
        Assert.Equal((3, AbcSm3), (blob!.Info.Size, blob.Info.Sm3));
    }

    [Fact]
    public async Task List_WhereTheAccountHasFolders_LeavesThemOut()
    {
        var folder = new BlobUploadOptions { Metadata = new Dictionary<string, string> { ["hdi_isfolder"] = "true" } };
        await _container.GetBlobClient("inbox").UploadAsync(Stream.Null, folder);
        await Put("inbox/a.txt", "abc");
        Assert.Equal(["inbox/a.txt"], await Store.List("").Select(info => info.Name).ToListAsync());
        Assert.Null(await Store.Info("inbox"));
    }

    [Fact]
    public async Task LocalPath_OfTheSameContent_IsFetchedOnce()
    {
        await Put("lake/a.parquet", "abc");
        var path = await Store.LocalPath("lake/a.parquet");
        Assert.Equal(Path.Combine(_cache.Path, AbcSm3[..2], AbcSm3, "lake", "a.parquet"), path);
        await File.WriteAllTextAsync(path, "kept");
        await Put("lake/a.parquet", "abc");
        Assert.Equal("kept", await File.ReadAllTextAsync(await Store.LocalPath("lake/a.parquet")));
    }

    [Fact]
    public async Task LocalPath_WhenTheContentIsNotWhatWasWritten_IsRefused()
    {
        await Put("a.parquet", "abc");
        var forged = new BlobUploadOptions { Metadata = new Dictionary<string, string> { ["sm3"] = AbcSm3 } };
        await _container.GetBlobClient("a.parquet").UploadAsync(new MemoryStream("abd"u8.ToArray()), forged);
        await Assert.ThrowsAsync<InvalidDataException>(() => Store.LocalPath("a.parquet"));
        Assert.Empty(Directory.GetFiles(_cache.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Put_OfManyBlocks_WhenTwoMeetUnderOneName_LeavesOneWholeAndTellsTheOther()
    {
        const int Size = 9_000_000;
        var outcomes = await Task.WhenAll(new[] { 'x', 'y' }.Select(symbol => Task.Run(() => PutLarge(symbol, Size))));
        Assert.Contains(true, outcomes);
        var text = await TextOf("large.txt");
        Assert.Equal(new string(text[0], Size), text);
    }

    private async Task<bool> PutLarge(char symbol, int size)
    {
        var content = Encoding.ASCII.GetBytes(new string(symbol, size));
        try { return (await Store.Put("large.txt", new MemoryStream(content), onlyNew: false)).TryGet(out _, out _); }
        catch (IOException error) when (error.Message.Contains("同时", StringComparison.Ordinal)) { return false; }
    }
}

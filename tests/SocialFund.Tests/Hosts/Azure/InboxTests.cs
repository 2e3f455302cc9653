using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using SocialFund.Hosts.Azure;
using SocialFund.Kernel;
using SocialFund.Storage;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Hosts.Azure;

public sealed class InboxTests : IDisposable
{
    private sealed class Collector : IInboxHandler
    {
        public List<string> Seen { get; } = [];

        public Task Received(string blobName, Call call)
        {
            Seen.Add($"{blobName} {call.IdempotencyKey}");
            return Task.CompletedTask;
        }
    }

    // SM3 of "abc", GB/T 32905 appendix A.1.
    private const string AbcKey = "inbox-66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";

    private readonly TemporaryFolder _folder = new();
    private readonly Collector _collector = new();
    private readonly FixedClock _clock = new(TimeProvider.System.GetUtcNow());
    private readonly FolderBlobStore _blobs;
    private readonly Inbox _inbox;

    public InboxTests()
    {
        _blobs = new FolderBlobStore(_folder.Path, new NationalCrypto());
        _inbox = new Inbox(_blobs, [_collector], _clock, NullLogger<Inbox>.Instance);
    }

    public void Dispose() => _folder.Dispose();

    private async Task Drop(string name)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes("abc"));
        (await _blobs.Put(name, content, onlyNew: true)).Require();
    }

    [Theory]
    [InlineData("630100SB/2026-06 定期（一）.zip")]
    [InlineData("bank/hehuang/A-1.txt")]
    public async Task File_ThatTheEventNames_IsHandedOverUnderItsWholeName(string path)
    {
        await Drop($"inbox/{path}");
        await _inbox.Take(path, default);
        Assert.Equal([$"inbox/{path} {AbcKey}"], _collector.Seen);
    }

    [Theory]
    [InlineData("630100SB/gone.zip")]
    [InlineData("../630100SB/a.zip")]
    [InlineData("630100SB//a.zip")]
    [InlineData("630100SB")]
    public async Task Name_ThatIsNoFile_IsLeftAlone(string path)
    {
        await Drop("inbox/630100SB/a.zip");
        await _inbox.Take(path, default);
        Assert.Empty(_collector.Seen);
    }

    [Fact]
    public async Task File_WhoseEventWasLost_IsFoundWhenItIsOldEnough()
    {
        await Drop("inbox/630100SB/a.zip");
        await Drop("archive/b.zip");
        await _inbox.TakeMissed(default);
        Assert.Empty(_collector.Seen);
        _clock.Now += TimeSpan.FromMinutes(11);
        await _inbox.TakeMissed(default);
        Assert.Equal([$"inbox/630100SB/a.zip {AbcKey}"], _collector.Seen);
    }
}

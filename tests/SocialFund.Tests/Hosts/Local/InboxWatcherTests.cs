using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using SocialFund.Hosts.Local;
using SocialFund.Hosts.Pipeline.Health;
using SocialFund.Kernel;
using SocialFund.Storage;

namespace SocialFund.Tests.Hosts.Local;

public sealed class InboxWatcherTests : IDisposable
{
    private sealed class Collector(string folder) : IInboxHandler
    {
        /// <summary>Whether it fails to take a file.</summary>
        public Predicate<string> IsDown { get; set; } = _ => false;

        /// <summary>What happens as soon as a file is taken.</summary>
        public Action<string> AfterTaking { get; set; } = _ => { };

        public Channel<(string Name, string? Key)> Seen { get; } = Channel.CreateUnbounded<(string, string?)>();

        public Task Received(string blobName, Call call)
        {
            if (IsDown(blobName)) { throw new InvalidOperationException("down"); }
            File.Delete(Path.Combine(folder, blobName));
            AfterTaking(blobName);
            Seen.Writer.TryWrite((blobName, call.IdempotencyKey));
            return Task.CompletedTask;
        }
    }

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("socialfund-inbox-");
    private readonly NationalCrypto _crypto = new();

    public void Dispose() => _folder.Delete(recursive: true);

    private InboxWatcher Watch(IInboxHandler handler) => new(
        _folder.FullName, new FolderBlobStore(_folder.FullName, _crypto), [handler], TimeProvider.System, new Pulses(),
        NullLogger<InboxWatcher>.Instance);

    private string Drop(string name, string content)
    {
        var path = Path.Combine(_folder.FullName, "inbox", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    private static async Task<(string Name, string? Key)> Next(Collector collector)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return await collector.Seen.Reader.ReadAsync(patience.Token);
    }

    [Fact]
    public async Task File_DroppedBeforeAndWhileItRuns_IsHandedOverOnceWithItsDigest()
    {
        Drop("630100SB/一月.zip", "abc");
        var collector = new Collector(_folder.FullName);
        using var watcher = Watch(collector);
        await watcher.StartAsync(default);
        // SM3 of "abc", GB/T 32905 appendix A.1.
        Assert.Equal(
            ("inbox/630100SB/一月.zip", "inbox-66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
            await Next(collector));
        Drop("630100SB/二月.zip", "def");
        Assert.Equal("inbox/630100SB/二月.zip", (await Next(collector)).Name);
        await watcher.StopAsync(default);
        Assert.False(collector.Seen.Reader.TryRead(out _));
    }

    [Theory]
    [InlineData("十一月【补报】&更正#1.zip", "十一月_补报__更正_1.zip")]
    [InlineData("100%+.zip", "100__.zip")]
    [InlineData(" 前后有空格 .zip", "前后有空格.zip")]
    public async Task File_WhoseNameNoBlobCanHave_IsHandedOverUnderANearOne(string name, string near)
    {
        // A file of the near name lies there and cannot be taken.
        Drop($"630100SB/{near}", "earlier");
        var collector = new Collector(_folder.FullName) { IsDown = name => name == $"inbox/630100SB/{near}" };
        using var watcher = Watch(collector);
        await watcher.StartAsync(default);
        Drop($"630100SB/{name}", "later");
        Assert.Equal($"inbox/630100SB/2-{near}", (await Next(collector)).Name);
        await watcher.StopAsync(default);
    }

    [Fact]
    public async Task File_WhoseHandlerFails_IsOfferedAgain()
    {
        Drop("a/x.zip", "1");
        var collector = new Collector(_folder.FullName);
        collector.IsDown = _ =>
        {
            collector.IsDown = _ => false;
            return true;
        };
        using var watcher = Watch(collector);
        await watcher.StartAsync(default);
        // Another file's arrival hastens the next look.
        Drop("a/y.zip", "2");
        var seen = new[] { (await Next(collector)).Name, (await Next(collector)).Name };
        Assert.Equal(["inbox/a/x.zip", "inbox/a/y.zip"], seen.Order());
        await watcher.StopAsync(default);
    }
    /// <summary>A copy keeps the time of what was copied: neither size nor time tells it from what was there.</summary>
    [Fact]
    public async Task File_DroppedAgainAsSoonAsItWasTaken_IsHandedOverAgain()
    {
        var path = Drop("a/x.zip", "1");
        var writtenAt = File.GetLastWriteTimeUtc(path);
        var collector = new Collector(_folder.FullName);
        collector.AfterTaking = _ =>
        {
            collector.AfterTaking = _ => { };
            File.SetLastWriteTimeUtc(Drop("a/x.zip", "1"), writtenAt);
        };
        using var watcher = Watch(collector);
        await watcher.StartAsync(default);
        Assert.Equal(await Next(collector), await Next(collector));
        await watcher.StopAsync(default);
    }
}

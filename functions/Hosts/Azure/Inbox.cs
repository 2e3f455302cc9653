using SocialFund.Kernel;

namespace SocialFund.Hosts.Azure;

/// <summary>Hands dropped files over. What was taken leaves the inbox; what lies there has to be taken.</summary>
internal sealed class Inbox(
    IBlobStore blobs, IReadOnlyList<IInboxHandler> handlers, TimeProvider clock, ILogger<Inbox> logger)
{
    private const string Folder = "inbox/";

    /// <summary>A file that nobody told of for so long was missed.</summary>
    private static readonly TimeSpan MissedAfter = TimeSpan.FromMinutes(10);

    /// <param name="path">Inside the container <c>inbox</c>: <c>630100-jb/2026-06.zip</c>.</param>
    public async Task Take(string path, CancellationToken stopping)
    {
        // Gone: told of twice, and taken at the first time. Names that no blob can have stay where they are.
        if (await blobs.Info(Folder + path, stopping) is { } info) { await HandOver(info, stopping); }
        else { logger.LogWarning("inbox holds nothing usable of a name that was told"); }
    }

    /// <summary>Takes files whose event was lost.</summary>
    public async Task TakeMissed(CancellationToken stopping)
    {
        var before = clock.GetUtcNow() - MissedAfter;
        await foreach (var info in blobs.List(Folder, stopping))
        {
            if (info.WrittenAt <= before) { await HandOver(info, stopping); }
        }
    }

    private async Task HandOver(BlobInfo info, CancellationToken stopping)
    {
        var call = Call.System("inbox", clock.GetUtcNow(), $"inbox-{info.Sm3}", stopping);
        foreach (var handler in handlers) { await handler.Received(info.Name, call); }
    }
}

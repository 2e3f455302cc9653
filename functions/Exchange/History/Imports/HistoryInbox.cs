using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

/// <summary>
/// Takes files dropped into <c>inbox/history/{division}/</c>: they go on trial like uploaded ones and wait for somebody
/// to accept them.
/// </summary>
public sealed class HistoryInbox(HistoryDesk desk, Division home)
{
    public const string Folder = "history";

    /// <returns>The trial, or why the file is no history file. Null when it is gone.</returns>
    public async Task<Result<HistoryTrial>?> Receive(string blobName, Call call)
    {
        if (await desk.Blobs.Info(blobName, call.Stopping) is not { } info) { return null; }
        var parts = blobName.Split('/');
        var division = parts.Length > 3 && Division.TryParse(parts[2], out var named) && Divisions.IsKnown(named)
            ? named : home;
        if (info.Size > BookFile.BytesMax) { return new HistoryFileTooLarge(BookFile.BytesMax); }
        var bytes = await desk.Bytes(blobName, call.Stopping);
        var once = call with { IdempotencyKey = null };
        return await ReceiveHistory.Keep(desk, bytes, parts[^1], division, once);
    }
}

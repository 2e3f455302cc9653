using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

/// <summary>How far a received history file has come.</summary>
public enum TrialState
{
    /// <summary>试导入中: nothing of it counts.</summary>
    Open = 1,

    /// <summary>已导入.</summary>
    Accepted,

    /// <summary>已撤回: it may be taken again.</summary>
    RolledBack,

    /// <summary>已放弃.</summary>
    Discarded,
}

/// <summary>A received history file, one a content; its trial is read anew from the file each time it is asked
/// for.</summary>
/// <param name="Id">The first 24 hex digits of the file's SM3.</param>
/// <param name="Runs">How often it has been accepted.</param>
/// <param name="Batch">The last import it became.</param>
public sealed record HistoryTrial(
    string Id, string FileName, string Sm3, long Size, Division Division, string By, string ByName, DateTimeOffset At,
    TrialState State, IReadOnlyList<SheetChoice> Choices, int Runs = 0, int Repeats = 0, string? Batch = null,
    string? Reason = null)
{
    public const string Type = "historyTrial";

    public static string DocumentId(string id) => $"trial-{id}";

    public Scope Scope => new(Division);

    /// <summary>As received.</summary>
    public string Blob => BlobOf(Sm3, FileName);

    public static string BlobOf(string sm3, string fileName) =>
        $"archive/history/{sm3}{System.IO.Path.GetExtension(BlobName.Safe(fileName, 200)).ToLowerInvariant()}";
}

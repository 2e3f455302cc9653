using System.Text;

namespace SocialFund.Kernel;

/// <param name="Name">Slash-separated path, see <see cref="BlobName"/>.</param>
/// <param name="Sm3">Lower-case hex digest of the content, recorded when it was written.</param>
public sealed record BlobInfo(string Name, long Size, string Sm3, DateTimeOffset WrittenAt);

/// <summary>An open blob; dispose it.</summary>
public sealed class Blob(BlobInfo info, Stream content) : IAsyncDisposable
{
    public BlobInfo Info { get; } = info;
    public Stream Content { get; } = content;

    public ValueTask DisposeAsync() => Content.DisposeAsync();
}

/// <summary>A blob of that name is there and the put asked for none.</summary>
public sealed record BlobExists(string Name)
    : Problem(ProblemKind.Conflict, "blob_exists", $"文件“{Name}”已存在，未覆盖。");

/// <summary>Files by name. Content is streamed; nothing is held in memory whole.</summary>
public interface IBlobStore
{
    /// <summary>Writes a blob whole or not at all; readers never see a part.</summary>
    /// <param name="onlyNew">If-None-Match: refuse when the name is taken.</param>
    /// <returns>What was written, or <see cref="BlobExists"/>, or <see cref="BadBlobName"/>.</returns>
    Task<Result<BlobInfo>> Put(string name, Stream content, bool onlyNew, CancellationToken stopping = default);

    /// <returns>Null when missing.</returns>
    Task<Blob?> Open(string name, CancellationToken stopping = default);

    Task<BlobInfo?> Info(string name, CancellationToken stopping = default);

    /// <summary>Blobs whose names begin so, in name order.</summary>
    IAsyncEnumerable<BlobInfo> List(string prefix, CancellationToken stopping = default);

    /// <summary>Removes it; a missing blob is no error.</summary>
    Task Delete(string name, CancellationToken stopping = default);

    /// <summary>
    /// A local file with the content, for readers that need one (DuckDB). A folder store answers its own file; a remote
    /// one downloads into a cache keyed by digest. Read only. Its path ends with the blob's name, from which readers of
    /// the lake take period and division.
    /// </summary>
    /// <exception cref="FileNotFoundException">No such blob.</exception>
    Task<string> LocalPath(string name, CancellationToken stopping = default);
}

public sealed record BadBlobName(string Name)
    : Problem(ProblemKind.Invalid, "bad_blob_name", $"文件名“{Name}”含有不允许的字符或路径，请改名后重试。");

public static class BlobName
{
    /// <summary>
    /// True for 1..512 characters in segments of letters (CJK too), digits, <c>-_.=@()（）</c> and blanks inside; no
    /// segment is empty, <c>.</c> or <c>..</c>, begins or ends with a blank, or ends with a dot.
    /// </summary>
    public static bool IsValid(string name) =>
        name.Length is > 0 and <= 512 && name.Split('/').All(IsSegment);

    /// <summary>
    /// A segment as near to a name that people gave as a blob may have: what is not allowed becomes <c>_</c>, what is
    /// too long is cut before the ending.
    /// </summary>
    public static string Safe(string name, int bytesMax)
    {
        var plain = string.Concat(name.Select(symbol => IsAllowed(symbol) ? symbol : '_')).Trim(' ').TrimEnd('.');
        if (plain.Length == 0) { return "文件"; }
        var ending = Path.GetExtension(plain);
        if (Encoding.UTF8.GetByteCount(ending) > bytesMax / 2) { ending = ""; }
        var stem = plain[..^ending.Length];
        while (Encoding.UTF8.GetByteCount(stem) + Encoding.UTF8.GetByteCount(ending) > bytesMax) { stem = stem[..^1]; }
        return stem.TrimEnd(' ') + ending;
    }

    private static bool IsAllowed(char symbol) =>
        char.IsLetterOrDigit(symbol) || "-_.=@()（） ~".Contains(symbol, StringComparison.Ordinal);

    private static bool IsSegment(string segment) =>
        segment.Length > 0
        && segment[0] != ' '
        && segment[^1] is not (' ' or '.')
        && segment.All(IsAllowed);
}

using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Storage;

/// <summary>
/// Blobs as plain files of a folder, so that people and programs may drop and read files there. A put is written aside,
/// flushed and renamed. Digests stand in a folder whose name no blob can have; one that is missing or older than its
/// file (a file dropped by hand) is made when asked for.
/// </summary>
public sealed class FolderBlobStore : IBlobStore
{
    /// <summary>“+” is in no blob name, so neither blobs nor their listing ever meet these two.</summary>
    private const string DigestFolder = "+sm3";
    private const string AsideFolder = "+aside";

    /// <summary>Linux's longest file name, in UTF-8 bytes.</summary>
    private const int SegmentBytesMax = 255;

    /// <summary>Puts of one name take turns at the last step; names share a few locks.</summary>
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    private readonly string _root;
    private readonly INationalCrypto _crypto;
    private long _asides;

    /// <param name="root">Created when missing. One process writes to it; others may drop whole files.</param>
    public FolderBlobStore(string root, INationalCrypto crypto)
    {
        (_root, _crypto) = (Path.GetFullPath(root), crypto);
        var aside = Path.Combine(_root, AsideFolder);
        // What an earlier process did not finish is nobody's.
        if (Directory.Exists(aside)) { Directory.Delete(aside, recursive: true); }
        Durable.CreateFolder(aside);
    }

    public async Task<Result<BlobInfo>> Put(
        string name, Stream content, bool onlyNew, CancellationToken stopping = default)
    {
        if (!IsUsable(name)) { return new BadBlobName(name); }
        var path = PathOf(name);
        if (onlyNew && File.Exists(path)) { return new BlobExists(name); }
        var aside = Path.Combine(
            _root, AsideFolder, Interlocked.Increment(ref _asides).ToString(CultureInfo.InvariantCulture));
        try
        {
            string sm3;
            await using (var file = new FileStream(aside, FileMode.CreateNew, FileAccess.Write))
            {
                (_, sm3) = await Sm3Copy.To(file, content, _crypto, stopping);
                await file.FlushAsync(stopping);
                RandomAccess.FlushToDisk(file.SafeFileHandle);
            }
            return await InTurn(name, () => Publish(name, aside, path, onlyNew, sm3), stopping);
        }
        finally
        {
            File.Delete(aside);
        }
    }

    public async Task<Blob?> Open(string name, CancellationToken stopping = default)
    {
        while (await Info(name, stopping) is { } info)
        {
            if (TryOpen(name, info) is { } blob) { return blob; }
        }
        return null;
    }

    public async Task<BlobInfo?> Info(string name, CancellationToken stopping = default)
    {
        if (!IsUsable(name)) { return null; }
        var file = new FileInfo(PathOf(name));
        // A link could lead out of the folder; whoever may drop files must not read others through it.
        if (!file.Exists || file.LinkTarget is not null) { return null; }
        return KnownInfo(name, file) ?? await InTurn(name, () => Digested(name, stopping), stopping);
    }

    public async IAsyncEnumerable<BlobInfo> List(
        string prefix, [EnumeratorCancellation] CancellationToken stopping = default)
    {
        foreach (var name in Names(prefix))
        {
            if (await Info(name, stopping) is { } info) { yield return info; }
        }
    }

    public Task Delete(string name, CancellationToken stopping = default)
    {
        if (!IsUsable(name) || !File.Exists(PathOf(name))) { return Task.CompletedTask; }
        return InTurn(name, () =>
        {
            File.Delete(PathOf(name));
            File.Delete(DigestPathOf(name));
            Durable.FlushFolder(Path.GetDirectoryName(PathOf(name))!);
            return Task.FromResult(true);
        }, stopping);
    }

    public async Task<string> LocalPath(string name, CancellationToken stopping = default) =>
        await Info(name, stopping) is null
            ? throw new FileNotFoundException($"没有文件“{name}”。")
            : PathOf(name);

    /// <returns>Null when it was overwritten or deleted since: content and description must be of one put.</returns>
    private Blob? TryOpen(string name, BlobInfo info)
    {
        FileStream? content = null;
        try
        {
            content = new FileStream(PathOf(name), new FileStreamOptions
            {
                Share = FileShare.Read | FileShare.Delete,
                Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
            });
            if (File.GetLastWriteTimeUtc(content.SafeFileHandle) != info.WrittenAt) { return null; }
            var blob = new Blob(info, content);
            content = null;
            return blob;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        finally
        {
            content?.Dispose();
        }
    }

    private static bool IsUsable(string name) =>
        BlobName.IsValid(name)
        && name.Split('/').All(segment => Encoding.UTF8.GetByteCount(segment) <= SegmentBytesMax);

    private string PathOf(string name) => Path.Combine(_root, name);

    private string DigestPathOf(string name) => Path.Combine(_root, DigestFolder, name);

    private async Task<T> InTurn<T>(string name, Func<Task<T>> step, CancellationToken stopping)
    {
        var turn = _turns[(string.GetHashCode(name, StringComparison.Ordinal) & int.MaxValue) % _turns.Length];
        await turn.WaitAsync(stopping);
        try { return await step(); }
        finally { turn.Release(); }
    }

    /// <summary>Gives the finished file its name. Readers see the old content or the new one, never a part.</summary>
    private Task<Result<BlobInfo>> Publish(string name, string aside, string path, bool onlyNew, string sm3)
    {
        if (onlyNew && File.Exists(path)) { return Task.FromResult<Result<BlobInfo>>(new BlobExists(name)); }
        var folder = Path.GetDirectoryName(path)!;
        try
        {
            Durable.CreateFolder(folder);
            File.Move(aside, path, overwrite: true);
        }
        catch (IOException) when (Directory.Exists(path) || !Directory.Exists(folder))
        {
            // The name is a folder of other blobs, or one of its folders is a blob: a file system cannot hold both.
            return Task.FromResult<Result<BlobInfo>>(new BadBlobName(name));
        }
        Durable.FlushFolder(folder);
        return Task.FromResult<Result<BlobInfo>>(Remember(name, new FileInfo(path), sm3));
    }

    /// <summary>The digest on file, if it was made of the file as it stands.</summary>
    private BlobInfo? KnownInfo(string name, FileInfo file)
    {
        try
        {
            var words = File.ReadAllText(DigestPathOf(name)).Split(' ');
            return words.Length == 2 && words[1] == Stamp(file) ? InfoOf(name, file, words[0]) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private async Task<BlobInfo?> Digested(string name, CancellationToken stopping)
    {
        var file = new FileInfo(PathOf(name));
        if (!file.Exists) { return null; }
        if (KnownInfo(name, file) is { } known) { return known; }
        await using var content = file.OpenRead();
        return Remember(name, file, await _crypto.Sm3Of(content, stopping));
    }

    /// <summary>Not flushed: a digest that a power cut loses is made again.</summary>
    private BlobInfo Remember(string name, FileInfo file, string sm3)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(DigestPathOf(name))!);
        File.WriteAllText(DigestPathOf(name), $"{sm3} {Stamp(file)}");
        return InfoOf(name, file, sm3);
    }

    private static string Stamp(FileInfo file) =>
        string.Create(CultureInfo.InvariantCulture, $"{file.Length}-{file.LastWriteTimeUtc.Ticks}");

    private static BlobInfo InfoOf(string name, FileInfo file, string sm3) =>
        new(name, file.Length, sm3, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero));

    /// <summary>Only names, in order; digests are read one by one as the caller goes on.</summary>
    private List<string> Names(string prefix)
    {
        var above = prefix[..Math.Max(0, prefix.LastIndexOf('/'))];
        if (above.Length > 0 && !IsUsable(above)) { return []; }
        var folder = Path.Combine(_root, above);
        if (!Directory.Exists(folder)) { return []; }
        var all = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = FileAttributes.ReparsePoint,
        };
        return
        [
            .. Directory.EnumerateFiles(folder, "*", all)
                .Select(path => Path.GetRelativePath(_root, path).Replace(Path.DirectorySeparatorChar, '/'))
                .Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && IsUsable(name))
                .Order(StringComparer.Ordinal),
        ];
    }
}

using SocialFund.Kernel;

namespace SocialFund.Storage.Azure;

/// <summary>Blobs as local files, named by digest: what was once fetched is right for ever.</summary>
internal sealed class BlobCache(string folder, TimeProvider clock)
{
    /// <summary>Beyond this the files used longest ago go first: a function's local disk is small.</summary>
    private const long BytesMax = 8L * 1024 * 1024 * 1024;

    private const int Chunk = 128 * 1024;

    private long _asides;

    /// <summary>Ends with the blob's name: readers take period and division from it.</summary>
    public string PathFor(BlobInfo info) => Path.Combine([folder, info.Sm3[..2], info.Sm3, .. info.Name.Split('/')]);

    public bool Has(string path)
    {
        if (!File.Exists(path)) { return false; }
        File.SetLastAccessTimeUtc(path, clock.GetUtcNow().UtcDateTime);
        return true;
    }

    /// <exception cref="InvalidDataException">
    /// What arrived has not the digest that the blob was written with.
    /// </exception>
    public async Task Keep(string path, Blob blob, INationalCrypto crypto, CancellationToken stopping)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var aside = $"{path}.{Environment.ProcessId}-{Interlocked.Increment(ref _asides)}";
        try
        {
            await using (var file = new FileStream(aside, FileMode.CreateNew, FileAccess.Write))
            {
                var digest = crypto.Sm3();
                var buffer = new byte[Chunk];
                for (var count = await blob.Content.ReadAsync(buffer, stopping); count > 0;
                    count = await blob.Content.ReadAsync(buffer, stopping))
                {
                    digest.Append(buffer.AsSpan(0, count));
                    await file.WriteAsync(buffer.AsMemory(0, count), stopping);
                }
                if (digest.Finish() != blob.Info.Sm3)
                {
                    throw new InvalidDataException($"文件“{blob.Info.Name}”的内容与登记的摘要不符，请核对存储。");
                }
            }
            File.Move(aside, path, overwrite: true);
        }
        finally
        {
            File.Delete(aside);
        }
        Trim(keep: path);
    }

    private void Trim(string keep)
    {
        var files = new DirectoryInfo(folder).GetFiles("*", SearchOption.AllDirectories);
        var excess = files.Sum(file => file.Length) - BytesMax;
        foreach (var file in files.OrderBy(file => file.LastAccessTimeUtc))
        {
            if (excess <= 0) { return; }
            if (file.FullName == keep) { continue; }
            excess -= file.Length;
            file.Delete();
        }
    }
}

using SocialFund.Kernel;

namespace SocialFund.Storage;

/// <summary>Copies while counting and digesting.</summary>
internal static class Sm3Copy
{
    private const int Chunk = 128 * 1024;

    /// <returns>The bytes copied and their digest.</returns>
    public static async Task<(long Size, string Sm3)> To(
        Stream target, Stream source, INationalCrypto crypto, CancellationToken stopping)
    {
        var digest = crypto.Sm3();
        var buffer = new byte[Chunk];
        var size = 0L;
        for (var count = await source.ReadAsync(buffer, stopping); count > 0;
            count = await source.ReadAsync(buffer, stopping))
        {
            digest.Append(buffer.AsSpan(0, count));
            await target.WriteAsync(buffer.AsMemory(0, count), stopping);
            size += count;
        }
        return (size, digest.Finish());
    }
}

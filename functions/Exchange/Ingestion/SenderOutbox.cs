using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion;

/// <summary>Puts what goes back to a sender into <c>outbox/{sender}/</c>.</summary>
/// <remarks>Names hold the received name, made safe, and the digest's beginning, so that two files of one name do not
/// meet; the same answer written again replaces itself.</remarks>
internal sealed class SenderOutbox(IBlobStore blobs)
{
    /// <summary>A file name holds 255 bytes; digest, what it is and the ending need 30.</summary>
    private const int StemBytesMax = 200;

    /// <returns>The blob's name.</returns>
    public async Task<string> PutText(
        string sender, string fileName, string sm3, string what, string text, CancellationToken stopping)
    {
        // Windows' editor takes a file without the mark for GBK.
        using var content = new MemoryStream([.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text)]);
        return await Put(sender, fileName, sm3, $"{what}.txt", content, stopping);
    }

    /// <returns>The blob's name.</returns>
    public async Task<string> PutFile(
        string sender, string fileName, string sm3, string what, string path, CancellationToken stopping)
    {
        await using var content = File.OpenRead(path);
        return await Put(sender, fileName, sm3, what, content, stopping);
    }

    private async Task<string> Put(
        string sender, string fileName, string sm3, string what, Stream content, CancellationToken stopping)
    {
        var stem = BlobName.Safe(Path.GetFileNameWithoutExtension(fileName), StemBytesMax);
        var name = $"outbox/{sender}/{stem}-{sm3[..8]}-{what}";
        (await blobs.Put(name, content, onlyNew: false, stopping)).Require();
        return name;
    }
}

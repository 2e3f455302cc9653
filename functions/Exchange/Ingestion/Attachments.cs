using System.IO.Compression;
using SocialFund.Exchange.Ingestion.Text;
using SocialFund.Funds.Expenditure;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion;

/// <summary>Checks the papers that come with a batch and keeps them beside the request.</summary>
public sealed class Attachments(IBlobStore blobs, INationalCrypto crypto)
{
    /// <summary>Whether all that the kind requires is there, of an allowed type, and as the manifest says.</summary>
    public Problem? Check(ExpenditureKind kind, Manifest manifest, ReceivedArchive archive)
    {
        var listed = manifest.Attachments ?? [];
        foreach (var rule in kind.Attachments.Where(rule => rule.Required))
        {
            if (!listed.Any(attachment => attachment.Type == rule.Id)) { return new AttachmentMissing(rule.Name); }
        }
        foreach (var attachment in listed)
        {
            if (kind.Attachments.FirstOrDefault(rule => rule.Id == attachment.Type) is not { } rule)
            {
                return new AttachmentRefused(attachment.Name, $"类型“{attachment.Type}”不在该支出类型的附件清单中");
            }
            if (archive.Find(attachment.Name) is not { } entry) { return new FileNotInZip(attachment.Name); }
            if (CheckContent(entry, rule, attachment) is { } problem) { return problem; }
        }
        return null;
    }

    private Problem? CheckContent(ZipArchiveEntry entry, AttachmentRule rule, ManifestAttachment attachment)
    {
        var ending = Paper.EndingOf(attachment.Name);
        if (!rule.Extensions.Contains(ending))
        {
            return new AttachmentRefused(attachment.Name, $"只接收 {string.Join("、", rule.Extensions)}");
        }
        if (entry.Length > Paper.BytesMax)
        {
            return new AttachmentRefused(attachment.Name, $"超过 {Paper.BytesMax >> 20} MB");
        }
        try
        {
            using var stream = new CountedStream(entry.Open(), crypto.Sm3(), entry.Length);
            var beginning = new byte[Paper.BeginningLength];
            stream.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false);
            if (!Paper.Begins(attachment.Name, beginning))
            {
                return new AttachmentRefused(attachment.Name, $"内容不是 {ending} 文件");
            }
            return string.Equals(stream.Finish(), attachment.Sm3, StringComparison.OrdinalIgnoreCase)
                ? null
                : new DigestDiffers(attachment.Name);
        }
        catch (InvalidDataException)
        {
            // The deflate stream is damaged.
            return new NotAZip(attachment.Name);
        }
    }

    /// <summary>Keeps them under the request; the same content again changes nothing.</summary>
    public async Task<IReadOnlyList<KeptFile>> Keep(
        Manifest manifest, ReceivedArchive archive, CancellationToken stopping)
    {
        var kept = new List<KeptFile>();
        foreach (var attachment in manifest.Attachments ?? [])
        {
            var mark = attachment.Sm3[..8].ToLowerInvariant();
            var blob = $"attachments/{manifest.RequestId.Text}/{mark}-{attachment.Name}";
            await using var stream = await archive.Find(attachment.Name)!.OpenAsync(stopping);
            var info = (await blobs.Put(blob, stream, onlyNew: false, stopping)).Require();
            kept.Add(new KeptFile(attachment.Name, attachment.Type, blob, info.Size, info.Sm3));
        }
        return kept;
    }
}

using System.Text;
using System.Text.Json;
using SocialFund.Kernel;

namespace SocialFund.Oversight.Audit;

/// <summary>One audit record in its division's chain.</summary>
/// <param name="Number">1, 2, 3 … in the chain.</param>
/// <param name="Apart">How many records of the same source since the last one here lie in other divisions'
/// chains.</param>
/// <param name="Missing">How many records of the same source before this one could not be found: an alarm.</param>
/// <param name="Record">An <see cref="AuditRecord"/> as it was written. Number 0: an alarm of the sealer
/// itself.</param>
/// <param name="Previous">The digest of the link before; <see cref="None"/> for the first.</param>
/// <param name="Digest">See <see cref="DigestOf"/>.</param>
public sealed record Link(long Number, long Apart, long Missing, JsonElement Record, string Previous, string Digest)
{
    public const string Document = "link";

    /// <summary>Stands for the link before the first.</summary>
    public static readonly string None = new('0', 64);

    public static string DocumentOf(long number) => $"link-{number:0000000000}";

    /// <summary>
    /// SM3, in lower-case hex, of the canonical text of <c>{apart, missing, number, record}</c>, a line feed, and the
    /// previous digest.
    /// </summary>
    public static string DigestOf(
        INationalCrypto crypto, long number, long apart, long missing, JsonElement record, string previous)
    {
        var content =
            $$"""{"apart":{{apart}},"missing":{{missing}},"number":{{number}},"record":{{Canonical.Of(record)}}}""";
        return crypto.Sm3Of(Encoding.UTF8.GetBytes($"{content}\n{previous}"));
    }

    public string DigestBy(INationalCrypto crypto) => DigestOf(crypto, Number, Apart, Missing, Record, Previous);

    public AuditRecord Read() => Record.Deserialize<AuditRecord>(Json.Options)
        ?? throw new JsonException($"Link {Number} has no record.");
}

/// <summary>The end of a chain, signed: nothing can be cut off or written anew without the system's key.</summary>
/// <param name="Count">How many links there are.</param>
/// <param name="Digest">Of the last one.</param>
/// <param name="Signature">SM2 over <see cref="Signed"/>.</param>
public sealed record ChainHead(
    Division Division, long Count, string Digest, string SignedAt, string PublicKey, string Signature)
{
    public const string Document = "head";

    /// <summary>What the signature covers, as UTF-8.</summary>
    public byte[] Signed() => Encoding.UTF8.GetBytes($"socialfund-audit|{Division}|{Count}|{Digest}|{SignedAt}");

    public static ChainHead Sign(
        INationalCrypto crypto, Sm2KeyPair key, Division division, long count, string digest, DateTimeOffset now)
    {
        var head = new ChainHead(division, count, digest, now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ",
            System.Globalization.CultureInfo.InvariantCulture), key.PublicKey, "");
        return head with { Signature = crypto.SignSm2(key.PrivateKey, head.Signed()) };
    }

    public bool IsSigned(INationalCrypto crypto) => crypto.VerifySm2(PublicKey, Signed(), Signature);
}

/// <summary>The last line of an export.</summary>
public sealed record HeadLine(ChainHead Head);

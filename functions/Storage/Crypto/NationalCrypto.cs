using System.Buffers;
using Org.BouncyCastle.Asn1.GM;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;
using SocialFund.Kernel;

namespace SocialFund.Storage;

/// <summary>
/// The national algorithms by BouncyCastle: SM3 (GB/T 32905) and SM2 on the standard's curve (GB/T 32918).
/// </summary>
public sealed class NationalCrypto : INationalCrypto
{
    private const int PublicKeyDigits = 130;
    private const int PlainSignatureDigits = 128;

    /// <summary>The signer's id that GM/T 0009 gives to all who agree on no other.</summary>
    private static readonly byte[] UserId = "1234567812345678"u8.ToArray();

    private static readonly ECDomainParameters Curve = MakeCurve();

    public ISm3 Sm3() => new Digest();

    /// <inheritdoc/>
    /// <returns>False for whatever is wrong: the signature, the key, or how either is written.</returns>
    public bool VerifySm2(string publicKey, ReadOnlySpan<byte> message, string signature)
    {
        if (publicKey.Length != PublicKeyDigits) { return false; }
        if (!publicKey.StartsWith("04", StringComparison.Ordinal)) { return false; }
        if (signature.Length % 2 != 0 || !IsHex(publicKey) || !IsHex(signature)) { return false; }
        try
        {
            var point = Curve.Curve.DecodePoint(Convert.FromHexString(publicKey));
            IDsaEncoding encoding = signature.Length == PlainSignatureDigits
                ? PlainDsaEncoding.Instance
                : StandardDsaEncoding.Instance;
            var signer = new SM2Signer(encoding);
            signer.Init(forSigning: false, new ParametersWithID(new ECPublicKeyParameters(point, Curve), UserId));
            signer.BlockUpdate(message.ToArray(), 0, message.Length);
            return signer.VerifySignature(Convert.FromHexString(signature));
        }
        catch (Exception error) when (error is ArgumentException or IOException or InvalidOperationException)
        {
            // The library throws for points off the curve and for broken DER; both are signatures that do not hold.
            return false;
        }
    }

    public string SignSm2(string privateKey, ReadOnlySpan<byte> message) =>
        Sign(privateKey, message, new SecureRandom());

    /// <param name="random">Chooses the standard's k; a test gives the k of the standard's example.</param>
    internal static string Sign(string privateKey, ReadOnlySpan<byte> message, SecureRandom random)
    {
        var key = new ECPrivateKeyParameters(new BigInteger(privateKey, 16), Curve);
        var signer = new SM2Signer(PlainDsaEncoding.Instance);
        signer.Init(forSigning: true, new ParametersWithID(new ParametersWithRandom(key, random), UserId));
        signer.BlockUpdate(message.ToArray(), 0, message.Length);
        return Convert.ToHexStringLower(signer.GenerateSignature());
    }

    private static bool IsHex(string text) => text.All(char.IsAsciiHexDigit);

    private static ECDomainParameters MakeCurve()
    {
        var named = GMNamedCurves.GetByName("sm2p256v1");
        return new ECDomainParameters(named.Curve, named.G, named.N, named.H);
    }

    private sealed class Digest : ISm3
    {
        private const int Chunk = 32 * 1024;

        private readonly SM3Digest _digest = new();

        /// <remarks>The library takes arrays only, so the span is copied in chunks.</remarks>
        public void Append(ReadOnlySpan<byte> bytes)
        {
            var chunk = ArrayPool<byte>.Shared.Rent(Chunk);
            for (; bytes.Length > 0; bytes = bytes[Math.Min(Chunk, bytes.Length)..])
            {
                var count = Math.Min(Chunk, bytes.Length);
                bytes[..count].CopyTo(chunk);
                _digest.BlockUpdate(chunk, 0, count);
            }
            ArrayPool<byte>.Shared.Return(chunk);
        }

        public string Finish()
        {
            var result = new byte[_digest.GetDigestSize()];
            _digest.DoFinal(result, 0);
            return Convert.ToHexStringLower(result);
        }
    }
}

using System.Text;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;
using SocialFund.Kernel;
using SocialFund.Storage;

namespace SocialFund.Tests.Storage;

/// <summary>Against the standards' own examples and against OpenSSL 3.0.</summary>
public sealed class NationalCryptoTests
{
    // GB/T 32918.5 annex A.2: signature on the recommended curve.
    private const string StandardPrivate = "3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8";
    private const string StandardPublic =
        "0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
        + "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13";
    private const string StandardK = "59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21";
    private const string StandardSignature =
        "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
        + "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa";

    // openssl ecparam -name SM2 -genkey; openssl pkeyutl -sign -rawin -digest sm3 -pkeyopt distid:1234567812345678
    private const string OpenSslPublic =
        "047cc1874ff1741d64c233dff7f61a8851199b342ceb3efb750c726005d833092e"
        + "54be2b599d2bae142103f8627ab419f4af0ae5de33882fd3119954109cc2039b";
    private const string OpenSslSignature =
        "304502204fd19ac637845209d9140414afaa8fb1e9035758a8a2451decfb359793ea3bb5"
        + "022100cd17ab0e8c8e0dd4481cea1c5f79246d1d7ebe3489f2b32f3f0dfe91c24374cb";

    private static readonly byte[] StandardMessage = "message digest"u8.ToArray();
    private static readonly byte[] OpenSslMessage = Encoding.UTF8.GetBytes("社会保障资金");
    private static readonly NationalCrypto Crypto = new();

    [Theory]
    [InlineData("abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0")] // GB/T 32905 annex A.1
    [InlineData("", "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b")]
    [InlineData("社会保障资金", "36dfe47c3c0a805562e8ed09f2f829450e042d27136fddfda5e149d0be543078")]
    public void Sm3_OfText_IsTheStandardsOrOpenSsls(string text, string digest) =>
        Assert.Equal(digest, Crypto.Sm3Of(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Sm3_OfTheStandardsSixtyFourBytes_IsItsSecondExample() => Assert.Equal(
        "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732",
        Crypto.Sm3Of(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("abcd", 16)))));

    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(100_000)]
    public void Sm3_OfAMillionLetters_IsTheSameInPiecesOfAnySize(int piece)
    {
        var text = Enumerable.Repeat((byte)'a', 1_000_000).ToArray();
        var digest = Crypto.Sm3();
        for (var at = 0; at < text.Length; at += piece)
        {
            digest.Append(text.AsSpan(at, Math.Min(piece, text.Length - at)));
        }
        Assert.Equal("c8aaf89429554029e231941a2acc0ad61ff2a5acd8fadd25847a3a732b3b02c3", digest.Finish());
    }

    [Fact]
    public async Task Sm3_OfAStream_IsTheSame() => Assert.Equal(
        "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
        await Crypto.Sm3Of(new MemoryStream("abc"u8.ToArray()), CancellationToken.None));

    [Fact]
    public void SignSm2_WithTheStandardsK_IsTheStandardsSignature() => Assert.Equal(
        StandardSignature, NationalCrypto.Sign(StandardPrivate, StandardMessage, new Chosen(StandardK)));

    [Fact]
    public void VerifySm2_OfTheStandardsAndOfOpenSslsSignature_Holds()
    {
        Assert.True(Crypto.VerifySm2(StandardPublic, StandardMessage, StandardSignature));
        Assert.True(Crypto.VerifySm2(OpenSslPublic, OpenSslMessage, OpenSslSignature));
        Assert.True(Crypto.VerifySm2(
            OpenSslPublic.ToUpperInvariant(), OpenSslMessage, OpenSslSignature.ToUpperInvariant()));
    }

    [Fact]
    public void SignSm2_IsVerifiedByItsPublicKeyOnly_AndDiffersEachTime()
    {
        var signature = Crypto.SignSm2(StandardPrivate, OpenSslMessage);
        Assert.Equal(128, signature.Length);
        Assert.True(Crypto.VerifySm2(StandardPublic, OpenSslMessage, signature));
        Assert.False(Crypto.VerifySm2(OpenSslPublic, OpenSslMessage, signature));
        Assert.NotEqual(signature, Crypto.SignSm2(StandardPrivate, OpenSslMessage));
    }

    [Fact]
    public void VerifySm2_WhenTheMessageOrAnyPartOfTheSignatureDiffers_DoesNotHold()
    {
        Assert.False(Crypto.VerifySm2(OpenSslPublic, StandardMessage, OpenSslSignature));
        for (var digit = 0; digit < StandardSignature.Length; digit += 7)
        {
            var other = StandardSignature[digit] == '0' ? '1' : '0';
            var forged = StandardSignature[..digit] + other + StandardSignature[(digit + 1)..];
            Assert.False(Crypto.VerifySm2(StandardPublic, StandardMessage, forged), $"digit {digit}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("zz")]
    [InlineData("abc")]
    [InlineData("3045")]
    [InlineData("30450220")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000"
        + "0000000000000000000000000000000000000000000000000000000000000000")]
    public void VerifySm2_WhenTheSignatureIsNotWrittenRight_DoesNotHold(string signature) =>
        Assert.False(Crypto.VerifySm2(StandardPublic, StandardMessage, signature));

    [Theory]
    [InlineData("")]
    [InlineData("04")]
    [InlineData("0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
        + "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD14")]
    public void VerifySm2_WhenTheKeyIsNoPointOfTheCurve_DoesNotHold(string key) =>
        Assert.False(Crypto.VerifySm2(key, StandardMessage, StandardSignature));

    /// <summary>Gives the bytes of one number instead of random ones.</summary>
    private sealed class Chosen(string hex) : SecureRandom
    {
        public override void NextBytes(byte[] bytes) => Fill(bytes);

        public override void NextBytes(byte[] bytes, int start, int len) => Fill(bytes.AsSpan(start, len));

        private void Fill(Span<byte> bytes) => new BigInteger(hex, 16).ToByteArrayUnsigned().CopyTo(bytes);
    }
}

namespace SocialFund.Kernel;

/// <summary>An SM3 digest under way (GB/T 32905). Not thread safe.</summary>
public interface ISm3
{
    void Append(ReadOnlySpan<byte> bytes);

    /// <summary>Lower-case hex, 64 characters; the digest ends.</summary>
    string Finish();
}

/// <summary>The national algorithms (国密) that partners and the audit chain use.</summary>
public interface INationalCrypto
{
    ISm3 Sm3();

    /// <summary>Verifies an SM2 signature (GB/T 32918.2, user id 1234567812345678).</summary>
    /// <param name="publicKey">Hex of the uncompressed point: 04 and 128 digits.</param>
    /// <param name="signature">Hex of DER, or of r and s joined (128 digits).</param>
    bool VerifySm2(string publicKey, ReadOnlySpan<byte> message, string signature);

    /// <summary>Signs with SM2; the answer is hex of r and s joined.</summary>
    string SignSm2(string privateKey, ReadOnlySpan<byte> message);
}

public static class NationalCryptoReading
{
    public static string Sm3Of(this INationalCrypto crypto, ReadOnlySpan<byte> bytes)
    {
        var digest = crypto.Sm3();
        digest.Append(bytes);
        return digest.Finish();
    }

    /// <summary>Reads to the end.</summary>
    public static async Task<string> Sm3Of(this INationalCrypto crypto, Stream stream, CancellationToken stopping)
    {
        var digest = crypto.Sm3();
        var buffer = new byte[81_920];
        for (var count = await stream.ReadAsync(buffer, stopping); count > 0;
            count = await stream.ReadAsync(buffer, stopping))
        {
            digest.Append(buffer.AsSpan(0, count));
        }
        return digest.Finish();
    }
}

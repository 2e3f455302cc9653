using System.Security.Cryptography;
using Org.BouncyCastle.Asn1.GM;
using Org.BouncyCastle.Math;
using SocialFund.Kernel;

namespace SocialFund.Storage;

/// <summary>New SM2 keys on the standard's curve.</summary>
/// <remarks>Basis: GB/T 32918.1 §6.1: the private key is random in 1..n−2, the public key is that times G.</remarks>
public static class Sm2Keys
{
    public static Sm2KeyPair New()
    {
        var curve = GMNamedCurves.GetByName("sm2p256v1");
        var most = curve.N.Subtract(BigInteger.Two);
        BigInteger number;
        do { number = new BigInteger(1, RandomNumberGenerator.GetBytes(32)); }
        while (number.SignValue == 0 || number.CompareTo(most) > 0);
        var point = curve.G.Multiply(number).Normalize().GetEncoded(compressed: false);
        return new Sm2KeyPair(number.ToString(16).PadLeft(64, '0'), Convert.ToHexStringLower(point));
    }
}

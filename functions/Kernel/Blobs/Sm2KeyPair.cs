namespace SocialFund.Kernel;

/// <summary>An SM2 key of the system.</summary>
/// <param name="PrivateKey">64 hex digits.</param>
/// <param name="PublicKey">04 and 128 hex digits; given to whoever verifies.</param>
public sealed record Sm2KeyPair(string PrivateKey, string PublicKey)
{
    /// <summary>The form in which <see cref="ISecrets"/> keeps it.</summary>
    public string Write() => $"{PrivateKey}:{PublicKey}";

    public static Sm2KeyPair Read(string text) => text.Split(':') is [var privateKey, var publicKey]
        ? new Sm2KeyPair(privateKey, publicKey)
        : throw new FormatException("Not an SM2 key pair.");

    /// <summary>Never the private half.</summary>
    public override string ToString() => PublicKey;
}

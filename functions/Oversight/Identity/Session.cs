using System.Security.Cryptography;
using System.Text;

namespace SocialFund.Oversight.Identity;

/// <summary>One sign-in on one device. Its refresh token changes with every use and is kept only as a hash.</summary>
/// <param name="SeenAt">The last refresh; activity in between is not recorded.</param>
/// <param name="Epoch">The account's <see cref="Account.SessionEpoch"/> when it began.</param>
/// <param name="EndReason">Null while it goes on: signed_out, ended, token_reused.</param>
public sealed record Session(
    string Id, DateTimeOffset StartedAt, DateTimeOffset SeenAt, string From, string SecretHash, int Epoch,
    string? EndReason)
{
    public const string Document = "session";

    public static string DocumentOf(string id) => $"session-{id}";

    /// <summary>Whether nobody has ended it; it may still be idle too long.</summary>
    public bool GoesOn(Account account) => EndReason is null && Epoch == account.SessionEpoch;

    public bool IsOpen(Account account, DateTimeOffset now, IdentityPolicy policy) =>
        GoesOn(account) && now < SeenAt + policy.Idle && now < StartedAt + policy.SessionMax;
}

/// <summary>
/// What the browser holds to get its next access token: account, session and a secret that is good once.
/// </summary>
public sealed record RefreshToken(string Account, string Session, string Secret)
{
    private const char Joint = '~';

    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Secret)));

    /// <param name="session">Null begins a session.</param>
    public static RefreshToken New(string account, string? session = null) =>
        new(account, session ?? Random(16), Random(32));

    /// <returns>Null when the text is no refresh token.</returns>
    public static RefreshToken? Read(string text) =>
        text.Split(Joint) is [var account, var session, var secret]
        && Identity.Account.IsId(account) && session.All(char.IsAsciiHexDigitLower)
            ? new RefreshToken(account, session, secret)
            : null;

    public bool Opens(Session session) => CryptographicOperations.FixedTimeEquals(
        Encoding.ASCII.GetBytes(session.SecretHash), Encoding.ASCII.GetBytes(Hash));

    /// <summary>The wire form. Never log it.</summary>
    public string Write() => $"{Account}{Joint}{Session}{Joint}{Secret}";

    public override string ToString() => $"refresh token of {Account}";

    private static string Random(int bytes) => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(bytes));
}

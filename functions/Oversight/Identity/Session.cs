using System.Security.Cryptography;
using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Oversight.Identity;

/// <summary>One sign-in on one device. Its refresh token changes with every use and is kept only as a hash.</summary>
/// <param name="SeenAt">The last refresh; activity in between is not recorded.</param>
/// <param name="EndReason">Null while it goes on: signed_out, token_reused, password_changed, disabled, reset,
/// ended.</param>
public sealed record Session(
    string Id, DateTimeOffset StartedAt, DateTimeOffset SeenAt, string From, string SecretHash, string? EndReason)
{
    public const string Document = "session";

    public static string DocumentOf(string id) => $"session-{id}";

    public bool IsOpen(DateTimeOffset now, IdentityPolicy policy) =>
        EndReason is null && now < SeenAt + policy.Idle && now < StartedAt + policy.SessionMax;
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

internal static class SessionEnding
{
    /// <summary>Ends every session of the account that goes on, but for one.</summary>
    public static async Task EndSessions(this Unit unit, string reason, string? except = null)
    {
        foreach (var (id, session) in await unit.All<Session>(new DocumentQuery(Session.Document)))
        {
            if (session.EndReason is null && session.Id != except)
            {
                unit.Replace(id, Session.Document, session with { EndReason = reason });
            }
        }
    }
}

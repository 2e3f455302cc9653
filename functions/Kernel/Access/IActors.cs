namespace SocialFund.Kernel;

/// <summary>Turns bearer tokens into actors; the HTTP pipeline asks it once a request.</summary>
public interface IActors
{
    /// <returns>Null when the token is false, expired or revoked, or the account is disabled.</returns>
    Task<Actor?> FromToken(string bearer);
}

/// <summary>The password is new or too old and must be changed before anything else.</summary>
public sealed record PasswordChangeNeeded()
    : Problem(ProblemKind.Forbidden, "password_change_needed", "首次登录或口令已过期，请先修改口令再继续。");

/// <summary>What stays open to who must change the password; the pipeline asks before any handler runs.</summary>
public static class PasswordFirst
{
    private static readonly string[] Open = ["identity/me", "identity/me/password", "identity/sessions/current"];

    /// <returns>The refusal, or null when the call may go on.</returns>
    public static Problem? Bars(Actor actor, Endpoint endpoint) =>
        actor.MustChangePassword && endpoint.Access is not Access.Anonymous && !Open.Contains(endpoint.Route)
            ? new PasswordChangeNeeded()
            : null;
}

using SocialFund.Kernel;

namespace SocialFund.Hosts.Pipeline;

/// <param name="MustChangePassword">Such a caller reaches only <see cref="Doorkeeper.PasswordRoute"/>.</param>
public sealed record Caller(Actor Actor, bool MustChangePassword = false);

/// <summary>Who a bearer token stands for. The heads answer it from the identity module or from Entra ID.</summary>
public interface ICallers
{
    /// <returns>A problem of kind <see cref="ProblemKind.Unauthenticated"/> when the token is not good.</returns>
    ValueTask<Result<Caller>> Find(string token, DateTimeOffset now, CancellationToken stopping);
}

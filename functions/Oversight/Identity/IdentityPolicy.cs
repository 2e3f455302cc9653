using SocialFund.Kernel;

namespace SocialFund.Oversight.Identity;

/// <summary>
/// The figures of the sign-in protection. Shipped in policy.json; an installation may hand in its own.
/// </summary>
/// <param name="PasswordClassesMin">Of the four: upper case, lower case, digits, others.</param>
/// <param name="PasswordEarlierKept">How many former passwords may not come back.</param>
/// <param name="FailuresMax">Failed sign-ins in a row until the account is locked.</param>
/// <param name="IdleMinutes">A session that was not refreshed for so long is over.</param>
/// <param name="SessionHours">No session outlives it, however busy.</param>
/// <remarks>Basis: <see cref="Basis.LoginProtection"/>, which sets the duties but not the figures.</remarks>
public sealed record IdentityPolicy(
    int PasswordLengthMin, int PasswordClassesMin, int PasswordEarlierKept, int PasswordAgeDays, int FailuresMax,
    int LockMinutes, int AccessMinutes, int IdleMinutes, int SessionHours, int Pbkdf2Iterations)
{
    public static IdentityPolicy Shipped { get; } =
        Json.Read<IdentityPolicy>(EmbeddedText.Read(typeof(IdentityPolicy).Assembly, "policy.json"));

    public TimeSpan Lock => TimeSpan.FromMinutes(LockMinutes);
    public TimeSpan Access => TimeSpan.FromMinutes(AccessMinutes);
    public TimeSpan Idle => TimeSpan.FromMinutes(IdleMinutes);
    public TimeSpan SessionMax => TimeSpan.FromHours(SessionHours);
    public TimeSpan PasswordAge => TimeSpan.FromDays(PasswordAgeDays);
}

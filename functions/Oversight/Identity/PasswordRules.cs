namespace SocialFund.Oversight.Identity;

/// <summary>What a password must be like.</summary>
public static class PasswordRules
{
    /// <summary>Longer input only costs hashing time.</summary>
    public const int LengthMax = 128;

    /// <returns>What is wrong, in Chinese, in a fixed order; none when the password is good.</returns>
    public static IReadOnlyList<string> FaultsOf(string password, string account, IdentityPolicy policy)
    {
        var faults = new List<string>();
        if (password.Length < policy.PasswordLengthMin) { faults.Add($"至少{policy.PasswordLengthMin}个字符"); }
        if (password.Length > LengthMax) { faults.Add($"最多{LengthMax}个字符"); }
        if (ClassesOf(password) < policy.PasswordClassesMin)
        {
            faults.Add($"须包含大写字母、小写字母、数字、符号中的至少{policy.PasswordClassesMin}类");
        }
        if (password.Contains(account, StringComparison.OrdinalIgnoreCase)) { faults.Add("不能包含账号"); }
        return faults;
    }

    private static int ClassesOf(string password) =>
        (password.Any(char.IsAsciiLetterUpper) ? 1 : 0)
        + (password.Any(char.IsAsciiLetterLower) ? 1 : 0)
        + (password.Any(char.IsAsciiDigit) ? 1 : 0)
        + (password.Any(symbol => !char.IsAsciiLetterOrDigit(symbol)) ? 1 : 0);
}

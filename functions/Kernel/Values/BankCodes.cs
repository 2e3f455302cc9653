namespace SocialFund.Kernel;

/// <summary>Bank branch numbers (行号, CNAPS) and account numbers.</summary>
public static class BankCodes
{
    /// <summary>12 digits: bank 3, city 4, branch 4, check 1. Says nothing of the check digit.</summary>
    public static bool IsCnaps(ReadOnlySpan<char> text) => text.Length == 12 && AllDigits(text);

    /// <summary>
    /// Whether the check digit holds. A failure is a warning, never a refusal: the rule is not published.
    /// </summary>
    /// <remarks>ISO 7064 MOD 11,10; found by experiment on 58 published numbers.</remarks>
    public static bool HasCnapsCheckDigit(ReadOnlySpan<char> text)
    {
        if (!IsCnaps(text)) { return false; }
        var product = 10;
        foreach (var digit in text[..11])
        {
            var sum = (product + (digit - '0')) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        return (11 - product) % 10 == text[11] - '0';
    }

    /// <summary>
    /// A bank account or card number: 8 to 32 digits. Card numbers (16–19 digits beginning 62) must pass Luhn
    /// (ISO/IEC 7812-1 annex B); other accounts have no national checksum.
    /// </summary>
    public static bool IsAccount(ReadOnlySpan<char> text)
    {
        if (text.Length is < 8 or > 32 || !AllDigits(text)) { return false; }
        var isCard = text.Length is >= 16 and <= 19 && text is ['6', '2', ..];
        return !isCard || PassesLuhn(text);
    }

    /// <summary>First four and last four digits stay readable.</summary>
    public static string MaskAccount(string account) =>
        account.Length < 10
            ? new string('*', account.Length)
            : $"{account[..4]}{new string('*', account.Length - 8)}{account[^4..]}";

    private static bool PassesLuhn(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var index = 0; index < digits.Length; index++)
        {
            var digit = digits[^(index + 1)] - '0';
            if (index % 2 == 1) { digit = digit > 4 ? digit * 2 - 9 : digit * 2; }
            sum += digit;
        }
        return sum % 10 == 0;
    }

    private static bool AllDigits(ReadOnlySpan<char> text)
    {
        foreach (var symbol in text)
        {
            if (!char.IsAsciiDigit(symbol)) { return false; }
        }
        return true;
    }
}

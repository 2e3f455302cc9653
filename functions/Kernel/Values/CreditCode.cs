using System.Text.Json.Serialization;

namespace SocialFund.Kernel;

/// <summary>A unified social credit code (统一社会信用代码), 18 characters with a check character.</summary>
/// <remarks>Basis: GB 32100-2015 (ISO 7064 MOD 31-3).</remarks>
[JsonConverter(typeof(TextJson<CreditCode>))]
public readonly record struct CreditCode : ITextValue<CreditCode>
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static readonly int[] Weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

    private readonly string? _text;

    private CreditCode(string text) => _text = text;

    public static string Name => "统一社会信用代码";
    public string Text => _text ?? throw new InvalidOperationException("A credit code without text.");

    public static bool TryParse(string? text, out CreditCode value)
    {
        value = default;
        if (text is not { Length: 18 }) { return false; }
        var sum = 0;
        for (var index = 0; index < 17; index++)
        {
            var digit = Alphabet.IndexOf(text[index], StringComparison.Ordinal);
            if (digit < 0) { return false; }
            sum += digit * Weights[index];
        }
        if (Alphabet[(31 - sum % 31) % 31] != text[17]) { return false; }
        value = new CreditCode(text);
        return true;
    }

    public override string ToString() => _text ?? "";
}

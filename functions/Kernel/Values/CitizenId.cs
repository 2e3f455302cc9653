using System.Globalization;
using System.Text.Json.Serialization;

namespace SocialFund.Kernel;

/// <summary>A citizen identity number (公民身份号码), 18 characters with a valid birth date and check character.</summary>
/// <remarks>Basis: GB 11643-1999 (ISO 7064 MOD 11-2).</remarks>
[JsonConverter(typeof(TextJson<CitizenId>))]
public readonly record struct CitizenId : ITextValue<CitizenId>
{
    private static ReadOnlySpan<byte> CheckCharacters => "10X98765432"u8;
    private static ReadOnlySpan<byte> Weights => [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    private readonly string? _text;

    private CitizenId(string text) => _text = text;

    public static string Name => "公民身份号码";
    public string Text => _text ?? throw new InvalidOperationException("A citizen id without a number.");

    public DateOnly BirthDate => DateOnly.ParseExact(Text.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>First six and last four characters stay readable: 630102********123X.</summary>
    public string Masked => Mask(Text);

    /// <summary>Masks any text that stands where an id should; short text is hidden whole.</summary>
    public static string Mask(string text) =>
        text.Length < 11 ? new string('*', text.Length) : $"{text[..6]}{new string('*', text.Length - 10)}{text[^4..]}";

    /// <summary>True for 18 characters whose check character is right, whatever region they name. A lower-case x passes
    /// as X.</summary>
    public static bool TryParse(string? text, out CitizenId value)
    {
        value = default;
        if (text is not { Length: 18 } || !IsValid(text)) { return false; }
        value = new CitizenId(text[17] == 'x' ? text[..17] + "X" : text);
        return true;
    }

    /// <summary>The check without making a value.</summary>
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        Span<byte> ascii = stackalloc byte[18];
        return text.Length == ascii.Length
            && System.Text.Ascii.FromUtf16(text, ascii, out _) == System.Buffers.OperationStatus.Done
            && IsValid(ascii);
    }

    /// <summary>The same for bulk intake.</summary>
    public static bool IsValid(ReadOnlySpan<byte> ascii) =>
        ascii.Length == 18
        && !ascii[..17].ContainsAnyExceptInRange((byte)'0', (byte)'9')
        && CheckOf(ascii) == (ascii[17] == 'x' ? 'X' : ascii[17])
        && IsDate(ascii.Slice(6, 8));

    /// <summary>The check character for the first 17 digits.</summary>
    public static byte CheckOf(ReadOnlySpan<byte> digits)
    {
        var sum = 0;
        for (var index = 0; index < Weights.Length; index++) { sum += (digits[index] - '0') * Weights[index]; }
        return CheckCharacters[sum % 11];
    }

    private static bool IsDate(ReadOnlySpan<byte> digits)
    {
        var year = Number(digits[..4]);
        var month = Number(digits.Slice(4, 2));
        var day = Number(digits.Slice(6, 2));
        return year is >= 1880 and <= 9999 && month is >= 1 and <= 12
            && day >= 1 && day <= DateTime.DaysInMonth(year, month);
    }

    private static int Number(ReadOnlySpan<byte> digits)
    {
        var number = 0;
        foreach (var digit in digits) { number = number * 10 + (digit - '0'); }
        return number;
    }

    public override string ToString() => _text is null ? "" : Masked;
}

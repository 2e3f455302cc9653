using System.Text.Json.Serialization;

namespace SocialFund.Kernel;

/// <summary>An administrative division (行政区划), a GB/T 2260 code; <c>000000</c> is the whole country.</summary>
[JsonConverter(typeof(TextJson<Division>))]
public readonly record struct Division : ITextValue<Division>
{
    private readonly string? _code;

    private Division(string code) => _code = code;

    public static Division Country { get; } = new("000000");

    public static string Name => "区划代码（六位数字）";

    public string Text => _code ?? throw new InvalidOperationException("A division without a code.");

    /// <summary>0 country, 1 province, 2 prefecture, 3 county.</summary>
    public int Level => Stem.Length / 2;

    /// <summary>The division above; the country's parent is itself.</summary>
    public Division Parent => Level == 0 ? this : new(Stem[..^2].PadRight(6, '0'));

    /// <summary>The code without its trailing zero pairs: containment is a prefix test.</summary>
    public string Stem
    {
        get
        {
            var code = Text;
            var length = code.EndsWith("000000", StringComparison.Ordinal) ? 0
                : code.EndsWith("0000", StringComparison.Ordinal) ? 2
                : code.EndsWith("00", StringComparison.Ordinal) ? 4 : 6;
            return code[..length];
        }
    }

    public static bool TryParse(string? text, out Division value)
    {
        value = default;
        if (text is not { Length: 6 } || !text.All(char.IsAsciiDigit)) { return false; }
        value = new Division(text);
        return true;
    }

    public static Division Of(string code) => TextValue.Parse<Division>(code);

    /// <summary>Whether the other division is this one or lies below it.</summary>
    public bool Contains(Division other) => other.Text.StartsWith(Stem, StringComparison.Ordinal);

    /// <summary>This division and all above it, nearest first, without the country.</summary>
    public IEnumerable<Division> UpToProvince()
    {
        for (var division = this; division.Level > 0; division = division.Parent) { yield return division; }
    }

    public override string ToString() => _code ?? "";
}

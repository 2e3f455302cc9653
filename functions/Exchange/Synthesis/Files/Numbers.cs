using System.Buffers;
using System.Buffers.Text;
using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Synthesis;

/// <summary>Serial numbers, tickets and accounts: text made from what they name, so that they need no
/// register.</summary>
internal static class Numbers
{
    /// <summary>A person's number within the county, apart from those of employers.</summary>
    public static long Own(in Member member) => member.Index + (member.IsGuest ? 900_000_000L : 0);

    /// <summary>Kind, division, month, insurance, sort of payer and payer.</summary>
    public static byte[] Text(Scene scene, Fund fund, int payerKind, long payer, char kind)
    {
        var text = new byte[27];
        text[0] = (byte)kind;
        scene.DivisionText.CopyTo(text, 1);
        Identity.Digits(text.AsSpan(7, 6), scene.PeriodNumber);
        Insurance.CodeOf(fund).CopyTo(text, 13);
        text[16] = (byte)('0' + payerKind);
        Identity.Digits(text.AsSpan(17, 10), payer);
        return text;
    }

    public static byte[] Digits(long number)
    {
        Span<byte> text = stackalloc byte[20];
        Utf8Formatter.TryFormat(number, text, out var length);
        return text[..length].ToArray();
    }

    public static byte[] Uuid(Scene scene, in Member member, Fund fund) => Uuid(scene, Own(member) + 10_000_000, fund);

    public static byte[] Uuid(Scene scene, long payer, Fund fund)
    {
        var chance = Dice.Of(scene.World.Options.Seed, payer).With(scene.PeriodNumber * 1000 + (int)fund)
            .With(scene.DivisionNumber);
        var text = new byte[32];
        Utf8Formatter.TryFormat(chance.Key, text, out _, new StandardFormat('x', 16));
        Utf8Formatter.TryFormat(chance.With(1).Key, text.AsSpan(16), out _, new StandardFormat('x', 16));
        return text;
    }
}

/// <summary>险种类型 (AAE140).</summary>
internal static class Insurance
{
    private static readonly string[] Codes = ["", "110", "170", "120", "310", "390", "210", "410", "510"];
    private static readonly byte[][] CodeBytes = [.. Codes.Select(Encoding.ASCII.GetBytes)];

    public static byte[] CodeOf(Fund fund) => CodeBytes[(int)fund];
}

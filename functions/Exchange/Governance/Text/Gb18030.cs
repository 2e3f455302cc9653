using System.Text;

namespace SocialFund.Exchange.Governance.Text;

/// <summary>GB18030 to UTF-8, several times as fast as over characters: most text is ASCII or two bytes.</summary>
/// <remarks>GB 18030: one byte below 80; two bytes, the first 81..FE, the second 40..FE without 7F; four bytes with a
/// second one of 30..39. A byte that begins nothing becomes U+FFFD.</remarks>
public static class Gb18030
{
    /// <summary>A two-byte character needs at most three, a four-byte one at most four.</summary>
    public const int GrowthMax = 3;

    private const int FirstLead = 0x81;
    private const int FirstTrail = 0x40;
    private const int Trails = 0xFF - FirstTrail;

    private static readonly Encoding Strict = CodePagesEncodingProvider.Instance.GetEncoding(
        "GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    private static readonly uint[] TwoBytes = MakeTwoBytes();

    private static ReadOnlySpan<byte> Replacement => "\uFFFD"u8;

    /// <param name="source">Whole lines; a character cut in two at the end counts as wrong.</param>
    /// <param name="target">At least <see cref="GrowthMax"/> times as long.</param>
    /// <returns>Bytes written.</returns>
    public static int ToUtf8(ReadOnlySpan<byte> source, Span<byte> target)
    {
        var (from, to) = (0, 0);
        while (from < source.Length)
        {
            var ascii = source[from..].IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            if (ascii < 0) { ascii = source.Length - from; }
            source.Slice(from, ascii).CopyTo(target[to..]);
            from += ascii;
            to += ascii;
            while (from < source.Length && source[from] >= 0x80) { from += One(source[from..], target, ref to); }
        }
        return to;
    }

    private static int One(ReadOnlySpan<byte> source, Span<byte> target, ref int to)
    {
        if (source.Length > 1 && source[0] >= FirstLead && source[1] >= FirstTrail)
        {
            var utf8 = source[0] == 0xFF || source[1] == 0xFF
                ? 0 : TwoBytes[(source[0] - FirstLead) * Trails + source[1] - FirstTrail];
            if (utf8 != 0)
            {
                target[to] = (byte)(utf8 & 0xFF);
                target[to + 1] = (byte)((utf8 >> 8) & 0xFF);
                target[to + 2] = (byte)((utf8 >> 16) & 0xFF);
                to += (int)(utf8 >> 24);
                return 2;
            }
        }
        if (source.Length > 3 && source[1] is >= (byte)'0' and <= (byte)'9' && Four(source[..4], target, ref to))
        {
            return 4;
        }
        Replacement.CopyTo(target[to..]);
        to += Replacement.Length;
        return 1;
    }

    private static bool Four(ReadOnlySpan<byte> source, Span<byte> target, ref int to)
    {
        Span<char> chars = stackalloc char[2];
        try
        {
            var count = Strict.GetChars(source, chars);
            to += Encoding.UTF8.GetBytes(chars[..count], target[to..]);
            return true;
        }
        catch (DecoderFallbackException)
        {
            // Not assigned.
            return false;
        }
    }

    /// <summary>The UTF-8 of every two-byte character in the low bytes, its length in the highest; 0 for
    /// none.</summary>
    private static uint[] MakeTwoBytes()
    {
        var table = new uint[(0xFF - FirstLead) * Trails];
        Span<byte> pair = stackalloc byte[2];
        Span<byte> utf8 = stackalloc byte[4];
        Span<char> chars = stackalloc char[2];
        var lenient = CodePagesEncodingProvider.Instance.GetEncoding(
            "GB18030", EncoderFallback.ReplacementFallback, DecoderFallback.ReplacementFallback)!;
        for (var index = 0; index < table.Length; index++)
        {
            (pair[0], pair[1]) = ((byte)(index / Trails + FirstLead), (byte)(index % Trails + FirstTrail));
            if (pair[1] == 0x7F || lenient.GetChars(pair, chars) != 1 || chars[0] == '\uFFFD') { continue; }
            var length = Encoding.UTF8.GetBytes(chars[..1], utf8);
            table[index] = utf8[0] | ((uint)utf8[1] << 8) | ((length == 3 ? (uint)utf8[2] : 0) << 16) | (
                (uint)length << 24);
        }
        return table;
    }
}

using System.Buffers.Binary;

namespace SocialFund.Exchange.Governance;

/// <summary>
/// 64 bits that stand for some cells. Equal cells give equal hashes, today and in years; of twenty million unequal ones
/// two agree once in a hundred thousand files.
/// </summary>
/// <remarks>Not against people who try: it decides what is a duplicate of the sender's own rows, nothing
/// else.</remarks>
internal struct RowHash
{
    private const ulong Left = 0x9E37_79B9_7F4A_7C15;
    private const ulong Right = 0xD6E8_FEB8_6659_FD93;

    private const int Word = 8;
    private const int HalfWord = 4;

    private ulong _state;

    public readonly ulong Value => Mix(_state ^ Left, Right);

    /// <param name="place">Of the field: the same value in two fields is not the same.</param>
    public void Add(int place, long number) => Add(unchecked((ulong)number), place, length: 0);

    /// <inheritdoc cref="Add(int, long)"/>
    public void Add(int place, ReadOnlySpan<byte> text)
    {
        for (var rest = text; rest.Length > Word; rest = rest[Word..])
        {
            _state = Mix(_state ^ BinaryPrimitives.ReadUInt64LittleEndian(rest), Right);
        }
        Add(LastWord(text), place, text.Length);
    }

    private void Add(ulong word, int place, int length) =>
        _state = Mix(_state ^ word ^ Left, unchecked(Right + ((ulong)place << 32) + (ulong)length));

    /// <summary>The last eight bytes, of which some have been seen already; of a shorter text all.</summary>
    private static ulong LastWord(ReadOnlySpan<byte> text)
    {
        if (text.Length >= Word) { return BinaryPrimitives.ReadUInt64LittleEndian(text[^Word..]); }
        if (text.Length >= HalfWord)
        {
            ulong high = BinaryPrimitives.ReadUInt32LittleEndian(text[^HalfWord..]);
            return (high << 32) | BinaryPrimitives.ReadUInt32LittleEndian(text);
        }
        ulong few = 0;
        foreach (var each in text) { few = (few << 8) | each; }
        return few;
    }

    private static ulong Mix(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out var low);
        return high ^ low ^ left;
    }
}

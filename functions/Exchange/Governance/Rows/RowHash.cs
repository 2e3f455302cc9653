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

    private ulong _state;

    public readonly ulong Value => Mix(_state ^ Left, Right);

    public void Add(long number) => _state = Mix(_state ^ unchecked((ulong)number) ^ Left, Right);

    public void Add(ReadOnlySpan<byte> text)
    {
        var state = Mix(_state ^ (ulong)text.Length ^ Right, Left);
        for (; text.Length >= 8; text = text[8..])
        {
            state = Mix(state ^ BinaryPrimitives.ReadUInt64LittleEndian(text), Right);
        }
        ulong rest = 0;
        foreach (var each in text) { rest = (rest << 8) | each; }
        _state = Mix(state ^ rest ^ Left, Right);
    }

    private static ulong Mix(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out var low);
        return high ^ low ^ left;
    }
}

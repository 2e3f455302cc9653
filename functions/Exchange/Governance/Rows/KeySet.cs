using System.Runtime.Intrinsics.X86;

namespace SocialFund.Exchange.Governance;

/// <summary>What a key was seen with.</summary>
internal enum Seen
{
    Never = 1,
    WithSameContent,
    WithOtherContent,
}

/// <summary>
/// The keys of a table's rows, each with a part of the hash of the row's content: 16 bytes a row and no object. It
/// grows piece
/// by piece, so that growing never needs twice its size.
/// </summary>
internal sealed class KeySet
{
    private const int Pieces = 256;
    private const int FirstSlots = 64;

    private readonly Entry[][] _pieces = new Entry[Pieces][];
    private readonly int[] _counts = new int[Pieces];

    /// <summary>Zero marks an empty slot; the one key that is zero counts as one.</summary>
    private readonly record struct Entry(ulong Key, uint Content);

    public long Count { get; private set; }

    /// <summary>Asks the processor for the place of a key that will be looked at soon.</summary>
    public unsafe void Prefetch(ulong key)
    {
        if (!Sse.IsSupported || _pieces[key >> 56] is not { } entries) { return; }
        fixed (Entry* first = entries) { Sse.Prefetch0(first + (key & (uint)(entries.Length - 1))); }
    }

    /// <summary>Adds a key unless it is there.</summary>
    public Seen Add(ulong key, ulong contentHash)
    {
        if (key == 0) { key = 1; }
        var content = (uint)(contentHash >> 32);
        var piece = (int)(key >> 56);
        var entries = _pieces[piece];
        if (entries is null || _counts[piece] * 4 >= entries.Length * 3) { entries = Grow(piece); }
        ref var entry = ref entries[Find(entries, key)];
        if (entry.Key != 0) { return Compare(entry, content); }
        entry = new Entry(key, content);
        _counts[piece]++;
        Count++;
        return Seen.Never;
    }

    public Seen Look(ulong key, ulong contentHash)
    {
        if (key == 0) { key = 1; }
        return _pieces[key >> 56] is { } entries && entries[Find(entries, key)] is { Key: not 0 } entry
            ? Compare(entry, (uint)(contentHash >> 32))
            : Seen.Never;
    }

    private static Seen Compare(Entry entry, uint content) =>
        entry.Content == content ? Seen.WithSameContent : Seen.WithOtherContent;

    private static int Find(Entry[] entries, ulong key)
    {
        var mask = (uint)(entries.Length - 1);
        for (var slot = (uint)(key & mask); ; slot = (slot + 1) & mask)
        {
            var found = entries[slot].Key;
            if (found == 0 || found == key) { return (int)slot; }
        }
    }

    private Entry[] Grow(int piece)
    {
        var entries = _pieces[piece] ?? [];
        var grown = new Entry[Math.Max(FirstSlots, entries.Length * 2)];
        foreach (var entry in entries)
        {
            if (entry.Key != 0) { grown[Find(grown, entry.Key)] = entry; }
        }
        return _pieces[piece] = grown;
    }
}

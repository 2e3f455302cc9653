using System.Runtime.InteropServices;
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
/// The keys of a table's rows, each with a part of the hash of the row's content: 12 bytes a slot, outside the
/// collected heap, where millions of them would stay long after the load. It grows piece by piece, so that growing
/// never needs twice its size.
/// </summary>
internal sealed unsafe class KeySet : IDisposable
{
    private const int Pieces = 256;
    private const int FirstSlots = 64;

    private readonly Piece[] _pieces = new Piece[Pieces];

    /// <summary>Zero marks an empty slot; the one key that is zero counts as one.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private readonly record struct Entry(ulong Key, uint Content);

    /// <summary>The keys with the same first byte, in slots of a power of two.</summary>
    private struct Piece
    {
        public Entry* Entries;
        public uint Slots;
        public uint Count;

        /// <summary>The slot that has the key, or would have it.</summary>
        public readonly Entry* Find(ulong key)
        {
            var mask = Slots - 1;
            for (var slot = (uint)(key & mask); ; slot = (slot + 1) & mask)
            {
                var entry = Entries + slot;
                if (entry->Key == 0 || entry->Key == key) { return entry; }
            }
        }
    }

    public long Count { get; private set; }

    /// <summary>Asks the processor for the place of a key that will be looked at soon.</summary>
    public void Prefetch(ulong key)
    {
        ref var piece = ref _pieces[key >> 56];
        if (Sse.IsSupported && piece.Slots != 0) { Sse.Prefetch0(piece.Entries + (key & (piece.Slots - 1))); }
    }

    /// <summary>Adds a key unless it is there.</summary>
    public Seen Add(ulong key, ulong contentHash)
    {
        if (key == 0) { key = 1; }
        var content = (uint)(contentHash >> 32);
        ref var piece = ref _pieces[key >> 56];
        if (piece.Count * 4 >= piece.Slots * 3) { Grow(ref piece); }
        var entry = piece.Find(key);
        if (entry->Key != 0) { return Compare(entry, content); }
        *entry = new Entry(key, content);
        piece.Count++;
        Count++;
        return Seen.Never;
    }

    public Seen Look(ulong key, ulong contentHash)
    {
        if (key == 0) { key = 1; }
        ref var piece = ref _pieces[key >> 56];
        if (piece.Slots == 0) { return Seen.Never; }
        var entry = piece.Find(key);
        return entry->Key == 0 ? Seen.Never : Compare(entry, (uint)(contentHash >> 32));
    }

    /// <summary>Gives the memory back; the set is empty then.</summary>
    public void Dispose()
    {
        foreach (var piece in _pieces) { NativeMemory.Free(piece.Entries); }
        Array.Clear(_pieces);
        Count = 0;
    }

    private static Seen Compare(Entry* entry, uint content) =>
        entry->Content == content ? Seen.WithSameContent : Seen.WithOtherContent;

    private static void Grow(ref Piece piece)
    {
        var slots = Math.Max(FirstSlots, piece.Slots * 2);
        var entries = (Entry*)NativeMemory.AllocZeroed(slots, (nuint)sizeof(Entry));
        var grown = new Piece { Entries = entries, Slots = slots, Count = piece.Count };
        for (var entry = piece.Entries; entry < piece.Entries + piece.Slots; entry++)
        {
            if (entry->Key != 0) { *grown.Find(entry->Key) = *entry; }
        }
        NativeMemory.Free(piece.Entries);
        piece = grown;
    }
}

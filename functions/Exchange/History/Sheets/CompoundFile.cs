using System.Buffers.Binary;
using System.Text;

namespace SocialFund.Exchange.History;

/// <summary>Streams inside a compound file, as old Office documents are (MS-CFB).</summary>
internal sealed class CompoundFile
{
    private const int HeaderSize = 512;
    private const int EntrySize = 128;
    private const int MiniSize = 64;
    private const uint EndOfChain = 0xFFFF_FFFE;
    private const uint NoSector = 0xFFFF_FFFA;
    private const int RootKind = 5;
    private const int StreamKind = 2;

    private readonly byte[] _bytes;
    private readonly int _sector;
    private readonly uint _miniCutoff;
    private readonly uint[] _next;
    private readonly uint[] _nextMini;
    private readonly List<(string Name, int Kind, uint Start, long Size)> _entries = [];
    private readonly byte[] _mini;

    private CompoundFile(byte[] bytes)
    {
        _bytes = bytes;
        _sector = 1 << UInt16(30);
        if (_sector is not (512 or 4096)) { throw new InvalidDataException("xls 文件头不正确"); }
        _miniCutoff = UInt32(56);
        _next = Table();
        _nextMini = Numbers(Chain(UInt32(60), long.MaxValue));
        var directory = Chain(UInt32(48), long.MaxValue);
        for (var at = 0; at + EntrySize <= directory.Length; at += EntrySize)
        {
            Entry(directory.AsSpan(at, EntrySize));
        }
        var root = _entries.FirstOrDefault(entry => entry.Kind == RootKind);
        _mini = root.Kind == RootKind ? Chain(root.Start, root.Size) : [];
    }

    public static bool Is(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith<byte>([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);

    /// <exception cref="InvalidDataException">Damaged.</exception>
    public static CompoundFile Open(byte[] bytes) => Is(bytes) && bytes.Length >= HeaderSize
        ? new CompoundFile(bytes)
        : throw new InvalidDataException("不是 xls 文件");

    /// <returns>Null when there is none of that name.</returns>
    public byte[]? Stream(string name)
    {
        var entry = _entries.FirstOrDefault(entry => entry.Kind == StreamKind && entry.Name == name);
        if (entry.Kind != StreamKind) { return null; }
        return entry.Size < _miniCutoff ? MiniChain(entry.Start, entry.Size) : Chain(entry.Start, entry.Size);
    }

    private void Entry(ReadOnlySpan<byte> entry)
    {
        var length = Math.Clamp(BinaryPrimitives.ReadUInt16LittleEndian(entry[64..]) - 2, 0, 62);
        _entries.Add((
            Encoding.Unicode.GetString(entry[..length]), entry[66],
            BinaryPrimitives.ReadUInt32LittleEndian(entry[116..]),
            BinaryPrimitives.ReadUInt32LittleEndian(entry[120..])));
    }

    /// <summary>The file's allocation table: first 109 sectors of it in the header, more in a chain.</summary>
    private uint[] Table()
    {
        var sectors = new List<uint>();
        for (var at = 76; at < HeaderSize; at += 4) { sectors.Add(UInt32(at)); }
        var more = UInt32(68);
        for (var count = 0; more < NoSector && count <= _bytes.Length / _sector; count++)
        {
            var block = Numbers(Sector(more));
            sectors.AddRange(block[..^1]);
            more = block[^1];
        }
        return [.. sectors.Where(sector => sector < NoSector).SelectMany(sector => Numbers(Sector(sector)))];
    }

    private byte[] Chain(uint start, long size)
    {
        var content = new MemoryStream();
        var left = _next.Length + 1;
        for (var sector = start; sector < NoSector && content.Length < size; sector = Follow(_next, sector))
        {
            if (left-- == 0) { throw new InvalidDataException("xls 扇区成环"); }
            content.Write(Sector(sector));
        }
        return Cut(content, size);
    }

    private byte[] MiniChain(uint start, long size)
    {
        var content = new MemoryStream();
        var left = _nextMini.Length + 1;
        for (var sector = start; sector < NoSector && content.Length < size; sector = Follow(_nextMini, sector))
        {
            var from = (long)sector * MiniSize;
            if (left-- == 0 || from + MiniSize > _mini.Length) { throw new InvalidDataException("xls 扇区残缺"); }
            content.Write(_mini, (int)from, MiniSize);
        }
        return Cut(content, size);
    }

    private static byte[] Cut(MemoryStream content, long size)
    {
        if (size != long.MaxValue && content.Length < size) { throw new InvalidDataException("xls 文件不完整"); }
        return size < content.Length ? content.ToArray()[..(int)size] : content.ToArray();
    }

    private static uint Follow(uint[] table, uint sector) => sector < table.Length ? table[sector] : EndOfChain;

    private ReadOnlySpan<byte> Sector(uint sector)
    {
        var from = (sector + 1L) * _sector;
        // The last sector of some writers is cut short.
        if (from >= _bytes.Length) { throw new InvalidDataException("xls 文件不完整"); }
        return _bytes.AsSpan((int)from, (int)Math.Min(_sector, _bytes.Length - from));
    }

    private static uint[] Numbers(ReadOnlySpan<byte> bytes)
    {
        var numbers = new uint[bytes.Length / 4];
        for (var index = 0; index < numbers.Length; index++)
        {
            numbers[index] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(index * 4)..]);
        }
        return numbers;
    }

    private ushort UInt16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(at));

    private uint UInt32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(at));
}

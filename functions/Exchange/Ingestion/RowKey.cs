using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion;

/// <summary>128 bits that stand for what may be paid once: the fields that a kind's duplicate check names.</summary>
public readonly record struct RowKey(long High, long Low)
{
    /// <summary>Hashes the cells in order; upper and lower case are one (an id's last x).</summary>
    /// <param name="fields">Field ids; <c>@period</c> and <c>@year</c> are the batch's.</param>
    public static RowKey Of(
        IReadOnlyList<string> fields, Period period, Table table, ReadOnlySpan<char> line, ReadOnlySpan<Range> cells)
    {
        Span<char> text = stackalloc char[1024];
        var length = 0;
        foreach (var field in fields)
        {
            var cell = field switch
            {
                "@period" => period.Text,
                "@year" => period.Text.AsSpan(0, 4),
                _ => table.Cell(field, line, cells),
            };
            // A field's text is at most 200 characters and a key names at most four fields.
            length += cell.ToUpperInvariant(text[length..]);
            text[length++] = '|';
        }
        return OfText(text[..length]);
    }

    public static RowKey OfText(ReadOnlySpan<char> text)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(MemoryMarshal.AsBytes(text), hash);
        return new RowKey(
            BinaryPrimitives.ReadInt64LittleEndian(hash), BinaryPrimitives.ReadInt64LittleEndian(hash[8..]));
    }
}

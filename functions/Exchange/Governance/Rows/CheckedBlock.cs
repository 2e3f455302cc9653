using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Governance.Text;

namespace SocialFund.Exchange.Governance;

/// <summary>What becomes of a row.</summary>
internal enum RowState : byte
{
    Accepted = 1,
    Returned,
    Duplicate,
}

/// <summary>Something wrong with a row.</summary>
/// <param name="Row">In its block.</param>
/// <param name="Place">The field, or -1 for the line as a whole.</param>
/// <param name="Rule">The table's rule that was broken, or -1: then <paramref name="Fault"/> says what.</param>
internal readonly record struct RowFault(int Row, short Place, short Rule, CellFault Fault);

/// <summary>The rows of a block, read and checked. Used again for the next block.</summary>
internal sealed class CheckedBlock(int columns)
{
    public TextBlock Text { get; private set; } = null!;

    public TypedRows Rows { get; } = new(columns);

    public int Count { get; set; }

    /// <summary>The line of each row in its block, from 0.</summary>
    public int[] Lines { get; private set; } = [];

    public RowState[] States { get; private set; } = [];

    public ulong[] Keys { get; private set; } = [];

    public ulong[] Contents { get; private set; } = [];

    /// <summary>In row order.</summary>
    public List<RowFault> Faults { get; } = [];

    /// <summary>Cells that were rewritten to the standard form.</summary>
    public long Standardized { get; set; }

    /// <summary>The accepted rows, once the block had its turn.</summary>
    public List<int> Accepted { get; } = [];

    public void Begin(TextBlock text)
    {
        Text = text;
        Count = 0;
        Standardized = 0;
        Faults.Clear();
        Accepted.Clear();
        Rows.Begin(text.Lines, text.Utf8, text.Utf8Length);
        if (Lines.Length < text.Lines)
        {
            (Lines, States) = (new int[text.Lines], new RowState[text.Lines]);
            (Keys, Contents) = (new ulong[text.Lines], new ulong[text.Lines]);
        }
    }
}

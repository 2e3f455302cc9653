using SocialFund.Exchange.Catalog;

namespace SocialFund.Exchange.Governance;

/// <summary>Rows and the fen of the table's total; received = accepted + returned + duplicate.</summary>
/// <param name="Fen">Returned rows whose amount cannot be read count as nothing.</param>
public sealed record RowsAndFen(long Rows, long Fen)
{
    public static readonly RowsAndFen None = new(0, 0);

    public static RowsAndFen operator +(RowsAndFen left, RowsAndFen right) =>
        new(left.Rows + right.Rows, left.Fen + right.Fen);
}

/// <summary>How many rows of a region broke a rule.</summary>
/// <param name="Rule">The rule's id, or the cell fault's.</param>
/// <param name="Field">Its id; empty for the line as a whole.</param>
public sealed record FaultTally(
    string Rule, string Field, Severity Severity, string Message, long Rows, string File, long FirstLine);

/// <summary>What a region's rows of a table were like.</summary>
/// <param name="Filled">Accepted rows with something in the field, by field id.</param>
/// <param name="Noted">Accepted rows that at least one soft rule was noted of.</param>
public sealed record RegionTally(
    string Division, RowsAndFen Accepted, long Noted, IReadOnlyDictionary<string, long> Filled);

/// <summary>What became of the rows of one table of a batch.</summary>
/// <param name="Standardized">Cells rewritten to the standard form.</param>
public sealed record TableTally(
    RowsAndFen Received, RowsAndFen Accepted, RowsAndFen Returned, RowsAndFen Duplicate, long Standardized,
    IReadOnlyList<FaultTally> Faults, IReadOnlyList<RegionTally> Regions);

namespace SocialFund.Exchange.Synthesis;

/// <summary>A line of truth.csv.</summary>
internal sealed record ErrorFinding(
    string Sender, string Batch, string File, long Line, string Table, PlannedError Error, string Person);

/// <summary>A line of frauds.csv: one row of a planted case.</summary>
internal sealed record FraudFinding(
    string Rule, string Person, string Employer, string CitizenId, string Period, string Division, long AmountFen,
    string Sender, string Batch, string File, long Line, string Table);

/// <summary>What an area's files came to.</summary>
internal sealed class AreaResult
{
    public List<ErrorFinding> Errors { get; } = [];

    public List<FraudFinding> Frauds { get; } = [];

    public List<DifferenceFinding> Differences { get; } = [];

    public long Rows { get; set; }

    public long Bytes { get; set; }

    public int Files { get; set; }
}

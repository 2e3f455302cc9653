namespace SocialFund.Exchange.Synthesis;

/// <summary>What stands in a detail package's <c>manifest.json</c>.</summary>
internal sealed record DetailManifest(
    string Type, string Sender, string Batch, string Period, string Division, IReadOnlyList<DetailFile> Files);

/// <param name="Delimiter">Null where cells are elements.</param>
/// <param name="TotalFen">The sum of the table's amount; zero for tables without one.</param>
internal sealed record DetailFile(
    string Name, string Table, string Encoding, string? Delimiter, long Rows, long TotalFen, string Sm3);

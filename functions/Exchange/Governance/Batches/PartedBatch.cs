using System.Security.Cryptography;
using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Governance;

/// <summary>Which part of a batch a package is (分部分报送).</summary>
/// <param name="Number">From 1 to <paramref name="Of"/>.</param>
/// <param name="Missing">The parts that had not come when it was last looked at, ascending.</param>
public sealed record BatchPart(int Number, int Of, IReadOnlyList<int> Missing)
{
    /// <summary>One commit makes all parts count: a document a table (79) and a message a part fit its 100
    /// operations.</summary>
    public const int PartsMax = 16;

    /// <summary>As if no part had come.</summary>
    public static BatchPart Alone(int number, int of) => new(number, of, [.. Enumerable.Range(1, of)]);

    /// <summary>As screens and receipts say it.</summary>
    public string Text => Missing.Count == 0
        ? $"第 {Number} 部分，共 {Of} 部分，已齐全"
        : $"第 {Number} 部分，共 {Of} 部分；还缺第 {string.Join("、", Missing)} 部分，齐全后一并入库";
}

/// <summary>A table's rows of a part, in the lake and not counting yet.</summary>
public sealed record PartOfTable(string Table, LakePart Rows);

/// <summary>A part that has been checked and is there.</summary>
/// <param name="Batch">The id of the part's own <see cref="DetailBatch"/>.</param>
public sealed record CamePart(int Number, string Batch, IReadOnlyList<PartOfTable> Tables);

/// <summary>A sender's batch that comes in several packages: it stands beside the lake's months, so that one commit
/// makes all of it count.</summary>
/// <param name="Came">In order of arrival.</param>
public sealed record PartedBatch(
    string Sender, string Number, Period Period, Division Division, string? Replaces, int Of,
    IReadOnlyList<CamePart> Came)
{
    public const string Type = "partedBatch";

    private const int IdLength = 32;

    public IReadOnlyList<int> Missing => [.. Enumerable.Range(1, Of).Except(Came.Select(part => part.Number))];

    public bool IsWhole => Missing.Count == 0;

    /// <summary>The ids under which its parts were received.</summary>
    internal IReadOnlySet<string> Batches => Came.Select(came => came.Batch).ToHashSet();

    public static string IdOf(string sender, string number, Period period) => "parts-" + Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{sender}\n{period.Text}\n{number}")))[..IdLength];

    /// <summary>Nothing of it has come yet.</summary>
    public static PartedBatch Begun(DetailBatch part) => new(
        part.Sender, part.Number!, part.Period!.Value, part.Division, part.Replaces, part.Part!.Of, []);

    public bool Has(DetailBatch part) => Came.Any(came => came.Batch == part.Id);

    /// <returns>Why it is no part of this batch, or null.</returns>
    public Problem? Refusal(DetailBatch part) =>
        Has(part) ? null
        : Came.Any(came => came.Number == part.Part!.Number) ? new PartTaken(Number, part.Part!.Number)
        : Of != part.Part!.Of ? new PartsDiffer(Number, "部分数（parts）")
        : Division != part.Division ? new PartsDiffer(Number, "行政区划（division）")
        : Replaces != part.Replaces ? new PartsDiffer(Number, "更正批次（replaces）")
        : null;
}

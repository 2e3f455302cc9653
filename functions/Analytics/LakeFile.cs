using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace SocialFund.Analytics;

/// <summary>
/// The name of one batch in the lake: <c>lake/{group}/{table}/period=YYYYMM/division=NNNNNN/{batch}.parquet</c>.
/// Only names of this form exist, so none leads out of the lake.
/// </summary>
public sealed partial record LakeFile
{
    private LakeFile(string group, string table, int period, string division, string batch) =>
        (Group, Table, Period, Division, Batch) = (group, table, period, division, batch);

    /// <summary>The insurance or, for documents consolidated for analysis, the group that owns them.</summary>
    public string Group { get; }

    public string Table { get; }

    /// <summary>Year × 100 + month.</summary>
    public int Period { get; }

    /// <summary>The division's code, six digits.</summary>
    public string Division { get; }

    /// <summary>The received batch that the rows came from. A correction has a batch of its own.</summary>
    public string Batch { get; }

    /// <summary>The name as blobs are named: with slashes, below the store's root.</summary>
    public string Name => string.Create(
        CultureInfo.InvariantCulture, $"lake/{Group}/{Table}/period={Period}/division={Division}/{Batch}.parquet");

    /// <exception cref="ArgumentException">A part has characters that the form does not allow.</exception>
    public static LakeFile Of(string group, string table, int period, string division, string batch)
    {
        var file = new LakeFile(group, table, period, division, batch);
        return TryParse(file.Name, out var parsed) && parsed == file
            ? file
            : throw new ArgumentException($"Not a name of the lake: {file.Name}");
    }

    /// <summary>Reads a name as <see cref="Name"/> writes it; anything else is refused.</summary>
    public static bool TryParse(string name, [NotNullWhen(true)] out LakeFile? file)
    {
        var match = Form().Match(name);
        file = match.Success
            ? new LakeFile(
                match.Groups["group"].Value,
                match.Groups["table"].Value,
                int.Parse(match.Groups["period"].ValueSpan, CultureInfo.InvariantCulture),
                match.Groups["division"].Value,
                match.Groups["batch"].Value)
            : null;
        return match.Success;
    }

    /// <summary>Where the file lies when the store is a local folder.</summary>
    public string PathIn(string localFolder) => Path.Combine(Path.GetFullPath(localFolder), Name);

    [GeneratedRegex(
        @"\Alake/(?<group>[a-z][a-z0-9_]{0,39})/(?<table>[a-z][a-z0-9_]{0,39})"
        + @"/period=(?<period>[12][0-9]{3}(0[1-9]|1[0-2]))/division=(?<division>[0-9]{6})"
        + @"/(?<batch>[A-Za-z0-9][A-Za-z0-9_-]{0,99})\.parquet\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}

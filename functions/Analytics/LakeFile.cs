using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using SocialFund.Kernel;

namespace SocialFund.Analytics;

/// <summary>
/// The blob name of one batch in the lake: <c>lake/{group}/{table}/period=YYYYMM/division=NNNNNN/{batch}.parquet</c>.
/// Only names of this form exist, so none leads out of the lake.
/// </summary>
[JsonConverter(typeof(TextJson<LakeFile>))]
public readonly partial record struct LakeFile : ITextValue<LakeFile>
{
    private readonly string? _text;

    private LakeFile(string text, GroupCollection parts, Period period, Division division)
    {
        _text = text;
        (Group, Table, Batch) = (parts["group"].Value, parts["table"].Value, parts["batch"].Value);
        (Period, Division) = (period, division);
    }

    public static string Name => "数据湖文件名";

    /// <summary>The whole name, with slashes, below the store's root.</summary>
    public string Text => _text ?? throw new InvalidOperationException("A lake file without a name.");

    /// <summary>The insurance or, for documents consolidated for analysis, the group that owns them.</summary>
    public string Group { get; }

    public string Table { get; }

    public Period Period { get; }

    public Division Division { get; }

    /// <summary>The received batch that the rows came from. A correction has a batch of its own.</summary>
    public string Batch { get; }

    /// <exception cref="FormatException">A part has characters that the form does not allow.</exception>
    public static LakeFile Of(string group, string table, Period period, Division division, string batch)
    {
        var file = TextValue.Parse<LakeFile>(
            $"lake/{group}/{table}/period={period.Text}/division={division.Text}/{batch}.parquet");

        // A part with slashes in it could make another name of the right form.
        return (file.Group, file.Table, file.Batch) == (group, table, batch)
            ? file
            : throw new FormatException($"{group}, {table}, {batch} are not parts of a lake file's name.");
    }

    public static bool TryParse(string? text, out LakeFile value)
    {
        value = default;
        var match = Form().Match(text ?? "");
        if (!match.Success
            || !Period.TryParse(match.Groups["period"].Value, out var period)
            || !Division.TryParse(match.Groups["division"].Value, out var division))
        {
            return false;
        }

        value = new LakeFile(match.Value, match.Groups, period, division);
        return true;
    }

    /// <summary>Where the file lies when the store is a local folder.</summary>
    public string PathIn(string localFolder) => Path.Combine(Path.GetFullPath(localFolder), Text);

    public override string ToString() => _text ?? "";

    [GeneratedRegex(
        @"\Alake/(?<group>[a-z][a-z0-9_]{0,39})/(?<table>[a-z][a-z0-9_]{0,39})"
        + @"/period=(?<period>[0-9]{6})/division=(?<division>[0-9]{6})"
        + @"/(?<batch>[A-Za-z0-9][A-Za-z0-9_-]{0,99})\.parquet\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}

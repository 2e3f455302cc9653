using System.Text.Json;
using System.Text.Json.Serialization;

namespace SocialFund.Kernel;

/// <summary>The social insurance funds (社会保险基金). Each has books of its own and never mixes with another.</summary>
/// <remarks>Basis: 社会保险法§64; 预算法实施条例§16. Wire ids are those of the exchange catalogue.</remarks>
[JsonConverter(typeof(FundJson))]
public enum Fund
{
    /// <summary>企业职工基本养老保险.</summary>
    EnterprisePension = 1,

    /// <summary>城乡居民基本养老保险.</summary>
    ResidentPension,

    /// <summary>机关事业单位基本养老保险.</summary>
    PublicSectorPension,

    /// <summary>职工基本医疗保险.</summary>
    EmployeeMedical,

    /// <summary>城乡居民基本医疗保险.</summary>
    ResidentMedical,

    /// <summary>失业保险.</summary>
    Unemployment,

    /// <summary>工伤保险.</summary>
    WorkInjury,

    /// <summary>生育保险.</summary>
    Maternity,
}

/// <param name="Id">The exchange catalogue's id, for example <c>enterprise-pension</c>.</param>
/// <param name="Code">The two-digit code used inside document ids.</param>
/// <param name="MergedInto">The fund that carries its books on after <paramref name="Until"/>.</param>
public sealed record FundEntry(
    Fund Fund, string Id, string Code, string Name, string ShortName, DateOnly? Until, Fund? MergedInto);

/// <summary>The dated list of funds.</summary>
public static class FundList
{
    /// <summary>
    /// The day from which maternity is booked and budgeted inside employee medical. The law changed on 2018-12-29;
    /// provinces merged by the end of 2019 (国办发〔2019〕10号), so the first merged accounting year is 2020.
    /// </summary>
    public static readonly DateOnly MaternityMerged = new(2020, 1, 1);

    private static readonly FundEntry[] Entries =
    [
        new(Fund.EnterprisePension, "enterprise-pension", "11", "企业职工基本养老保险", "企业职工养老", null, null),
        new(Fund.ResidentPension, "resident-pension", "17", "城乡居民基本养老保险", "城乡居民养老", null, null),
        new(Fund.PublicSectorPension, "public-sector-pension", "12", "机关事业单位基本养老保险", "机关事业养老", null, null),
        new(Fund.EmployeeMedical, "employee-medical", "31", "职工基本医疗保险", "职工医保", null, null),
        new(Fund.ResidentMedical, "resident-medical", "39", "城乡居民基本医疗保险", "居民医保", null, null),
        new(Fund.Unemployment, "unemployment", "21", "失业保险", "失业", null, null),
        new(Fund.WorkInjury, "work-injury", "41", "工伤保险", "工伤", null, null),
        new(Fund.Maternity, "maternity", "51", "生育保险", "生育", MaternityMerged.AddDays(-1), Fund.EmployeeMedical),
    ];

    public static IReadOnlyList<FundEntry> All => Entries;

    public static FundEntry Entry(this Fund fund) => Entries[(int)fund - 1];

    public static string Title(this Fund fund) => fund.Entry().ShortName;

    public static bool TryParse(string? idOrCode, out Fund fund)
    {
        var entry = Entries.FirstOrDefault(entry => entry.Id == idOrCode || entry.Code == idOrCode);
        fund = entry?.Fund ?? default;
        return entry is not null;
    }

    /// <summary>Reads a fund as tables name it: id, code, full or short name, with or without 单位 and 保险.</summary>
    public static bool TryFind(string text, out Fund fund)
    {
        if (TryParse(text, out fund)) { return true; }
        var stem = Stem(text);
        var entry = stem.Length == 0 ? null
            : Entries.FirstOrDefault(entry => Stem(entry.Name) == stem || Stem(entry.ShortName) == stem);
        fund = entry?.Fund ?? default;
        return entry is not null;
    }

    private static string Stem(string name) => name
        .Replace("单位", "", StringComparison.Ordinal)
        .Replace("保险", "", StringComparison.Ordinal)
        .Replace("基金", "", StringComparison.Ordinal);

    /// <summary>The funds that keep books on that day, in list order.</summary>
    public static IEnumerable<Fund> On(DateOnly day) =>
        Entries.Where(entry => entry.Until is not { } until || day <= until).Select(entry => entry.Fund);

    /// <summary>
    /// The fund whose books take this fund's business on that day: maternity becomes employee medical.
    /// </summary>
    public static Fund BookedAs(this Fund fund, DateOnly day) =>
        fund.Entry() is { Until: { } until, MergedInto: { } successor } && day > until ? successor : fund;
}

internal sealed class FundJson : JsonConverter<Fund>
{
    public override Fund Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        FundList.TryParse(reader.TokenType == JsonTokenType.String ? reader.GetString() : null, out var fund)
            ? fund
            : throw new JsonException("不是有效的险种标识。");

    public override void Write(Utf8JsonWriter writer, Fund value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Entry().Id);

    public override Fund ReadAsPropertyName(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        FundList.TryParse(reader.GetString(), out var fund) ? fund : throw new JsonException("不是有效的险种标识。");

    public override void WriteAsPropertyName(Utf8JsonWriter writer, Fund value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.Entry().Id);
}

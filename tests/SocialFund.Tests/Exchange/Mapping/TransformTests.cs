using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Mapping;

namespace SocialFund.Tests.Exchange.Mapping;

public sealed class TransformTests
{
    private static readonly Dictionary<string, string> Own = new() { ["甲"] = "1" };

    public static TheoryData<string, Transform, FieldKind, string?> Steps => new()
    {
        { "　张三 ", new(TransformKind.Trim), FieldKind.Text, "张三" },
        { "ＡＢ１２（北）．", new(TransformKind.HalfWidth), FieldKind.Text, "AB12(北)." },
        { "2026年3月5日", new(TransformKind.Date, "yyyy年M月d日"), FieldKind.Date, "20260305" },
        { "5/3/2026", new(TransformKind.Date, "d/M/yyyy"), FieldKind.Date, "20260305" },
        { "2026年3月", new(TransformKind.Date, "yyyy年M月"), FieldKind.Month, "202603" },
        { "2026/3/5 8:07", new(TransformKind.Date, "yyyy/M/d H:mm"), FieldKind.Timestamp, "2026-03-05 08:07:00" },
        { "46086", new(TransformKind.Date, "excel"), FieldKind.Date, "20260305" },
        { "31/2/2026", new(TransformKind.Date, "d/M/yyyy"), FieldKind.Date, null },
        { "1.234567", new(TransformKind.Unit, "万元"), FieldKind.Money, "12345.67" },
        { "0.12345678", new(TransformKind.Unit, "万元"), FieldKind.Money, "1234.5678" },
        { "(1,234)", new(TransformKind.Unit, "分"), FieldKind.Money, "-12.34" },
        { "三百", new(TransformKind.Unit, "万元"), FieldKind.Money, "三百" },
        { "￥1,234.50", new(TransformKind.Amount), FieldKind.Money, "1234.50" },
        { "（1,234.50）", new(TransformKind.Amount), FieldKind.Money, "-1234.50" },
        { "1,234.50-", new(TransformKind.Amount), FieldKind.Money, "-1234.50" },
        { "-5", new(TransformKind.Negate), FieldKind.Money, "5" },
        { "5", new(TransformKind.Negate), FieldKind.Money, "-5" },
        { "2026-03-05 10:00", new(TransformKind.Split, " ", 1), FieldKind.Date, "2026-03-05" },
        { "甲", new(TransformKind.Split, "/", 2), FieldKind.Text, null },
        { "27", new(TransformKind.Pad, "0", 5), FieldKind.Text, "00027" },
        // 19 is put before the year; the check character of 63010219900307003 by GB 11643 is 6 (215 mod 11 = 6).
        { "630102900307003", new(TransformKind.Id18), FieldKind.CitizenId, "630102199003070036" },
        { "甲", new(TransformKind.Codes, Codes: Own), FieldKind.Text, "1" },
        { "乙", new(TransformKind.Codes, Codes: Own), FieldKind.Text, null },
        { "乙", new(TransformKind.Codes, Codes: Own, Other: "9"), FieldKind.Text, "9" },
        { "男性", new(TransformKind.Codes, "sex"), FieldKind.Code, "1" },
        { "2", new(TransformKind.Codes, "sex"), FieldKind.Code, "2" },
        { "", new(TransformKind.Default, "0"), FieldKind.Money, "0" },
        { "7", new(TransformKind.Default, "0"), FieldKind.Money, "7" },
        { "", new(TransformKind.Date, "d/M/yyyy"), FieldKind.Date, "" },
    };

    [Theory]
    [MemberData(nameof(Steps))]
    public void Apply_OfAStep_GivesTheCellOrNothing(string cell, Transform step, FieldKind into, string? expected) =>
        Assert.Equal(expected, step.Apply(cell, into, Catalogue.Shipped));

    public static TheoryData<Transform> Wrong => new()
    {
        new Transform(TransformKind.Date, "MM/dd"), new Transform(TransformKind.Date, "yyyy;rm"),
        new Transform(TransformKind.Unit, "斤"), new Transform(TransformKind.Split, "/"),
        new Transform(TransformKind.Pad, "00", 5), new Transform(TransformKind.Pad, "0", 500),
        new Transform(TransformKind.Codes), new Transform(TransformKind.Codes, "no-such-list"),
        new Transform(TransformKind.Default, ""),
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Fault_OfAStepThatCannotWork_IsTold(Transform step) => Assert.NotNull(step.Fault(Catalogue.Shipped));

    [Theory]
    [InlineData("入库_{date}_{division}*.csv", "入库_20260331_630102_1.csv", "202603 630102")]
    [InlineData("工资_{period}*", "工资_202603.xlsx", "202603 ")]
    [InlineData("工资_{period}*", "工资_202613.xlsx", null)]
    [InlineData("工资_{period}*", "工资.xlsx", null)]
    [InlineData("a.b_{period}", "axb_202603", null)]
    public void Read_OfAFileName_TellsWhatThePatternNames(string pattern, string name, string? expected)
    {
        var read = NamePattern.Read(pattern, name);

        Assert.Equal(expected, read is null ? null : $"{read.Period.Text} {read.Division?.Text}");
    }

    [Fact]
    public void Names_OfHeadings_AreUniqueAndWithoutBlanks() => Assert.Equal(
        ["金额（元）", "金额（元）（2）", "#3", "备注"],
        Headings.Names([" 金额 (元)", "金额（元）", "", "\uFEFF\"备注\""]));
}

using SocialFund.Exchange.History;
using SocialFund.Funds.Forms;

namespace SocialFund.Tests.Exchange.History;

public sealed class NumbersAndLabelsTests
{
    [Theory]
    [InlineData("1,234.50", "1234.50")]
    [InlineData("－１２．５", "-12.5")]
    [InlineData("(3.5)", "-3.5")]
    [InlineData("98.6%", "98.6")]
    [InlineData("1.2E+3", "1200")]
    [InlineData("5E-4", "0.0005")]
    [InlineData("0.000001", "0.000001")]
    public void Number_IsReadExactly(string text, string plain)
    {
        Assert.True(ExactNumber.TryParse(text, out var number));
        Assert.Equal(plain, number.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("十二")]
    [InlineData("1.2.3")]
    [InlineData("12,34")]
    [InlineData("-")]
    [InlineData("1E999")]
    public void Text_ThatIsNoNumber_IsNone(string text) => Assert.False(ExactNumber.TryParse(text, out _));

    [Theory]
    [InlineData("1234.5599999999999", "1234.56")]
    [InlineData("0.28999999999999998", "0.29")]
    [InlineData("98765432101.229996", "98765432101.23")]
    [InlineData("1234567.891234", "1234567.891234")]
    public void Number_OfASheet_IsWhatWasTyped(string kept, string typed) =>
        Assert.Equal(typed, ExactNumber.Typed(kept));

    [Theory]
    [InlineData("1.234567", FigureKind.Money, 6, 1_234_567)]
    [InlineData("1,000.5", FigureKind.Money, 2, 1_000_50)]
    [InlineData("2.5", FigureKind.Money, 10, 25_000_000_000)]
    [InlineData("12", FigureKind.Count, 6, 12)]
    [InlineData("27.5%", FigureKind.Rate, 6, 27_500_000)]
    public void Value_BecomesAWholeNumberOfItsUnit(string text, FigureKind kind, int power, long expected)
    {
        Assert.Null(CellValue.Read(text, kind, power, out var value, out _));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("1.2345678", FigureKind.Money, 6, "finer_than_fen")]
    [InlineData("0.001", FigureKind.Money, 2, "finer_than_fen")]
    [InlineData("99999999999999", FigureKind.Money, 10, "amount_too_large")]
    [InlineData("12.5", FigureKind.Count, 6, "not_a_count")]
    [InlineData("1.1234567", FigureKind.Rate, 6, "not_a_rate")]
    [InlineData("约3万", FigureKind.Money, 2, "not_a_number")]
    public void Value_ThatCannotBeKeptWhole_SaysWhy(string text, FigureKind kind, int power, string code) =>
        Assert.Equal(code, CellValue.Read(text, kind, power, out _, out _)!.Value.Code);

    [Theory]
    [InlineData("一、企业职工基本养老保险", "企业职工基本养老保险", 1, false)]
    [InlineData("（一）参保人数", "参保人数", 2, false)]
    [InlineData("(二) 实际缴费人数", "实际缴费人数", 2, false)]
    [InlineData("1、在职职工", "在职职工", 3, false)]
    [InlineData("　1.在职 职工", "在职职工", 3, false)]
    [InlineData("（2）退休、退职人员", "退休、退职人员", 4, false)]
    [InlineData("  其中：以个人身份参保", "以个人身份参保", 0, true)]
    [InlineData("其中:1.个人", "个人", 3, true)]
    [InlineData("（三）缴费费率(%)", "缴费费率", 2, false)]
    [InlineData("十二、统筹地区上年度社会平均工资（元/年）", "统筹地区上年度社会平均工资", 1, false)]
    [InlineData("总计（收）", "总计(收)", 0, false)]
    public void Label_IsComparedWithoutNumberingAndBlanks(string written, string key, int level, bool isPart) =>
        Assert.Equal(new ItemLabel(key, level, isPart), ItemLabel.Of(written));
}

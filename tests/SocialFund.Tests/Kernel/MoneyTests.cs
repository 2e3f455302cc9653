using SocialFund.Kernel;

namespace SocialFund.Tests.Kernel;

public sealed class MoneyTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("1234.5", 1234_50)]
    [InlineData("1,234.56", 1234_56)]
    [InlineData("-0.01", -1)]
    [InlineData("12,345,678.9", 12_345_678_90)]
    [InlineData("90071992547409.91", 9_007_199_254_740_991)]
    public void TryParseYuan_WhenWellFormed_IsThatManyFen(string text, long fen)
    {
        Assert.True(Money.TryParseYuan(text, out var money));
        Assert.Equal(fen, money.Fen);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12.345")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("1,23.00")]
    [InlineData("12,34,567")]
    [InlineData(",123")]
    [InlineData("1e3")]
    [InlineData("１２")]
    [InlineData("--1")]
    [InlineData("90071992547409.92")]
    [InlineData("1 000")]
    public void TryParseYuan_WhenMalformed_IsRefused(string text) => Assert.False(Money.TryParseYuan(text, out _));

    [Theory]
    [InlineData(123456, "1,234.56")]
    [InlineData(-5, "-0.05")]
    [InlineData(100_000_000_00, "100,000,000.00")]
    public void ToString_Always_IsYuanWithSeparators(long fen, string text) =>
        Assert.Equal(text, Money.FromFen(fen).ToString());

    [Fact]
    public void Allocate_WhenItDoesNotDivide_GivesTheLargestRemaindersTheRest() =>
        Assert.Equal([3334, 3333, 3333], Money.FromFen(100_00).Allocate(1, 1, 1).Select(part => part.Fen));

    [Fact]
    public void Allocate_ForAnyAmountAndWeights_SumsToTheWhole()
    {
        var random = new Random(20261121);
        for (var run = 0; run < 2000; run++)
        {
            var amount = Money.FromFen(random.NextInt64(-Money.MaxFen, Money.MaxFen));
            var weights = Enumerable.Range(0, random.Next(1, 30)).Select(_ => random.NextInt64(0, 1_000_000)).ToArray();
            weights[0]++;
            Assert.Equal(amount.Fen, amount.Allocate(weights).Sum(part => part.Fen));
        }
    }

    [Fact]
    public void Add_WhenOutsideTheLimit_Throws() =>
        Assert.Throws<OverflowException>(() => Money.FromFen(Money.MaxFen) + Money.FromFen(1));

    [Theory]
    [InlineData(0, "零元整")]
    [InlineData(100_111_11, "壹拾万零壹佰壹拾壹元壹角壹分")]
    [InlineData(10_00, "壹拾元整")]
    [InlineData(100_05, "壹佰元零伍分")]
    [InlineData(60, "陆角整")]
    [InlineData(5, "伍分")]
    [InlineData(1409_50, "壹仟肆佰零玖元伍角整")]
    [InlineData(6007_14, "陆仟零柒元壹角肆分")]
    [InlineData(1_0000_0000_00, "壹亿元整")]
    [InlineData(1_0001_0001_00, "壹亿零壹万零壹元整")]
    [InlineData(2_0000_0000_0000_00, "贰万亿元整")]
    [InlineData(-3_20, "负叁元贰角整")]
    public void ChineseCapitals_ForKnownAmounts_AreAsBillsCarryThem(long fen, string text) =>
        Assert.Equal(text, ChineseCapitals.Of(Money.FromFen(fen)));
}

using SocialFund.Kernel;

namespace SocialFund.Tests.Kernel;

public sealed class CsvTextTests
{
    [Theory]
    [InlineData("财政补贴", "财政补贴")]
    [InlineData("一,二", "\"一,二\"")]
    [InlineData("说\"好\"", "\"说\"\"好\"\"\"")]
    [InlineData("两\n行", "\"两\n行\"")]
    [InlineData("-12.34", "-12.34")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@x", "'@x")]
    [InlineData("-x,1", "\"'-x,1\"")]
    public void Cell_IsQuotedWhereNeededAndNeverAFormula(string text, string cell) =>
        Assert.Equal(cell, CsvText.Cell(text));

    [Fact]
    public void Line_EndsAsExcelWantsIt() => Assert.Equal("甲,\"乙,丙\"\r\n", CsvText.Line(["甲", "乙,丙"]));
}

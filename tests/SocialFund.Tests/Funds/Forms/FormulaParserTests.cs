using SocialFund.Funds.Forms;

namespace SocialFund.Tests.Funds.Forms;

public sealed class FormulaParserTests
{
    [Theory]
    [InlineData("1 + 2 * 3", 7)]
    [InlineData("(1 + 2) * 3", 9)]
    [InlineData("10 - 4 - 3", 3)]
    [InlineData("100 / 10 / 5", 2)]
    [InlineData("-2 * -3", 6)]
    [InlineData("２×（３＋４）－１", 13)]
    [InlineData("12.5% * 80", 10)]
    [InlineData("1 + 1 = 2", 1)]
    [InlineData("3 ≠ 3", 0)]
    [InlineData("3 ＞＝ 4", 0)]
    [InlineData("SUM(1, 2, 3)", 6)]
    [InlineData("合计（1，2，3）", 6)]
    [InlineData("如果(2 > 1, 5, 1/0)", 5)]
    [InlineData("四舍五入(2.345, 2)", 2.35)]
    [InlineData("四舍五入(0-2.345, 2)", -2.35)]
    [InlineData("平均(1, 2, 6)", 3)]
    [InlineData("最大(1, 2) - min(1, 2)", 1)]
    [InlineData("并且(1, 2 > 1) + 或者(0, 0) + 非(0)", 2)]
    [InlineData("ABS(3 - 5)", 2)]
    public void Compute_OfAFormulaOfNumbers_IsWhatPeopleWouldWorkOut(string text, decimal expected)
    {
        var form = new Form("f", "表", [new FormColumn("a", "数")], [new FormRow("r", "项", Formula: text)], []);
        var model = FormModel.Compile([form]).Require();
        var figures = new long?[1];
        Assert.Empty(model.Compute(figures, FormSurroundings.None(model)));
        Assert.Equal((long)(expected * 100), figures[0]);
    }

    [Fact]
    public void Parse_OfACell_ReadsFormRowAndColumnWhereTheyAreGiven()
    {
        Assert.Equal(new CellName(null, "本年收入小计", null), Cell("[本年收入小计]"));
        Assert.Equal(new CellName(null, null, "budget"), Cell("[:budget]"));
        Assert.Equal(new CellName("resident-medical", "income.total", "final"), Cell("[resident-medical!income.total:final]"));
        Assert.Equal(new CellName(null, "closing", "final", CellPlace.LastYear), Cell("上年([closing：final])"));
        Assert.Equal(new CellName(null, "closing", null, CellPlace.Below), Cell("BELOW( [closing] )"));
    }

    [Fact]
    public void Parse_OfFiguresFromOutside_KeepsTheirWords()
    {
        var asked = (Formula.Outside)FormulaParser.Parse("账簿(“4001”, \"贷方发生额\")").Require();
        Assert.Equal(new OutsideFigure(OutsideSource.Ledger, "4001,贷方发生额"), asked.Figure);
    }

    [Theory]
    [InlineData("", 1, "公式不完整")]
    [InlineData("1 +", 4, "公式不完整")]
    [InlineData("1 2", 3, "此处多出“2”")]
    [InlineData("[收入", 1, "缺少右括号")]
    [InlineData("[]", 2, "没有写明项目或列")]
    [InlineData("(1 + 2", 7, "此处应为“)”")]
    [InlineData("SIN(1)", 1, "没有函数“SIN”")]
    [InlineData("ROUND(1)", 1, "“ROUND”需要2个参数")]
    [InlineData("上年(1)", 1, "只能是一个单元格")]
    [InlineData("账簿(4001)", 4, "此处应为加引号的文字")]
    [InlineData("1 + @", 5, "不认识“@”")]
    public void Parse_WhenItIsWrong_SaysWhereAndWhat(string text, int at, string says)
    {
        Assert.False(FormulaParser.Parse(text).TryGet(out _, out var problem));
        var fault = Assert.IsType<FormulaFault>(problem);
        Assert.Equal(at, fault.At);
        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_OfBracketsWithoutEnd_StopsAtTheDepthThatIsAllowed()
    {
        Assert.False(FormulaParser.Parse(new string('(', 1_500)).TryGet(out _, out var problem));
        Assert.Contains("嵌套超过40层", problem!.Message, StringComparison.Ordinal);
    }

    private static CellName Cell(string text) => ((Formula.Cell)FormulaParser.Parse(text).Require()).Name;
}

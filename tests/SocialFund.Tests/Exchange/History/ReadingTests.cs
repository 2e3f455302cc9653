using SocialFund.Exchange.History;
using SocialFund.Funds.Forms;
using SocialFund.Kernel;
using static SocialFund.Tests.Exchange.History.HistoryWorld;

namespace SocialFund.Tests.Exchange.History;

/// <summary>What sheets say, worked out by hand.</summary>
public sealed class ReadingTests
{
    private static readonly string[] Head2016 =
        ["2016年社会保险基金决算——社会保险补充资料表", "编制单位：青海省财政厅|单位：万元", "项目|本年数"];

    private static readonly string[] Head2017 =
        ["2017年社会保险基金决算——社会保险补充资料表", "编制单位：青海省财政厅|单位：万元", "项目|本年数"];

    /// <summary>Tender 二.(一): the 2016 and the 2017 table side by side.</summary>
    [Fact]
    public void Supplement_Of2016AndOf2017_MeansTheSameItems()
    {
        var old = Cells(Read([
            .. Head2016, "一、企业职工基本养老保险|", "（一）参保人数|30", "1、在职职工|20", "2、离退休人员|10",
            "（1）离休人员|1", "（2）退休、退职人员|9", "（二）实际缴费人数|18", "（三）缴费费率(%)|28",
            "二、城乡居民基本养老保险缴费标准|", "其中：个人缴费标准|100", "财政补贴标准|30",
            "三、机关事业单位养老保险|", "（一）参保人数|5", "四、城镇职工基本医疗保险|", "（一）参保人数|25",
            "2、退休人员|8", "（三）缴费费率(%)|8", "×|", "九、失业保险|", "（四）发放失业保险金人数|3",
            "十、生育保险|", "（二）实际缴费人数|16", "十二、统筹地区上年度社会平均工资（元/年）|61868.5",
        ]));
        var now = Cells(Read([
            .. Head2017, "一、企业职工基本养老保险|", "（一）参保人数|31", "1.在职职工|20", "其中：以个人身份参保|4",
            "2.离退休人员|11", "（二）实际缴费人数|18", "其中：以个人身份参保|3", "（三）缴费费率(%)|28",
            "二、城乡居民基本养老保险|", "（一）个人缴费标准|100", "（二）财政对基础养老金补贴标准|20",
            "（三）财政对个人缴费补贴标准|12", "三、机关事业单位基本养老保险|", "（一）参保人数|6",
            "四、职工基本医疗保险|", "（一）参保人数|26", "2.退休人员|9", "×|7", "（三）缴费费率(%)|8", "其中：单位|6",
            "个人|2", "十、生育保险|", "(二) 实际缴费人数|17", "十二、统筹地区上年度社会平均工资（元/年）|66589",
        ]));

        Assert.Equal(
            [
                "ep.insured 30", "ep.insured.active 20", "ep.insured.retired 10", "ep.insured.retired.lixiu 1",
                "ep.insured.retired.retirees 9", "ep.payers 18", "ep.rate 28000000", "rp.personal 10000",
                "rp.subsidy 3000", "pp.insured 5", "em.insured 25", "em.insured.retirees 8", "em.rate 8000000",
                "un.recipients 3", "ma.payers 16", "average-wage 6186850",
            ],
            old);
        Assert.Equal(
            [
                "ep.insured 31", "ep.insured.active 20", "ep.insured.active.individual 4", "ep.insured.retired 11",
                "ep.payers 18", "ep.payers.individual 3", "ep.rate 28000000", "rp.personal 10000",
                "rp.subsidy-basic 2000", "rp.subsidy-premium 1200", "pp.insured 6", "em.insured 26",
                "em.insured.retirees 9", "em.rate 8000000", "em.rate.employer 6000000", "em.rate.employee 2000000",
                "ma.payers 17", "average-wage 6658900",
            ],
            now);
    }

    [Fact]
    public void Label_OfAnotherYear_IsListedAndSaysSo()
    {
        var sheet = Read([
            .. Head2017, "二、城乡居民基本养老保险|", "（一）个人缴费标准|100", "财政补贴标准|30", "九、失业保险|",
            "（四）发放失业保险金人数|3",
        ]);

        Assert.Equal(
            ["B6 财政补贴标准 30 2017 年的报表没有该项目（2013—2016）", "B8 （四）发放失业保险金人数 3 2017 年的报表没有该项目（2013—2016）"],
            sheet.Unmapped.Select(cell => $"{cell.Place} {cell.Label} {cell.Value} {cell.Why}"));
        Assert.Equal(["rp.personal 10000"], Cells(sheet));
    }

    [Fact]
    public void Rows_BelowAnUnknownOne_AreNotTakenForSomethingElse()
    {
        var sheet = Read([
            .. Head2016, "十、生育保险|", "（一）参保人数|20", "十三、长期护理保险|", "（一）参保人数|7", "其中：城镇|3",
        ]);

        Assert.Equal(["ma.insured 20"], Cells(sheet));
        Assert.Equal(["（一）参保人数 7", "其中：城镇 3"], sheet.Unmapped.Select(cell => $"{cell.Label} {cell.Value}"));
    }

    [Fact]
    public void Budget_WithTwoSidesAndTwoHeadingRows_IsReadColumnByColumn()
    {
        var sheet = Read(
            "工伤保险基金收支预算表（2015年）", "地区：西宁市||||||单位：元", "项目|2015年||项目|2015年|",
            "|预算数|上年执行数||预算数|上年执行数", "甲|1|2|乙|1|2", "一、工伤保险费收入|100.00|90|一、工伤保险待遇支出|60.05|50",
            "二、利息收入|1|1|其中：工伤医疗待遇支出|40|", "本年收入小计|101|91|本年支出小计|60.05|50", "本年收入合计|101|91|本年支出合计|60.05|50",
            "上年结余|10|5|年末滚存结余|50.95|46", "制表人：张三|9|9||||");

        Assert.Equal((Period.Of(2015, 12), Division.Of("630100"), "元", "budget", "work-injury"),
            (sheet.Head!.Period, sheet.Head.Division, sheet.Head.Unit, sheet.Head.Task, sheet.Head.Form));
        Assert.Contains("income.premium.budget 10000 B6", sheet.Cells.Select(Placed));
        Assert.Contains("expenditure.benefit.prior 5000 F6", sheet.Cells.Select(Placed));
        Assert.Contains("expenditure.benefit.medical.budget 4000 E7", sheet.Cells.Select(Placed));
        Assert.Equal((19, 0, 0, 11), (sheet.Cells.Count, sheet.Unmapped.Count, sheet.Failed.Count, sheet.Checked));
    }

    [Fact]
    public void Check_ThatFails_TellsBothFigures()
    {
        var sheet = Read(
            "2014年失业保险基金决算", "编制单位：青海省|||单位：元", "项目|决算数|项目|决算数",
            "本年收入合计|100.00|本年支出合计|30.00", "上年结余|10.00|年末滚存结余|80.01");

        var failed = Assert.Single(sheet.Failed);
        Assert.Equal(
            ("年末滚存结余 = 上年结余 + 本年收入合计 − 本年支出合计", 80_01L, 80_00L, 0L),
            (failed.Text, failed.Left, failed.Right, failed.Tolerance));
    }

    [Theory]
    [InlineData("80.03", true)]
    [InlineData("80.02", true)]
    [InlineData("80.04", false)]
    public void Check_OfFiguresInWan_AllowsWhatRoundingMakes(string closing, bool holds)
    {
        // Four figures of two decimals: two hundredths of 万元 at most.
        var sheet = Read(
            "2014年失业保险基金决算", "编制单位：青海省|||单位：万元", "项目|决算数|项目|决算数",
            "本年收入合计|100.01|本年支出合计|30.00", $"上年结余|10.00|年末滚存结余|{closing}");

        Assert.Equal(holds ? 0 : 1, sheet.Failed.Count);
    }

    [Fact]
    public void Cell_ThatIsNoFigure_IsNamedWithItsPlace()
    {
        var sheet = Read(
            "2014年失业保险基金决算", "编制单位：青海省|||单位：万元", "项目|决算数|项目|决算数",
            "一、失业保险费收入|1.2345678|一、失业保险金支出|约5", "失业保险费收入|3|二、转移支出|—");

        Assert.Equal(
            ["B4 finer_than_fen", "D4 not_a_number", "B5 item_twice"],
            sheet.Faults.OrderBy(fault => fault.Place[1..]).Select(fault => $"{fault.Place} {fault.Code}"));
    }

    [Fact]
    public void Sheet_ThatDoesNotSayWhatItIs_CanBeToldSo()
    {
        string[] lines = ["收支情况", "项目|决算数", "本年收入合计|5"];
        var unclear = ReadAs([], lines);
        var told = ReadAs(
            [new SheetChoice("表", "final", "unemployment", Period.Of(2013, 12), Division.Of("630200"), "万元")], lines);

        Assert.Equal("没有识别出：报表任务、报表、所属期、地区、金额单位，请在表头信息中补充", unclear.Problem);
        Assert.Equal(["income.total 5000000"], Cells(told));
        Assert.Equal("不是报表", ReadAs([new SheetChoice("表", SkipReason: "不是报表")], lines).Skipped);
    }

    private static string Placed(ReadCell cell) => $"{cell.Item}.{cell.Column} {cell.Value} {cell.Place}";

    private static List<string> Cells(SheetReading sheet) =>
        [.. sheet.Cells.Select(cell => $"{cell.Item} {cell.Value}")];

    private static SheetReading Read(params string[] lines) => ReadAs([], lines);

    private static SheetReading ReadAs(IReadOnlyList<SheetChoice> choices, string[] lines)
    {
        var reader = new ReportReader(ReportForms.OfTheSystem, new Dictionary<string, FormMapping>());
        return Assert.Single(reader.Read([SheetOf("表", lines)], "文件.xlsx", choices).Sheets);
    }
}

using SocialFund.Funds.Forms;

namespace SocialFund.Tests.Funds.Forms;

public sealed class FormModelTests
{
    private static readonly IReadOnlyList<Form> Budget2024 = FormLayouts.OfTheSystem.Of("budget", 2024);

    private static readonly FormModel Model = FormModel.Compile(Budget2024).Require();

    /// <summary>社预06 of 2024 as published by a county, in 万元: what it received and spent in 2023.</summary>
    private static readonly (string Row, int Wan)[] Published2023 =
    [
        ("income.premium", 27_362), ("income.subsidy", 50_441), ("income.interest", 376), ("income.other", 1_474),
        ("opening", 35_226), ("expenditure.benefit", 70_764), ("expenditure.serious", 7_270),
    ];

    [Fact]
    public void Compute_OfThePublishedFigures_GivesThePublishedTotals()
    {
        var figures = Enter("prior", Published2023);
        Assert.Empty(Model.Compute(figures, FormSurroundings.None(Model)));
        Assert.Equal(
            [79_653, 79_653, 114_879, 78_034, 78_034, 1_619, 36_845, 114_879],
            new[]
            {
                "income.subtotal", "income.total", "income.grand", "expenditure.subtotal", "expenditure.total", "balance",
                "closing", "expenditure.grand",
            }.Select(row => Wan(figures, row, "prior")));
        // Next year opens with what this one leaves; the total of all funds has it too.
        Assert.Equal(36_845, Wan(figures, "opening", "budget"));
        Assert.Empty(Model.Check(figures, FormSurroundings.None(Model)));
    }

    [Fact]
    public void Check_WhenPartsAreMoreThanTheWhole_NamesTheRuleAndBothSides()
    {
        var figures = Enter("prior", [.. Published2023, ("income.premium.fiscal", 30_000)]);
        Model.Compute(figures, FormSurroundings.None(Model));
        var broken = Assert.Single(Model.Check(figures, FormSurroundings.None(Model)));
        Assert.Equal(("resident-medical", "income-premium-parts", "prior"), (broken.Form, broken.Rule.Id, broken.Column));
        Assert.Equal((273_620_000m, 300_000_000m), (broken.Left, broken.Right));
        Assert.Equal("resident-medical!income.premium:prior", Model.Cells[broken.Cell].Address.ToString());
    }

    [Fact]
    public void Forms_OfATask_AreTheEightOfTheMinistryAndTheirBaseData()
    {
        Assert.Equal(
            [
                "社预01表 社会保险基金收支预算总表", "社预02表 企业职工基本养老保险基金收支预算表", "社预03表 城乡居民基本养老保险基金收支预算表",
                "社预04表 机关事业单位基本养老保险基金收支预算表", "社预05表 职工基本医疗保险基金收支预算表", "社预06表 城乡居民基本医疗保险基金收支预算表",
                "社预07表 工伤保险基金收支预算表", "社预08表 失业保险基金收支预算表",
            ],
            Budget2024.Where(form => form.Number is not null).Select(form => $"{form.Number} {form.Title}"));
        Assert.Equal(16, Budget2024.Count);
        // Maternity had a form of its own until it was merged.
        Assert.Equal(18, FormLayouts.OfTheSystem.Of("final", 2017).Count);
    }

    [Theory]
    [InlineData("budget")]
    [InlineData("adjustment")]
    [InlineData("final")]
    [InlineData("execution")]
    [InlineData("special")]
    [InlineData("planning")]
    public void Forms_OfEveryTaskAndYear_Compile(string task)
    {
        for (var year = 2013; year <= 2027; year++)
        {
            var compiled = FormModel.Compile(FormLayouts.OfTheSystem.Of(task, year));
            var faults = compiled.TryGet(out _, out var problem) ? [] : ((FormsFaulty)problem).Faults;
            Assert.True(faults.Count == 0, $"{task} {year}: {string.Join('\n', faults)}");
        }
    }

    [Fact]
    public void Summary_OfTwoFunds_AddsThemAndCountsEachSumOnce()
    {
        var figures = Enter("prior", Published2023);
        foreach (var (row, wan) in new[] { ("income.premium", 100), ("expenditure.pension", 60), ("opening", 7) })
        {
            figures[Index("enterprise-pension", row, "prior")] = wan * 1_000_000L;
        }
        Model.Compute(figures, FormSurroundings.None(Model));
        long? Total(string row, string column) => figures[Index("summary", row, column)] / 1_000_000;
        // The summary of a budget shows the year to come; of this one only the openings are known.
        Assert.Equal((36_845 + 47, 47, 36_845), (Total("opening", "total"), Total("opening", "enterprise-pension"),
            Total("opening", "resident-medical")));
    }

    [Fact]
    public void Compile_WhenFormulasRunInACircle_NamesTheCells()
    {
        var form = Small(("a", "甲", "[乙] + 1"), ("b", "乙", "[丙]"), ("c", "丙", "[甲]"));
        var fault = Assert.Single(FaultsOf(form));
        Assert.Equal("公式循环引用：甲·数 → 乙·数 → 丙·数 → 甲·数。", fault.Text);
    }

    [Theory]
    [InlineData("[无]", "“表”没有项目“无”。")]
    [InlineData("[甲:无]", "“表”没有列“无”。")]
    [InlineData("[无表!甲]", "没有报表“无表”。")]
    [InlineData("[同]", "“表”有几个项目都叫“同”，请写编号。")]
    [InlineData("[头]", "项目“头”是标题，没有数。")]
    [InlineData("合计(下列())", "下列()：本项目没有下级项目。")]
    [InlineData("合计([甲] ~ [首])", "一段行次须在同一张报表内，并从上到下。")]
    [InlineData("[首] ~ [甲]", "一段行次和 下列() 只能放在合计、最大、最小、平均等函数里。")]
    [InlineData("1 +", "公式第4个字符处有误：公式不完整，此处缺少数字或单元格。")]
    public void Compile_WhenANameMeansNothing_SaysWhichInWhichCell(string formula, string says)
    {
        var form = Small(("first", "首", null), ("a", "甲", null), ("s1", "同", null), ("s2", "同", null));
        form = form with
        {
            Rows = [.. form.Rows, new FormRow("h", "头", FigureKind.None), new FormRow("x", "算", Formula: formula)],
        };
        Assert.Equal(new FormFault("f", "x", "n", says), Assert.Single(FaultsOf(form)));
    }

    [Fact]
    public void Compute_OfRangesChildrenAndOtherPlaces_ReadsWhatIsMeant()
    {
        FormRow[] rows =
        [
            new("all", "合计", Formula: "SUM(CHILDREN())"), new("a", "甲", Parent: "all"), new("b", "乙", Parent: "all"),
            new("range", "段", Formula: "SUM([甲] ~ [乙])"), new("growth", "增长", FigureKind.Rate, Formula: "([合计] / 上年([合计]) - 1) * 100"),
            new("lower", "下级", Formula: "下级([甲])"), new("param", "参数", Formula: "[甲] * 参数(\"比例\")"),
        ];
        var model = FormModel.Compile([new Form("f", "表", [new FormColumn("n", "数")], rows, [])]).Require();
        var figures = new long?[] { null, 1_000, 501, null, null, null, null };
        var around = FormSurroundings.None(model);
        around.LastYear[0] = 1_200;
        around.Below[1] = 77;
        around.Outside[0] = 0.105m;
        model.Compute(figures, around);
        Assert.Equal([1_501, 1_000, 501, 1_501, 25_083_333, 77, 105], figures);
        Assert.Equal(["参数(\"比例\")"], model.Outside.Select(_ => "参数(\"比例\")"));
        Assert.Equal([new CellUse(1, CellPlace.Here), new CellUse(2, CellPlace.Here)], model.Precedents(0));
        Assert.Equal([0, 3, 6], model.Dependents(1));
    }

    [Fact]
    public void Compute_WhenAResultIsTooLargeToKeep_LeavesItEmptyAndSaysSo()
    {
        var model = FormModel.Compile([Small(("a", "甲", null), ("b", "乙", "[甲] * [甲]"))]).Require();
        var figures = new long?[] { 9_000_000_000_000_000, null };
        Assert.Equal([1], model.Compute(figures, FormSurroundings.None(model)));
        Assert.Null(figures[1]);
    }

    private static IReadOnlyList<FormFault> FaultsOf(Form form) =>
        FormModel.Compile([form]).TryGet(out _, out var problem) ? [] : ((FormsFaulty)problem).Faults;

    private static Form Small(params (string Id, string Name, string? Formula)[] rows) => new(
        "f", "表", [new FormColumn("n", "数")],
        [.. rows.Select(row => new FormRow(row.Id, row.Name, Formula: row.Formula))], []);

    private static int Index(string form, string row, string column) =>
        Model.Find(new CellAddress(form, row, column))!.Value;

    private static long?[] Enter(string column, params IEnumerable<(string Row, int Wan)> entered)
    {
        var figures = new long?[Model.Cells.Count];
        foreach (var (row, wan) in entered) { figures[Index("resident-medical", row, column)] = wan * 1_000_000L; }
        return figures;
    }

    private static long? Wan(long?[] figures, string row, string column) =>
        figures[Index("resident-medical", row, column)] / 1_000_000;
}

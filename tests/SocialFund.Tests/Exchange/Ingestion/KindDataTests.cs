using SocialFund.Exchange.Ingestion;
using SocialFund.Funds.Expenditure;
using SocialFund.Funds.Income;
using SocialFund.Kernel;

namespace SocialFund.Tests.Exchange.Ingestion;

public sealed class KindDataTests
{
    [Fact]
    public void Kinds_Shipped_AreTheElevenOfTheRequirement() =>
        Assert.Equal(
            ["R-3.1", "R-3.10", "R-3.11", "R-3.2", "R-3.3", "R-3.4", "R-3.5", "R-3.6", "R-3.7", "R-3.8", "R-3.9"],
            ExpenditureKinds.Shipped.All.Select(kind => kind.Requirement).Distinct().Order(StringComparer.Ordinal));

    /// <summary>Pensions, survivors' pensions, designated institutions, injury pensions, maternity allowance,
    /// unemployment benefit: R-3.1-02.</summary>
    [Fact]
    public void PeriodicKinds_Always_HaveTheItemsThatTheRequirementNames()
    {
        string[] items =
        [
            "enterprise-pension 基本养老金", "resident-pension 基础养老金", "public-sector-pension 基本养老金",
            "enterprise-pension 遗属抚恤金", "public-sector-pension 遗属抚恤金", "employee-medical 统筹-住院费用",
            "employee-medical 统筹-门诊统筹", "resident-medical 住院费用", "resident-medical 门诊费用",
            "work-injury 伤残待遇", "work-injury 工亡待遇", "employee-medical 统筹-生育津贴", "maternity 生育津贴",
            "unemployment 失业保险金",
        ];
        var periodic = ExpenditureKinds.Shipped.All.Where(kind => kind.Requirement == "R-3.1").ToList();

        Assert.Equal(["medical-settlement", "periodic-benefit"], periodic.Select(kind => kind.Id));
        Assert.Equal([], items.Except(
            periodic.SelectMany(kind => kind.Items).Select(item => $"{item.Fund.Entry().Id} {item.Name}")));
    }

    /// <summary>补助下级 is no request: the bureau books it by the rule <c>subsidy-down</c>.</summary>
    [Fact]
    public void Kinds_Shipped_AreOfEveryClassThatIsAskedFor() => Assert.Equal(
        ["benefit", "other", "transfer", "up"],
        ExpenditureKinds.Shipped.All.Select(kind => kind.Category).Distinct().Order(StringComparer.Ordinal));

    /// <summary>Each pooled fund tells its remittances apart, and income knows each of them: R-3.9-01.</summary>
    [Fact]
    public void RemitUp_Always_TellsTheFourRemittancesApart()
    {
        foreach (var items in ExpenditureKinds.Shipped.Find("remit-up")!.Items.GroupBy(item => item.Fund))
        {
            Assert.Equal(["调剂金", "风险金", "储备金", "基金结余"], items.Select(item => item.Name));
            Assert.All(items, item => Assert.True(
                RemittanceTypes.TryOf(item.Code, out var type) && type.Title() == item.Name, item.Code));
        }
    }

    public static TheoryData<string> Ids => [.. ExpenditureKinds.Shipped.All.Select(kind => kind.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Kind_Always_NamesKnownChecksAndTheRolesThatAPaymentNeeds(string id)
    {
        var kind = ExpenditureKinds.Shipped.Find(id)!;
        var checks = new RowChecks(kind, kind.Items[0].Fund, Period.Of(2026, 6), new HashSet<string>());
        var fields = kind.Payees.Fields;
        Assert.All(
            checks.KeyFields.Where(key => key[0] != '@'), key => Assert.Contains(fields, field => field.Id == key));
        FieldRole[] needed = kind.PayTo == PayTo.Payees || kind.PayTo == PayTo.UpperAccount
            ? [FieldRole.PayeeName, FieldRole.PayeeId, FieldRole.Account, FieldRole.BankCode, FieldRole.Amount,
                FieldRole.Item]
            : [FieldRole.PayeeName, FieldRole.PayeeId, FieldRole.Amount, FieldRole.Item];
        Assert.All(needed, role => Assert.Single(fields, field => field.Role == role));
        Assert.Equal(fields.Count, fields.Select(field => field.Name).Distinct().Count());
        Assert.All(fields.Where(field => field.Type == FieldType.Code), field => Assert.NotEmpty(field.Values!));
        Assert.NotEmpty(kind.Items);
    }

    [Fact]
    public void SkillSubsidy_Always_HoldsTheElevenNamedItems() =>
        Assert.Equal(
            ["单位名称", "参保日期", "累计缴费月数", "申请人员姓名", "社会保障号", "取得技能等级", "证件类别", "发证时间", "技能提升补贴金额",
                "开户行", "行号", "银行账号"],
            ExpenditureKinds.Shipped.Find("skill-subsidy")!.Payees.Fields
                .Where(field => field.Required).Select(field => field.Name));

    /// <summary>The items that the requirement names for a kind's details: R-3.5-03, R-3.6-02, R-3.7-01.</summary>
    [Theory]
    [InlineData("injury-prevention-budget", "项目名称 项目金额 实施开始日期 实施结束日期 当期预算 招标方式")]
    [InlineData("injury-prevention-payment", "项目名称 预算金额 预付金额 请拨金额")]
    [InlineData("job-stabilization", "单位名称 应缴失业保险费总额 实缴失业保险费总额 稳定岗位补贴金额")]
    public void Kind_Always_HoldsTheItemsThatTheRequirementNames(string kind, string items)
    {
        var fields = ExpenditureKinds.Shipped.Find(kind)!.Payees.Fields.Select(field => field.Name);
        Assert.Equal([], items.Split(' ').Except(fields));
    }
}

using System.Text.Json.Nodes;
using SocialFund.Exchange.Ingestion;
using SocialFund.Kernel;
using SocialFund.Storage;
using SocialFund.Tests.Support;
using static SocialFund.Tests.Support.BatchBuilder;

namespace SocialFund.Tests.Exchange.Ingestion;

/// <summary>What the kinds of ask of dropped files, beyond what all of them do.</summary>
public sealed class KindRuleTests : IDisposable
{
    private const string Firm = "91350100M000100Y43|测试单位";

    private const string Bank = "青海农商银行|402851000019|82100000000000001";

    private readonly IntakeWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Settlement_WithADesignatedInstitution_IsPaidToIt()
    {
        var batch = new BatchBuilder
        {
            Kind = "medical-settlement",
            Fund = "employee-medical",
            Heading = "医疗机构信用代码|单位名称|定点医疗机构编码|支出项目|结算月份|结算人次|金额|开户行|行号|银行账号",
        }.Add($"{Firm}|H0001|inpatient|202606|31|52000.00|{Bank}", $"{Firm}|H0001|outpatient|202606|640|8000.00|{Bank}",
            $"{Firm}|H0001|outpatient|202606|640|8000.00|{Bank}");
        var record = await _world.Drop(batch.Zip());

        Assert.Equal(new Tally(2, Money.FromFen(60_000_00)), record.Accepted);
        Assert.Equal("同一机构同一项目同一月份在本批中重复", Assert.Single(record.Faults!).Fault);
        var line = _world.Door.Requests[record.Request!].Lines[0];
        Assert.Equal(("测试单位", "91350100M000100Y43", "inpatient"), (line.Name, line.IdNumber, line.Item));
    }

    [Fact]
    public async Task Assessment_WhenTheRepeatChangedNothing_IsReturned()
    {
        var record = await _world.Drop(Assessments(
            Assessment(1, "first|", "300.00"), Assessment(2, "repeat|Y", "300.00"),
            Assessment(3, "repeat|N", "300.00"), Assessment(4, "repeat|", "300.00")));

        Assert.Equal(new Tally(2, Money.FromFen(600_00)), record.Accepted);
        Assert.Equal(
            new FaultCount("再次申请未改变鉴定结论的，鉴定费不由基金支付", 2, 4), Assert.Single(record.Faults!));
    }

    [Fact]
    public async Task Assessment_WhenTheFeeIsAboveTheStandard_IsTakenAndFlagged()
    {
        var record = await _world.Drop(
            Assessments(Assessment(1, "first|", "400.00"), Assessment(2, "first|", "400.01")));

        Assert.Equal(2, record.Accepted!.Rows);
        var finding = Assert.Single(_world.Door.Requests[record.Request!].Request.Findings);
        Assert.Equal(("amountMax", "warn", 3), (finding.Check, finding.Severity, finding.Line));
        Assert.StartsWith("鉴定费超过收费标准", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PreventionBudget_WithoutTheApprovalPapers_IsRefused()
    {
        var batch = Projects(Project("GS-1", "30000.00", "50000.00"));
        Assert.Equal("attachment_missing", (await _world.Drop(batch.Zip())).ProblemCode);

        Attach(batch, "approval");
        Assert.Equal(IntakeState.Accepted, (await _world.Drop(batch.Zip())).State);
    }

    [Fact]
    public async Task PreventionBudget_ByProject_StaysWithinTheProjectsAmount()
    {
        var batch = Projects(
            Project("GS-1", "30000.00", "50000.00"), Project("GS-2", "50000.01", "50000.00"),
            Project("GS-1", "20000.00", "50000.00"));
        Attach(batch, "approval");
        var record = await _world.Drop(batch.Zip());

        Assert.Equal(new Tally(1, Money.FromFen(30_000_00)), record.Accepted);
        Assert.Equal(
            [(3, "当期预算超过项目金额"), (4, "同一收款人同一项目在本批中重复")],
            record.Faults!.Select(fault => (fault.FirstLine, fault.Fault)).Order());
    }

    [Fact]
    public async Task PreventionPayment_OfASettlement_NeedsTenderAndCompletionPapers()
    {
        var batch = Payments(Payment("GS-1", "advance", "0.00"), Payment("GS-2", "settlement", "10000.00"));
        Assert.Equal("attachment_missing", (await _world.Drop(batch.Zip())).ProblemCode);

        Attach(batch, "tender");
        var advance = await _world.Drop(batch.Zip());
        Assert.Equal(new Tally(1, Money.FromFen(20_000_00)), advance.Accepted);
        Assert.Equal(new FaultCount("验收结算的项目须附竣工结算文件", 1, 3), Assert.Single(advance.Faults!));

        batch.Batch = "0002";
        Attach(batch, "tender", "completion");
        Assert.Equal(new Tally(2, Money.FromFen(40_000_00)), (await _world.Drop(batch.Zip())).Accepted);
    }

    [Fact]
    public async Task PreventionPayment_BeyondTheProjectsBudget_IsReturned()
    {
        var batch = Payments(Payment("GS-1", "advance", "30000.00"), Payment("GS-2", "advance", "30000.01"));
        Attach(batch, "tender");
        var record = await _world.Drop(batch.Zip());

        Assert.Equal(new FaultCount("预付与请拨合计超过项目预算", 1, 3), Assert.Single(record.Faults!));
    }

    private static byte[] Assessments(params string[] rows) => new BatchBuilder
    {
        Kind = "ability-assessment",
        Fund = "work-injury",
        Heading = "公民身份号码|姓名|支出项目|申请类型|结论是否改变|鉴定日期|鉴定费|开户行|行号|银行账号",
        TotalFen = rows.Sum(row => (long)(decimal.Parse(row.Split('|')[6]) * 100)),
    }.Add(rows).Zip();

    private static string Assessment(int number, string application, string fee) =>
        $"{PersonId(number)}|测试人{number}|assessment|{application}|20260603|{fee}|{Bank}";

    private static BatchBuilder Projects(params string[] rows) => new BatchBuilder
    {
        Kind = "injury-prevention-budget",
        Fund = "work-injury",
        Heading = "实施单位信用代码|单位名称|支出项目|项目编号|项目名称|实施开始日期|实施结束日期|招标方式|当期预算|项目金额",
        TotalFen = rows.Sum(row => (long)(decimal.Parse(row.Split('|')[8]) * 100)),
    }.Add(rows);

    private static string Project(string number, string budget, string whole) =>
        $"{Firm}|prevention|{number}|尘肺预防宣传|20260301|20261130|open|{budget}|{whole}";

    /// <summary>Each asks for 20,000 of a project budget of 50,000.</summary>
    private static BatchBuilder Payments(params string[] rows) => new BatchBuilder
    {
        Kind = "injury-prevention-payment",
        Fund = "work-injury",
        Heading = "收款单位信用代码|单位名称|支出项目|项目编号|项目名称|拨付阶段|预算金额|预付金额|请拨金额|开户行|行号|银行账号",
        TotalFen = 20_000_00 * rows.Length,
    }.Add(rows);

    private static string Payment(string number, string stage, string prepaid) =>
        $"{Firm}|prevention|{number}|尘肺预防宣传|{stage}|50000.00|{prepaid}|20000.00|{Bank}";

    private static void Attach(BatchBuilder batch, params string[] types)
    {
        foreach (var type in types) { batch.Extra[$"{type}.pdf"] = "%PDF-1.7"u8.ToArray(); }
        var sm3 = new NationalCrypto().Sm3Of("%PDF-1.7"u8.ToArray());
        batch.Edit = manifest => manifest["attachments"] = new JsonArray([.. types.Select(type =>
            new JsonObject { ["name"] = $"{type}.pdf", ["type"] = type, ["sm3"] = sm3 })]);
    }
}

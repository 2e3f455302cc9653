using SocialFund.Funds.Expenditure;
using SocialFund.Kernel;

namespace SocialFund.Tests.Funds.Expenditure;

/// <summary>Typed lines are held to the same conditions as those that come by file.</summary>
public sealed class LineCheckTests
{
    [Theory]
    [InlineData("first", "", 0)]
    [InlineData("repeat", "Y", 0)]
    [InlineData("repeat", "N", 1)]
    [InlineData("repeat", "", 1)]
    public void Assessment_WhenTheRepeatChangedNothing_IsFound(string application, string changed, int findings)
    {
        var checks = Checks("ability-assessment");

        checks.Add(Line("assessment", ("application", application), ("changed", changed)));

        Assert.Equal(findings, checks.Findings.Count(finding => finding.Check == "requiredWhen"));
    }

    [Fact]
    public void PreventionPayment_OfASettlementWithoutItsPapers_IsFound()
    {
        var without = Checks("injury-prevention-payment", "tender");
        var with = Checks("injury-prevention-payment", "tender", "completion");
        foreach (var checks in new[] { without, with })
        {
            checks.Add(Line("prevention", ("stage", "settlement")));
        }

        Assert.Equal("第 1 行：验收结算的项目须附竣工结算文件", Assert.Single(without.Findings).Message);
        Assert.Empty(with.Findings);
    }

    private static LineChecks Checks(string kind, params string[] papers) => new(
        ExpenditureKinds.Shipped.Find(kind)!, isTyped: true, papers.ToHashSet(), new HashSet<string>());

    private static PayeeLine Line(string item, params (string Field, string Text)[] evidence) => new(
        1, 0, "测试人", "630102199003071012", "1000000100", "102851000019", "河湟银行城东支行", item, Money.FromFen(300_00),
        evidence.ToDictionary(cell => cell.Field, cell => cell.Text));
}

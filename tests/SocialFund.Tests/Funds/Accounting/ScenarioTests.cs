using SocialFund.Funds.Accounting;
using SocialFund.Funds.Expenditure;
using SocialFund.Kernel;

namespace SocialFund.Tests.Funds.Accounting;

public sealed class ScenarioTests
{
    public static TheoryData<string> Files =>
        [
            .. Directory.GetFiles(TestFiles.Path("tests", "scenarios"), "*.ledger")
                .Select(path => Path.GetFileName(path)).Order(),
        ];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Scenario_WhenRun_HoldsLineByLine(string file) =>
        Assert.True(await ScenarioFile.Run(TestFiles.Path("tests", "scenarios", file)) > 1);

    [Fact]
    public void Rule_WhenShipped_HasAScenarioFileAndATypicalEntry()
    {
        var entries = File.ReadAllText(TestFiles.Path(
            "functions", "Funds", "Accounting", "Data", "journal-entries.csv"));
        foreach (var rule in PostingRules.Shipped.All)
        {
            Assert.True(File.Exists(TestFiles.Path("tests", "scenarios", $"posting-{rule.Id}.ledger")), rule.Id);
            foreach (var entry in rule.Versions.SelectMany(version => version.Entry.Split(' ')))
            {
                Assert.Contains($"\n{entry},FSA,", entries, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Kind_WhenShipped_NamesARuleAndLeafAccountsOfItsFund()
    {
        var charts = new BookWorld().Charts;
        // A kind that only declares a project moves no money and has no rule.
        foreach (var kind in ExpenditureKinds.Shipped.All.Where(kind => kind.PostingRule != "none"))
        {
            Assert.True(
                PostingRules.Shipped.On(kind.PostingRule, new DateOnly(2026, 1, 1)).TryGet(out _, out _), kind.Id);
            foreach (var item in kind.Items)
            {
                var year = item.Fund == Fund.Maternity ? 2019 : 2026;
                var chart = await charts.For(new BookId(Division.Of("630000"), item.Fund, year, BookKind.Fsa), default);
                var code = AccountCode.Of(item.Account);
                Assert.True(chart.Find(code) is not null && chart.IsLeaf(code), $"{kind.Id}/{item.Code}: {code}");
            }
        }
    }
}

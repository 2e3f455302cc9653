using System.Text.RegularExpressions;
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

    /// <summary>The number and the books (FSA or SIF) of every typical entry.</summary>
    private static IReadOnlyList<(string Number, string Books)> TypicalEntries =>
        [.. File.ReadAllLines(TestFiles.Path("functions", "Funds", "Accounting", "Data", "journal-entries.csv"))
            .Skip(1).Select(line => line.Split(',')).Select(cells => (cells[0], cells[1]))];

    [Fact]
    public void TypicalEntry_OfTheFile_HasARuleInItsBooks()
    {
        Assert.Equal(33, TypicalEntries.Count);
        var covered = PostingRules.Shipped.All
            .SelectMany(rule => rule.Versions.SelectMany(version => version.Entries), (rule, entry) =>
                (entry, rule.Book == BookKind.Aux ? "SIF" : "FSA"))
            .ToHashSet();
        Assert.Equal([], TypicalEntries.Where(entry => !covered.Contains(entry)));
        Assert.Equal([], covered.Except(TypicalEntries));
    }

    [Fact]
    public void Rule_WhenShipped_HasAScenarioFileThatNamesItsEntries()
    {
        foreach (var rule in PostingRules.Shipped.All)
        {
            var text = File.ReadAllText(TestFiles.Path("tests", "scenarios", $"posting-{rule.Id}.ledger"));
            Assert.Contains($" {rule.Id} ", text, StringComparison.Ordinal);
            foreach (var entry in rule.Versions.SelectMany(version => version.Entries))
            {
                Assert.Contains($"# {entry} ", text, StringComparison.Ordinal);
            }
        }
    }

    /// <summary>A form is drawn from what a rule says it needs, so it must say all that its lines read.</summary>
    [Fact]
    public void Rule_WhenShipped_SaysEverythingThatItReads()
    {
        var faults =
            from rule in PostingRules.Shipped.All
            from version in rule.Versions
            let dimensions = version.Dimensions.Select(text => text.Name).ToHashSet()
            let texts = dimensions.Union(version.Facts.Select(text => text.Name)).ToHashSet()
            let unsaid = version.Lines.SelectMany(line => line.Dimensions.Values)
                .Where(value => value is ['$', ..] && !dimensions.Contains(value[1..]))
                .Concat(Regex.Matches(version.Summary, @"\{(\w+)\}").Select(match => match.Groups[1].Value)
                    .Where(name => !texts.Contains(name)))
                .Concat(version.Lines.Where(line => line.Key is not null && version.Amount(line.Key) is null)
                    .Select(line => line.Key!))
                .Concat(version.Amounts.Where(needed => needed.Accounts is null != AccountIsKnown(version, needed))
                    .Select(needed => needed.Name))
            from name in unsaid
            select $"{rule.Id}: {name}";
        Assert.Equal([], faults);
    }

    /// <summary>What lines carry the opening of the next year has to carry on, or balances by it would end.</summary>
    [Fact]
    public void Dimension_OfARule_IsKnownAndCarriedIntoTheNextYear()
    {
        var opening = PostingRules.Shipped.All.Single(rule => rule.Id == Opening.Rule).Versions[0];
        var chart = Charts.Shipped.Single(version => version.Regime == "FSA2018").Accounts
            .ToLookup(account => account.Code.Text, account => account.Class);
        var lines = PostingRules.Shipped.All.SelectMany(rule => rule.Versions).SelectMany(version => version.Lines)
            .ToList();
        Assert.Equal(
            [], lines.SelectMany(line => line.Dimensions.Keys).Where(name => AuxDimensions.Find(name) is null));
        Assert.Equal([], lines
            .Where(line => chart[line.Account].Any(kind => kind is AccountClass.Asset or AccountClass.Liability))
            .SelectMany(line => line.Dimensions.Keys).Distinct()
            .Where(name => opening.Lines.Any(line => !line.Dimensions.ContainsKey(name))));
    }

    private static bool AccountIsKnown(RuleVersion version, NeededAmount needed) => version.Lines
        .Where(line => line.Key is null || line.Key == needed.Key)
        .All(line => line.Account != "$account");

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

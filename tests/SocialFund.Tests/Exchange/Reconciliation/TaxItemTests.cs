using SocialFund.Exchange.Reconciliation;
using SocialFund.Kernel;
using SocialFund.Tests.Exchange.Synthesis;

namespace SocialFund.Tests.Exchange.Reconciliation;

[Collection(GeneratedLakes.Name)]
public sealed class TaxItemTests(GeneratedLakes lakes)
{
    [Fact]
    public void Items_AreNineteen_AndOneHasNoFieldOfTheTaxBureau()
    {
        Assert.Equal(19, TaxItem.Shipped.Count);
        Assert.Equal(["owed"], TaxItem.Shipped.Where(item => !item.IsComparable).Select(item => item.Id));
        Assert.All(TaxItem.Shipped.Where(item => !item.IsComparable), item => Assert.NotNull(item.Note));
    }

    [Fact]
    public async Task Items_WhenTheSidesAgree_DoNotDiffer()
    {
        var answer = await lakes.Agreeing.Ask(Questions.TaxItems);

        Assert.Equal([], await lakes.Agreeing.Ask(
            answer,
            "select concat_ws('|', item, fund, employer_no, agency_value, tax_value) from tax_item_lines limit 10"));
        var items = await lakes.Agreeing.Ask(answer, "select distinct item from tax_item_sums order by 1");
        var comparable = TaxItem.Shipped.Where(item => item.IsComparable).Select(item => item.Id);
        Assert.Equal(comparable.Order(StringComparer.Ordinal), items);
    }

    /// <summary>Σ of a column over the files, read as text.</summary>
    [Theory]
    [InlineData("payroll", "totalPayroll", "totalPayroll", "enterprise-pension")]
    [InlineData("employer-base", "employerContributionBase", "totalEmployerContributionBase", "work-injury")]
    [InlineData("individual-paid", "individualPaidCurrentMonthSubtotal", "individualPaidAmount", "unemployment")]
    public async Task Sums_AreThoseOfTheFiles(string item, string agency, string tax, string fund)
    {
        await lakes.Differing.Ask(Questions.TaxItems);
        var view = await lakes.Differing.Read<TaxItemsView>(new ViewTaxItems());
        var sums = view.Sums.Where(sum => sum.Item == item && sum.Fund == fund).ToList();

        Assert.Equal(Sum("employer-contributions", fund, agency), sums.Sum(sum => sum.AgencyValue));
        Assert.Equal(Sum("tax-employer-contributions", fund, tax), sums.Sum(sum => sum.TaxValue));
    }

    /// <summary>Nested loops over the files: employers whose paid amounts differ, or whom one side lacks.</summary>
    [Fact]
    public async Task Lines_AreWhatANaiveSecondImplementationFinds()
    {
        await lakes.Differing.Ask(Questions.TaxItems);
        var agency = Table("employer-contributions").ToList();
        var tax = Table("tax-employer-contributions").ToList();
        var naive = agency
            .Select(row => (No: row["employerNo"], One: (long?)row.Fen("employerPaidCurrentMonth"), Other: tax
                .Where(other => other["employerNo"] == row["employerNo"])
                .Select(other => (long?)other.Fen("employerPaidAmount")).SingleOrDefault()))
            .Concat(tax.Where(row => agency.All(other => other["employerNo"] != row["employerNo"]))
                .Select(row => (No: row["employerNo"], One: (long?)null, Other: (long?)row.Fen("employerPaidAmount"))))
            .Where(pair => pair.One != pair.Other).ToList();

        var page = await lakes.Differing.Read<Page<TaxItemLine>>(
            new ListTaxItemLines(Fund: Fund.EnterprisePension, Item: "employer-paid", Limit: 1000));

        Assert.True(naive.Count >= 3);
        Assert.Equal(
            naive.Select(pair => $"{pair.No}|{pair.One}|{pair.Other}").Order(StringComparer.Ordinal),
            page.Items.Select(line => $"{line.EmployerNo}|{line.AgencyValue}|{line.TaxValue}")
                .Order(StringComparer.Ordinal));
        var sums = (await lakes.Differing.Read<TaxItemsView>(new ViewTaxItems(Fund: Fund.EnterprisePension))).Sums
            .Where(sum => sum.Item == "employer-paid").ToList();
        var oneSided = naive.Count(pair => pair.One is null || pair.Other is null);
        Assert.Equal(
            (naive.Count - oneSided, oneSided), (sums.Sum(sum => sum.Differing), sums.Sum(sum => sum.OneSided)));
        Assert.All(page.Items, line => Assert.True(line.Agency is not null || line.Tax is not null));
    }

    private IEnumerable<ReadRow> Table(string name) =>
        NaiveMatch.Table(lakes.DifferingFiles, "enterprise-pension", name);

    private long Sum(string table, string fund, string field) =>
        NaiveMatch.Table(lakes.DifferingFiles, fund, table).Sum(row => row.Fen(field));
}

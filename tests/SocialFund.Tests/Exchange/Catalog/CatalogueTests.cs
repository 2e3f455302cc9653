using SocialFund.Exchange.Catalog;

namespace SocialFund.Tests.Exchange.Catalog;

public sealed class CatalogueTests
{
    public static TheoryData<string, int, int> Insurances => new()
    {
        { "enterprise-pension", 12, 249 }, { "resident-pension", 9, 202 }, { "public-sector-pension", 12, 254 },
        { "employee-medical", 13, 294 }, { "resident-medical", 7, 137 }, { "unemployment", 10, 211 },
        { "work-injury", 9, 225 }, { "maternity", 7, 144 },
    };

    [Theory]
    [MemberData(nameof(Insurances))]
    public void Tables_OfAnInsurance_AreAsManyAsTheTenderLists(string insurance, int tables, int fields)
    {
        var found = Catalogue.Shipped.OfTender.Where(table => table.Source == insurance).ToList();

        Assert.Equal(tables, found.Count);
        Assert.Equal(fields, found.Sum(table => table.Fields.Count));
    }

    /// <summary>The agencies' tables come by the month; tickets and payments at any time, but for 机关事业养老.</summary>
    [Theory]
    [InlineData("enterprise-pension", "business monthly 7, payment realtime 3, tax realtime 2")]
    [InlineData("resident-pension", "business monthly 5, payment realtime 3, tax realtime 1")]
    [InlineData("public-sector-pension", "business monthly 7, payment monthly 3, tax monthly 2")]
    [InlineData("employee-medical", "business monthly 7, payment realtime 3, tax realtime 3")]
    [InlineData("resident-medical", "business monthly 3, payment realtime 3, tax realtime 1")]
    [InlineData("unemployment", "business monthly 5, payment realtime 3, tax realtime 2")]
    [InlineData("work-injury", "business monthly 5, payment realtime 3, tax realtime 1")]
    [InlineData("maternity", "business monthly 3, payment realtime 3, tax realtime 1")]
    public void Tables_OfAnInsurance_AreOfTheTypesAndCyclesOfTheTender(string insurance, string expected) =>
        Assert.Equal(expected, string.Join(", ", Catalogue.Shipped.OfTender
            .Where(table => table.Source == insurance).GroupBy(table => $"{table.Group} {table.Cycle}")
            .OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Key} {group.Count()}")));

    [Fact]
    public void OfTender_IsAllOfTheEightInsurancesAndNothingElse()
    {
        Assert.Equal(79, Catalogue.Shipped.OfTender.Count());
        Assert.Equal(1716, Catalogue.Shipped.OfTender.Sum(table => table.Fields.Count));
        Assert.All(Catalogue.Shipped.OfTender, table => Assert.NotNull(table.Fund));
    }

    public static TheoryData<string, string, int> Departments => new()
    {
        { "treasury", "国库", 2 }, { "bank", "银行", 2 }, { "payroll", "工资统发", 1 }, { "public-budget", "公共财政预算", 1 },
        { "civil-affairs", "民政", 3 }, { "police", "公安", 3 }, { "statistics", "统计", 1 },
    };

    [Theory]
    [MemberData(nameof(Departments))]
    public void Tables_OfADepartment_AreProposalsThatBelongToNoFund(string source, string name, int count)
    {
        var found = Catalogue.Shipped.Tables.Where(table => table.Source == source).ToList();

        Assert.Equal(count, found.Count);
        Assert.All(found, table => Assert.Equal(
            (TableOrigin.Proposal, null, "department", name),
            (table.Origin, table.Fund, table.Group, Catalogue.Shipped.SourceName(table))));
    }

    [Fact]
    public void Column_OfAField_IsSnakeCaseWithItsUnit()
    {
        var table = Catalogue.Shipped.Find("enterprise-pension/individual-contributions")!;

        Assert.Equal("individual_paid_current_month_fen", table.Find("individualPaidCurrentMonth")!.Column);
        Assert.Equal("citizen_id_number", table.Find("citizenIdNumber")!.Column);
        Assert.Equal(("enterprise_pension", "individual_contributions"), table.LakeName);
    }

    [Fact]
    public void Columns_OfATable_HaveNamesOfTheirOwn()
    {
        foreach (var table in Catalogue.Shipped.Tables)
        {
            Assert.Distinct(table.Fields.Select(field => field.Column));
            Assert.Distinct(table.Fields.Select(field => field.Id));
        }
    }

    [Fact]
    public void Rules_EachAppliesToSomeTable() => Assert.All(
        Catalogue.Shipped.Rules,
        rule => Assert.Contains(Catalogue.Shipped.Tables, rule.AppliesTo));
}

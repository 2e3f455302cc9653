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
        var found = Catalogue.Shipped.Tables.Where(table => table.Insurance == insurance).ToList();

        Assert.Equal(tables, found.Count);
        Assert.Equal(fields, found.Sum(table => table.Fields.Count));
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

using System.Text.Json;
using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Partners;
using SocialFund.Kernel;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Exchange.Partners;

public sealed class PartnerSendersTests
{
    private readonly PartnerSenders _senders;

    public PartnerSendersTests()
    {
        var agencies = new KnownAgencies(new Agency(
            "RS630102", "城东区社保局", Division.Of("630102"), [Fund.EnterprisePension]));
        _senders = new PartnerSenders(
            new PartnerRegister(new MemoryDocumentStore(), agencies), agencies, Catalogue.Shipped.Departments);
    }

    [Fact]
    public async Task Find_OfThePartnerInAFolder_SendsForItsDivisionAndEveryFund()
    {
        var tax = await _senders.Find("tax-qh");

        Assert.True(tax!.MaySend(Division.Of("630102"), Fund.WorkInjury));
        Assert.False(tax.MaySend(Division.Of("140100"), Fund.WorkInjury));
    }

    /// <summary>partners.json has these.</summary>
    [Theory]
    [InlineData("civil-qh", "civil-affairs")]
    [InlineData("treasury-data", "treasury")]
    [InlineData("bank/hehuang", "bank")]
    [InlineData("tax-qh", "")]
    [InlineData("RS630102", "")]
    public async Task Find_OfADepartment_SendsItsOwnTablesOnly(string folder, string departments) =>
        Assert.Equal(departments, string.Join(' ', (await _senders.Find(folder))!.Departments));

    /// <summary>A kind in departments.json that no partner can be of would shut its tables out.</summary>
    [Fact]
    public void Departments_NameKindsOfPartners() => Assert.All(
        Catalogue.Shipped.Departments.SelectMany(department => department.Senders),
        kind => Assert.Contains(
            kind, Enum.GetValues<PartnerKind>().Select(each => JsonNamingPolicy.CamelCase.ConvertName($"{each}"))));

    [Fact]
    public async Task Find_OfAnAgency_IsTheAgencyWithItsOwnFunds() =>
        Assert.False((await _senders.Find("RS630102"))!.MaySend(Division.Of("630102"), Fund.WorkInjury));

    [Fact]
    public async Task Find_OfNobody_IsNobody() => Assert.Null(await _senders.Find("stranger"));
}

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
        _senders = new PartnerSenders(new PartnerRegister(new MemoryDocumentStore(), agencies), agencies);
    }

    [Fact]
    public async Task Find_OfThePartnerInAFolder_SendsForItsDivisionAndEveryFund()
    {
        var tax = await _senders.Find("tax-qh");

        Assert.True(tax!.MaySend(Division.Of("630102"), Fund.WorkInjury));
        Assert.False(tax.MaySend(Division.Of("140100"), Fund.WorkInjury));
    }

    [Fact]
    public async Task Find_OfAnAgency_IsTheAgencyWithItsOwnFunds() =>
        Assert.False((await _senders.Find("RS630102"))!.MaySend(Division.Of("630102"), Fund.WorkInjury));

    [Fact]
    public async Task Find_OfNobody_IsNobody() => Assert.Null(await _senders.Find("stranger"));
}

using SocialFund.Funds.Accounting;
using SocialFund.Funds.Banking;
using SocialFund.Funds.Expenditure;
using SocialFund.Funds.Payment;
using SocialFund.Kernel;

namespace SocialFund.Tests.Support;

/// <summary>What the 备查账 asks of the other modules: the product's own, with one agency.</summary>
internal static class Memo
{
    public static Agency Chengdong { get; } = new(
        "A1", "城东区社保局", Division.Of("630102"), [.. FundList.All.Select(entry => entry.Fund)]);

    public static MemoSources Over(IDocumentStore store) => new(
        new AgencyAccounts(store), new BankBalances(store), new ExpenditureItems(ExpenditureKinds.Shipped),
        new KnownAgencies(Chengdong));
}

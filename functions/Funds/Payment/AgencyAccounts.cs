using SocialFund.Funds.Accounting;
using SocialFund.Kernel;

namespace SocialFund.Funds.Payment;

/// <summary>Tells the 备查账 which accounts agencies have.</summary>
public sealed class AgencyAccounts(IDocumentStore store) : IAgencyAccounts
{
    public async Task<IReadOnlyList<AgencyAccount>> Of(Division division, Fund fund, CancellationToken stopping) =>
    [
        .. (await PayAccount.Load(store, division, stopping))
            .Where(account => account.Kind == AccountKind.Expenditure && account.Fund == fund)
            .Select(account => new AgencyAccount(account.Agency, account.Number, account.Name, account.BankName)),
    ];
}

using SocialFund.Funds.Accounting;
using SocialFund.Kernel;

namespace SocialFund.Funds.Banking;

/// <summary>Tells the 备查账 what a bank's newest statement says of a 支出户.</summary>
public sealed class BankBalances(IDocumentStore store) : IBankBalances
{
    public async Task<BankBalance?> Of(
        Division division, Fund fund, string account, CancellationToken stopping)
    {
        if (!BankCodes.IsAccount(account)) { return null; }
        var folder = new BankFolder(store, new BankAccountId(division, fund, account), stopping);
        return (await folder.Statements()).MaxBy(statement => statement.To) is { } newest
            ? new BankBalance(newest.To, newest.Closing) : null;
    }
}

using SocialFund.Funds.Payment;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Sharing;

/// <summary>预算单位基本信息: the agencies, a row a fund that they run.</summary>
internal sealed class UnitSource(IAgencyList agencies) : ISharedSource
{
    public string Subject => "budget-units";

    public IReadOnlyList<SharedPart> Parts(SharedQuery query) => [new WorkedPart(async stopping =>
    [
        .. from agency in await agencies.Under(query.Division, stopping)
           from fund in agency.Funds.Where(query.Funds.Contains)
           select ($"{agency.Code}|{fund.Entry().Code}", new SharedRow(
               [.. Place.Of(agency.Division, fund), agency.Code, agency.Name])),
    ])];
}

/// <summary>财政专户开户信息: the registered special accounts.</summary>
internal sealed class AccountSource(IDocumentStore store) : ISharedSource
{
    public string Subject => "special-accounts";

    public IReadOnlyList<SharedPart> Parts(SharedQuery query) => [new WorkedPart(async stopping =>
    {
        List<Division> places = [.. Divisions.All.Select(entry => entry.Code).Where(query.Division.Contains)];
        var accounts = await Bounded.Each(
            places, (place, token) => PayAccount.Load(store, place, token), stopping);
        return
        [
            .. from account in accounts.SelectMany(each => each)
               where account.Kind == AccountKind.Special && query.Funds.Contains(account.Fund)
               select ($"{account.Division}|{account.Fund.Entry().Code}|{account.Number}", RowOf(account)),
        ];
    })];

    private static SharedRow RowOf(PayAccount account) => new(
    [
        .. Place.Of(account.Division, account.Fund), account.Name, BankCodes.MaskAccount(account.Number),
        account.Number, account.BankName, account.BankCode,
    ]);
}

using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>A registered 支出户 of an agency.</summary>
/// <param name="Agency">The agency's code.</param>
public sealed record AgencyAccount(string Agency, string Number, string Name, string BankName);

/// <summary>The register of the agencies' accounts. Payment keeps it.</summary>
public interface IAgencyAccounts
{
    Task<IReadOnlyList<AgencyAccount>> Of(Division division, Fund fund, CancellationToken stopping);
}

/// <param name="Through">The last day that the bank's statements cover.</param>
public sealed record BankBalance(DateOnly Through, Money Amount);

/// <summary>What imported bank statements say of an account. Banking keeps them.</summary>
public interface IBankBalances
{
    /// <returns>As of the newest statement; null when none was imported.</returns>
    Task<BankBalance?> Of(Division division, Fund fund, string account, CancellationToken stopping);
}

/// <summary>The expenditure items. Expenditure knows them.</summary>
public interface IExpenditureItems
{
    /// <returns>The item's code, by its code or its Chinese name; null when the fund has none such.</returns>
    string? CodeOf(Fund fund, string text);

    /// <returns>The Chinese name; the code itself when it is not known.</returns>
    string NameOf(Fund fund, string code);
}

/// <summary>What the 备查账 asks of others.</summary>
public sealed record MemoSources(
    IAgencyAccounts Accounts, IBankBalances Banks, IExpenditureItems Items, IAgencies Agencies);

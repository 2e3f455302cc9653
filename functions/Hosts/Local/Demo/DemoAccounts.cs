using SocialFund.Kernel;

namespace SocialFund.Hosts.Local.Demo;

/// <summary>The numbers of the demo's bank accounts.</summary>
internal static class DemoAccounts
{
    /// <summary>The special account (财政专户) of a fund in a division.</summary>
    public static string Special(Division division, Fund fund) => $"2801{division}{fund.Entry().Code}01";

    /// <summary>The expenditure account (支出户) of a fund's agency there.</summary>
    public static string Agency(Division division, Fund fund) => $"2802{division}{fund.Entry().Code}02";
}

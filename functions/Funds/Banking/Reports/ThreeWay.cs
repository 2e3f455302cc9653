using SocialFund.Kernel;

namespace SocialFund.Funds.Banking;

/// <summary>Two figures that must agree.</summary>
/// <param name="Id">ledger-journal, journal-bank.</param>
/// <param name="Text">Why they differ, or that they agree.</param>
public sealed record Agreement(
    string Id, string LeftName, Money Left, string RightName, Money Right, Money Difference, string Text)
{
    public bool IsEqual => Difference.IsZero;
}

/// <summary>总账 ↔ 日记账 ↔ bank, at a day.</summary>
/// <param name="HasAgencyBooks">The agency's books (辅助账) of this division and fund are kept here too.</param>
public sealed record ThreeWay(
    BankAccountId Account, DateOnly Date, IReadOnlyList<Agreement> Agreements, bool HasAgencyBooks);

/// <param name="Date">Today when not given.</param>
public sealed record ReadThreeWay(BankAccountId Account, DateOnly? Date = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => Account.Scope;

    internal static Endpoint Endpoint(BankReports reports) => Kernel.Endpoint.Of<ReadThreeWay, ThreeWay>(
        HttpMethod.Get, "banking/accounts/{account}/three-way", Permission.BookView, "总账、日记账与银行核对",
        (request, call) => reports.ThreeWay(request.Account, request.Date, call));
}

using SocialFund.Funds.Expenditure;
using SocialFund.Kernel;

namespace SocialFund.Funds.Budget;

/// <summary>What a request charges to one budget line (预算额度).</summary>
public sealed record BudgetCharge(string Line, Money Amount);

/// <param name="Approved">False while only 预算法§54 expenditure may be paid.</param>
public sealed record BudgetPosition(
    string Line, string Name, Money Budgeted, Money Reserved, Money Used, Money Available, bool Approved);

/// <summary>What became of a reservation.</summary>
/// <param name="Warnings">Lines exceeded where the control is set to warn; a written reason is then required.</param>
public sealed record Reserved(IReadOnlyList<BudgetPosition> Positions, IReadOnlyList<string> Warnings)
{
    /// <summary>What the reviewer should know but need not answer, such as a ceiling that is not known.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>
/// Exact control of budget lines: for each line approved ≥ reserved + used, under any concurrency. Every call is
/// idempotent by request (and round).
/// </summary>
public interface IBudgetControl
{
    /// <summary>Reserves for a request, replacing what that request had reserved before.</summary>
    /// <param name="beforeApproval">Whether the kind may be paid before the budget is approved (预算法§54).</param>
    /// <returns>Or line_missing, budget_not_approved, before_approval_exceeded, line_exceeded.</returns>
    Task<Result<Reserved>> Reserve(
        RequestId request, IReadOnlyList<BudgetCharge> charges, bool beforeApproval, Call call);

    /// <summary>Turns reserved into used after a payment round. Negative charges (refunds) give back.</summary>
    /// <returns>Or line_missing, not_reserved (more than the request still holds), round_differs.</returns>
    Task<Result<Done>> Use(RequestId request, string round, IReadOnlyList<BudgetCharge> charges, Call call);

    /// <summary>Gives back what is still reserved.</summary>
    Task<Result<Done>> Release(RequestId request, Call call);

    /// <summary>The lines that the charges touch, as they stand now.</summary>
    Task<IReadOnlyList<BudgetPosition>> Positions(
        Division division, Fund fund, int year, IReadOnlyList<string> lines, CancellationToken stopping);
}

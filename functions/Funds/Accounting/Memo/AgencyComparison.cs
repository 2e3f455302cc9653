using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>Which way the money went between the special account and the agency's accounts.</summary>
public enum AgencyFlow
{
    /// <summary>拨付支出户, 收到专户拨款.</summary>
    Out = 1,

    /// <summary>缴入专户: premiums and interest handed over.</summary>
    In,
}

/// <summary>What one voucher moved between the two.</summary>
/// <param name="Amount">In the flow's own direction; negative when taken back.</param>
public sealed record AgencyMove(
    AgencyFlow Flow, DateOnly Date, int Month, Money Amount, string Summary, SourceLink Source, VoucherRef Voucher);

/// <summary>One month of both books.</summary>
public sealed record AgencyMonth(int Month, Money SpecialOut, Money AgencyOut, Money SpecialIn, Money AgencyIn)
{
    public Money DifferenceOut => SpecialOut - AgencyOut;
    public Money DifferenceIn => SpecialIn - AgencyIn;
}

/// <summary>Why a month differs.</summary>
/// <param name="Special">Null when only the agency has it; and the other way round. Both when they have it in
/// different months.</param>
public sealed record AgencyDifference(AgencyFlow Flow, AgencyMove? Special, AgencyMove? Agency);

/// <summary>
/// Sets the special account's side against the agency's. A pair is the same flow and amount, the nearest in date
/// first; what has no counterpart, or has it in another month, is a difference. Pure.
/// </summary>
public static class AgencyComparison
{
    public static (IReadOnlyList<AgencyMonth> Months, IReadOnlyList<AgencyDifference> Differences) Of(
        IReadOnlyList<AgencyMove> special, IReadOnlyList<AgencyMove> agency)
    {
        static Money Sum(IEnumerable<AgencyMove> moves, AgencyFlow flow, int month) => moves
            .Where(move => move.Flow == flow && move.Month == month)
            .Aggregate(Money.Zero, (sum, move) => sum + move.Amount);

        var months = special.Concat(agency).Select(move => move.Month).Distinct().Order();
        return (
            [
                .. months.Select(month => new AgencyMonth(
                    month, Sum(special, AgencyFlow.Out, month), Sum(agency, AgencyFlow.Out, month),
                    Sum(special, AgencyFlow.In, month), Sum(agency, AgencyFlow.In, month))),
            ],
            [.. Differences(special, agency).OrderBy(each => (each.Special ?? each.Agency)!.Date)]);
    }

    private static IEnumerable<AgencyDifference> Differences(
        IReadOnlyList<AgencyMove> special, IReadOnlyList<AgencyMove> agency)
    {
        var waiting = agency.ToList();
        foreach (var move in special.OrderBy(move => move.Date))
        {
            var other = waiting.Where(each => each.Flow == move.Flow && each.Amount == move.Amount)
                .MinBy(each => Math.Abs(each.Date.DayNumber - move.Date.DayNumber));
            if (other is not null) { waiting.Remove(other); }
            if (other?.Month != move.Month) { yield return new AgencyDifference(move.Flow, move, other); }
        }
        foreach (var rest in waiting) { yield return new AgencyDifference(rest.Flow, null, rest); }
    }
}

using SocialFund.Kernel;

namespace SocialFund.Funds.Budget;

/// <summary>What a command changes in a budget.</summary>
/// <param name="Lines">Only those that change.</param>
internal sealed record BudgetChange(IReadOnlyList<BudgetLine> Lines, Reservation Reservation);

/// <summary>The rules of budget control. Pure.</summary>
internal static class Reserving
{
    /// <summary>Reserves the charges in place of what the request held before.</summary>
    /// <param name="lines">The lines charged and those held, by code; a missing line is not in it.</param>
    /// <param name="lastYear">Line → used in the same months of last year; a line that is not in it is not
    /// known.</param>
    /// <returns>The change and the answer; or the first that applies of <see cref="LineMissing"/>,
    /// <see cref="BudgetNotApproved"/>, <see cref="BeforeApprovalExceeded"/>, <see cref="LineExceeded"/>.</returns>
    /// <remarks>Basis: 预算法§13, §54; 预算法实施条例§57.</remarks>
    public static Result<(BudgetChange Change, Reserved Answer)> Reserve(
        BudgetKey key, BudgetPlan? plan, IReadOnlyDictionary<string, BudgetLine> lines, Reservation before,
        IReadOnlyDictionary<string, Money> charges, bool beforeApproval, IReadOnlyDictionary<string, Money> lastYear)
    {
        if (charges.Keys.FirstOrDefault(code => plan is null || !lines.ContainsKey(code)) is { } missing)
        {
            return new LineMissing(missing, key.Year);
        }
        var approved = plan is { Approved: true };
        if (!approved && !beforeApproval) { return new BudgetNotApproved(key.Year); }
        var changed = new List<BudgetLine>();
        var (warnings, notes) = (new List<string>(), new List<string>());
        foreach (var line in lines.Values.OrderBy(line => line.Code, StringComparer.Ordinal))
        {
            var free = line.Holding(-before.HeldOf(line.Code));
            // A negative charge is given back when it is used: reserved in advance it could be spent twice.
            var asked = Max(charges.GetValueOrDefault(line.Code), Money.Zero);
            var held = free.Holding(asked);
            if (asked > Money.Zero && !approved && CeilingProblem(held, lastYear, notes) is { } ceiling)
            {
                return ceiling;
            }
            if (asked > Money.Zero && held.Available < Money.Zero)
            {
                if (line.Control == BudgetControlMode.Refuse)
                {
                    return new LineExceeded(line.Code, line.Name, free.Available, asked);
                }
                warnings.Add($"预算项目“{line.Name}”超出 {-held.Available} 元");
            }
            changed.Add(held);
        }
        var reservation = before with { Held = Positive(charges) };
        var positions = changed.Where(line => charges.ContainsKey(line.Code)).Select(line => line.Position(approved));
        return (new BudgetChange(Differing(changed, lines), reservation), new Reserved([.. positions], warnings)
        {
            Notes = notes,
        });
    }

    /// <summary>Turns held into used for one payment round; negative charges give back.</summary>
    /// <returns>No lines when the round is recorded already; or <see cref="LineMissing"/>, <see cref="RoundDiffers"/>,
    /// <see cref="NotReserved"/>.</returns>
    public static Result<BudgetChange> Use(
        BudgetKey key, IReadOnlyDictionary<string, BudgetLine> lines, Reservation before, string round,
        IReadOnlyDictionary<string, Money> charges, int month)
    {
        var recorded = charges.Where(pair => !pair.Value.IsZero)
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => new BudgetCharge(pair.Key, pair.Value)).ToList();
        if (before.Rounds.TryGetValue(round, out var earlier))
        {
            return earlier.SequenceEqual(recorded)
                ? new BudgetChange([], before)
                : new RoundDiffers(before.Request, round);
        }
        var held = before.Held.ToDictionary();
        var changed = new List<BudgetLine>();
        foreach (var (code, amount) in recorded)
        {
            if (!lines.TryGetValue(code, out var line)) { return new LineMissing(code, key.Year); }
            if (amount > before.HeldOf(code)) { return new NotReserved(code, before.HeldOf(code), amount); }
            var fromHeld = Max(amount, Money.Zero);
            held[code] = before.HeldOf(code) - fromHeld;
            changed.Add(line.Holding(-fromHeld).Using(amount, month));
        }
        var rounds = new Dictionary<string, IReadOnlyList<BudgetCharge>>(before.Rounds) { [round] = recorded };
        return new BudgetChange(changed, before with { Held = Positive(held), Rounds = rounds });
    }

    /// <summary>Gives back all that is held.</summary>
    public static BudgetChange Release(IReadOnlyDictionary<string, BudgetLine> lines, Reservation before) => new(
        Differing([.. lines.Values.Select(line => line.Holding(-before.HeldOf(line.Code)))], lines),
        before with { Held = new Dictionary<string, Money>() });

    private static BeforeApprovalExceeded? CeilingProblem(
        BudgetLine held, IReadOnlyDictionary<string, Money> lastYear, List<string> notes)
    {
        if (!lastYear.TryGetValue(held.Code, out var ceiling))
        {
            notes.Add($"预算尚未批准；“{held.Name}”没有上年同期数可比，请审核人员把握。");
            return null;
        }
        return held.Committed > ceiling
            ? new BeforeApprovalExceeded(held.Code, held.Name, ceiling, held.Committed)
            : null;
    }

    private static List<BudgetLine> Differing(
        IReadOnlyList<BudgetLine> after, IReadOnlyDictionary<string, BudgetLine> before) =>
        [.. after.Where(line => line.Reserved != before[line.Code].Reserved)];

    private static Dictionary<string, Money> Positive(IReadOnlyDictionary<string, Money> amounts) =>
        amounts.Where(pair => pair.Value > Money.Zero).ToDictionary();

    private static Money Max(Money left, Money right) => left > right ? left : right;
}

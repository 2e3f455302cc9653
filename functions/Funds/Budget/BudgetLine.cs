using System.Globalization;
using System.Text.Json.Serialization;
using SocialFund.Funds.Expenditure;
using SocialFund.Kernel;

namespace SocialFund.Funds.Budget;

public enum BudgetControlMode
{
    /// <summary>More than the line has is refused.</summary>
    Refuse = 1,

    /// <summary>More than the line has is let through with a written reason.</summary>
    Warn,
}

/// <summary>Names the budget of a division, fund and year: <c>630102-11-2026</c>. It is the partition.</summary>
public sealed record BudgetKey(Division Division, Fund Fund, int Year)
{
    [JsonIgnore]
    public string Text => $"{Division}-{Fund.Entry().Code}-{Year:0000}";

    [JsonIgnore]
    public Scope Scope => new(Division, Fund);

    public static BudgetKey Of(RequestId request) => new(request.Division, request.Fund, request.Period.Year);

    public BudgetKey LastYear() => this with { Year = Year - 1 };

    public override string ToString() => Text;
}

/// <summary>The budget of a division, fund and year. Document <c>plan</c> of its partition.</summary>
/// <param name="Approved">False while only 预算法§54 expenditure may be paid.</param>
public sealed record BudgetPlan(bool Approved)
{
    public const string Id = "plan";
}

/// <summary>A budget line and what is committed of it.</summary>
/// <param name="UsedByMonth">Month (1–12) in which it was used → amount; next year's ceiling before approval.</param>
/// <param name="Version">Counts changes, so that list rows never go back.</param>
public sealed record BudgetLine(
    string Code, string Name, Money Budgeted, BudgetControlMode Control, Money Reserved, Money Used,
    IReadOnlyDictionary<int, Money> UsedByMonth, long Version)
{
    [JsonIgnore]
    public Money Committed => Reserved + Used;

    [JsonIgnore]
    public Money Available => Budgeted - Committed;

    public static string IdOf(string code) => $"line-{code}";

    public static BudgetLine New(string code, string name, Money budgeted, BudgetControlMode control) =>
        new(code, name, budgeted, control, Money.Zero, Money.Zero, new Dictionary<int, Money>(), 0);

    /// <summary>Whether the text may stand for a line in ids: 1..40 letters, digits, hyphens.</summary>
    public static bool IsCode(string text) =>
        text.Length is >= 1 and <= 40 && text.All(symbol => char.IsAsciiLetterOrDigit(symbol) || symbol == '-');

    public BudgetLine Holding(Money change) => this with { Reserved = Reserved + change };

    public BudgetLine Using(Money amount, int month)
    {
        var months = new SortedDictionary<int, Money>(UsedByMonth.ToDictionary());
        months[month] = months.GetValueOrDefault(month) + amount;
        return this with { Used = Used + amount, UsedByMonth = months };
    }

    /// <summary>Used from January to that month.</summary>
    public Money UsedThrough(int month) => UsedByMonth.Where(pair => pair.Key <= month)
        .Aggregate(Money.Zero, (sum, pair) => sum + pair.Value);

    public BudgetPosition Position(bool approved) => new(Code, Name, Budgeted, Reserved, Used, Available, approved);
}

/// <summary>What one request holds and has used of the lines of a budget.</summary>
/// <param name="Held">Line → reserved and not yet used; never negative.</param>
/// <param name="Rounds">Payment round → what it charged.</param>
public sealed record Reservation(
    RequestId Request, IReadOnlyDictionary<string, Money> Held,
    IReadOnlyDictionary<string, IReadOnlyList<BudgetCharge>> Rounds)
{
    public static string IdOf(RequestId request) => $"request-{request}";

    public static Reservation None(RequestId request) =>
        new(request, new Dictionary<string, Money>(), new Dictionary<string, IReadOnlyList<BudgetCharge>>());

    public Money HeldOf(string line) => Held.GetValueOrDefault(line);
}

internal static class BudgetMonth
{
    /// <summary>
    /// The month of the budget year in which an instant counts: what falls after the year counts in December.
    /// </summary>
    public static int Of(BudgetKey key, DateTimeOffset instant)
    {
        var day = ChinaTime.DateOf(instant);
        return day.Year > key.Year ? 12 : day.Year < key.Year ? 1 : day.Month;
    }

    public static string Title(int month) => string.Create(CultureInfo.InvariantCulture, $"1至{month}月");
}

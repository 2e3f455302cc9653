using System.Collections.Concurrent;
using System.Globalization;
using SocialFund.Kernel;

namespace SocialFund.Analytics.Consolidation;

/// <summary>A fund of a place and all below it.</summary>
/// <param name="Opening">At the beginning of the year; opening + income − expenditure = balance.</param>
public sealed record FundFigures(Fund Fund, Money Opening, Money Income, Money Expenditure, Money Balance);

/// <summary>A month of a place and all below it.</summary>
/// <param name="Paid">By the date that the bank names, without what it sent back.</param>
public sealed record MonthFigures(Period Period, Money Income, Money Expenditure, Money Paid);

/// <summary>Requests of the year that stand so.</summary>
/// <param name="State">checking, returned, inReview, inTreasury, paying, booking, partlyFailed, done, rejected,
/// withdrawn.</param>
public sealed record StateFigures(string State, long Requests, Money Requested, Money Paid, Money Failed, Money Open);

/// <summary>A part of a place: itself, or a division directly below with all that is below that.</summary>
/// <param name="IsOwn">The place's own figures, without those below.</param>
/// <param name="HasBelow">Whether it can be opened further.</param>
public sealed record PartFigures(
    Division Division, string Name, bool IsOwn, bool HasBelow, Money Income, Money Expenditure, Money Balance,
    long Requests, Money Requested, Money Paid);

/// <summary>What the figures of a place come to; the parts add up to it.</summary>
public sealed record OverviewTotals(
    Money Opening, Money Income, Money Expenditure, Money Balance, long Requests, Money Requested, Money Paid);

/// <summary>The rolled up figures of a place.</summary>
/// <param name="AsOf">When the last good run began; absent before the first.</param>
/// <param name="Version">Of the figures.</param>
/// <param name="Months">Twelve, oldest first.</param>
public sealed record LakeOverview(
    Division Division, string DivisionName, int Year, DateTimeOffset? AsOf, long Version,
    IReadOnlyList<FundFigures> Funds, IReadOnlyList<MonthFigures> Months, IReadOnlyList<StateFigures> States,
    IReadOnlyList<PartFigures> Parts, OverviewTotals Totals);

/// <summary>Reads the rolled up figures of a division and everything below it.</summary>
/// <param name="Division">The actor's own when not given.</param>
/// <param name="Year">This year (China) when not given.</param>
public sealed record ReadOverview(Division? Division = null, Fund? Fund = null, int? Year = null) : IScoped
{
    private const int MonthsShown = 12;

    private static readonly SqlFile FundSql = SqlFile.Beside<ReadOverview>("fund_figures");
    private static readonly SqlFile MonthSql = SqlFile.Beside<ReadOverview>("month_figures");
    private static readonly SqlFile StateSql = SqlFile.Beside<ReadOverview>("state_figures");

    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.LakeView, Division, Fund);

    internal static Endpoint Endpoint(Figures figures)
    {
        var kept = new KeptOverviews();
        return Kernel.Endpoint.Of<ReadOverview, LakeOverview>(
            HttpMethod.Get, "lake/overview", Permission.LakeView, "汇总概览",
            (request, call) => Handle(request, call, figures, kept));
    }

    private static async Task<Result<LakeOverview>> Handle(
        ReadOverview request, Call call, Figures figures, KeptOverviews kept)
    {
        var place = request.Division ?? call.Actor.Division;
        var year = request.Year ?? Period.Of(call.Now).Year;
        if (year is < 1950 or > 9999) { return new InvalidValue("year", "年度须为四位数字。"); }
        string[] funds =
        [
            .. (request.Fund is { } one ? [one] : call.Actor.FundsFor(Permission.LakeView, place))
                .Select(fund => fund.Entry().Id),
        ];
        var head = await figures.Head(call.Stopping);
        var last = Period.Of(year, year == Period.Of(call.Now).Year ? Period.Of(call.Now).Month : 12);
        var key = $"{place}/{last}/{string.Join(',', funds)}";
        var overview = await kept.Get(
            head.Version, key, () => Read(figures, head, place, last, funds, call.Stopping));
        return overview with { AsOf = await figures.AsOf(call.Stopping) };
    }

    private static async Task<LakeOverview> Read(
        Figures figures, LakeHead head, Division place, Period last, string[] funds, CancellationToken stopping)
    {
        int[] year = [last.Year];
        using var connection = await figures.Open(
            head, place,
            [
                ("turnovers", RollUp.AccountTurnovers, year),
                ("requests", RollUp.RequestStates, year),
                ("recent", RollUp.AccountTurnovers, [last.Year - 1, last.Year]),
                // What was asked for in one year may be paid in another, so every year's files are looked through.
                ("payments", RollUp.PaymentMonths, [.. head.YearsOf(RollUp.PaymentMonths)]),
            ],
            stopping);
        var booked = connection.List(FundSql, FundOf, [("funds", funds)], stopping);
        var states = connection.List(StateSql, StateOf, [("funds", funds)], stopping);
        connection.Execute("create or replace temporary view turnovers as from recent", cancellation: stopping);
        var first = last.Plus(1 - MonthsShown);
        var months = connection.List(
            MonthSql, MonthOf,
            [
                ("funds", funds), ("first", first.Number), ("last", last.Number),
            ],
            stopping);
        return new LakeOverview(
            place, Divisions.NameOf(place), last.Year, null, head.Version, ByFund(booked), Whole(first, months),
            ByState(states), ByPart(place, booked, states), Sum(booked, states));
    }

    private static (string Part, FundFigures Figures) FundOf(DuckReader row) => (
        row.Text(0),
        new FundFigures(
            FundList.All.First(entry => entry.Id == row.Text(1)).Fund, Fen(row, 2), Fen(row, 3), Fen(row, 4),
            Fen(row, 5)));

    private static (string Part, StateFigures Figures) StateOf(DuckReader row) => (
        row.Text(0),
        new StateFigures(row.Text(1), row.Int64(2), Fen(row, 3), Fen(row, 4), Fen(row, 5), Fen(row, 6)));

    private static MonthFigures MonthOf(DuckReader row) => new(
        TextValue.Parse<Period>(row.Int64(0).ToString(CultureInfo.InvariantCulture)), Fen(row, 1), Fen(row, 2),
        Fen(row, 3));

    private static Money Fen(DuckReader row, int column) => Money.FromFen(row.Int64(column));

    private static IReadOnlyList<FundFigures> ByFund(IEnumerable<(string Part, FundFigures Figures)> booked) =>
    [
        .. booked.GroupBy(row => row.Figures.Fund).OrderBy(group => group.Key).Select(group => new FundFigures(
            group.Key, group.Total(row => row.Figures.Opening), group.Total(row => row.Figures.Income),
            group.Total(row => row.Figures.Expenditure), group.Total(row => row.Figures.Balance))),
    ];

    private static IReadOnlyList<StateFigures> ByState(IEnumerable<(string Part, StateFigures Figures)> states) =>
    [
        .. states.GroupBy(row => row.Figures.State).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new StateFigures(
                group.Key, group.Sum(row => row.Figures.Requests), group.Total(row => row.Figures.Requested),
                group.Total(row => row.Figures.Paid), group.Total(row => row.Figures.Failed),
                group.Total(row => row.Figures.Open))),
    ];

    private static IReadOnlyList<PartFigures> ByPart(
        Division place, IReadOnlyList<(string Part, FundFigures Figures)> booked,
        IReadOnlyList<(string Part, StateFigures Figures)> states)
    {
        var codes = booked.Select(row => row.Part).Concat(states.Select(row => row.Part)).Distinct();
        return [.. codes.Order(StringComparer.Ordinal).Select(code =>
        {
            var division = Kernel.Division.Of(code);
            var here = booked.Where(row => row.Part == code).ToList();
            var asked = states.Where(row => row.Part == code).ToList();
            return new PartFigures(
                division, Divisions.NameOf(division), division == place,
                division != place && Divisions.Below(division).Any(), here.Total(row => row.Figures.Income),
                here.Total(row => row.Figures.Expenditure), here.Total(row => row.Figures.Balance),
                asked.Sum(row => row.Figures.Requests), asked.Total(row => row.Figures.Requested),
                asked.Total(row => row.Figures.Paid));
        })];
    }

    private static OverviewTotals Sum(
        IReadOnlyList<(string Part, FundFigures Figures)> booked,
        IReadOnlyList<(string Part, StateFigures Figures)> states) => new(
        booked.Total(row => row.Figures.Opening), booked.Total(row => row.Figures.Income),
        booked.Total(row => row.Figures.Expenditure), booked.Total(row => row.Figures.Balance),
        states.Sum(row => row.Figures.Requests), states.Total(row => row.Figures.Requested),
        states.Total(row => row.Figures.Paid));

    /// <summary>The months in which nothing moved count too.</summary>
    private static IReadOnlyList<MonthFigures> Whole(Period first, IReadOnlyList<MonthFigures> moved) =>
    [
        .. Enumerable.Range(0, MonthsShown).Select(first.Plus).Select(period =>
            moved.FirstOrDefault(month => month.Period == period)
                ?? new MonthFigures(period, Money.Zero, Money.Zero, Money.Zero)),
    ];
}

internal static class MoneySums
{
    public static Money Total<T>(this IEnumerable<T> rows, Func<T, Money> amount) =>
        rows.Aggregate(Money.Zero, (sum, row) => sum + amount(row));
}

/// <summary>
/// Overviews read before: between two runs the answer stays the same, and hundreds of workbenches ask for it.
/// </summary>
internal sealed class KeptOverviews
{
    /// <summary>Every division of a province, some fund selections, two years; beyond it begins anew.</summary>
    private const int KeptMax = 500;

    private readonly ConcurrentDictionary<(long Version, string Key), LakeOverview> _kept = [];

    public async Task<LakeOverview> Get(long version, string key, Func<Task<LakeOverview>> read)
    {
        if (_kept.TryGetValue((version, key), out var known)) { return known; }
        var overview = await read();
        if (_kept.Count >= KeptMax || _kept.Keys.Any(other => other.Version < version)) { _kept.Clear(); }
        return _kept[(version, key)] = overview;
    }
}

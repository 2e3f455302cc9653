using SocialFund.Kernel;

namespace SocialFund.Analytics.Consolidation;

/// <summary>An account at a part of a place.</summary>
/// <param name="Opening">On the account's normal side, as are the closing and the sign of both.</param>
/// <param name="Book">The book when one alone stands behind the row: drill on into it.</param>
public sealed record RolledPart(
    Division Division, string Name, bool IsOwn, bool HasBelow, Money Opening, Money Debit, Money Credit,
    Money YearDebit, Money YearCredit, Money Closing, string? Book);

/// <summary>An account of a place by its parts, which add up to the account's row in the place's balances.</summary>
public sealed record RolledParts(
    Division Division, string DivisionName, Fund Fund, string Period, string Account, DateTimeOffset? AsOf,
    IReadOnlyList<RolledPart> Items);

/// <summary>Opens a figure of the rolled up balances: which divisions it comes from.</summary>
/// <param name="Period">YYYYMM, as the balances answered it.</param>
public sealed record ReadRolledParts(Fund Fund, Division? Division, string Period, string Account) : IScoped
{
    private static readonly SqlFile Sql = SqlFile.Beside<ReadRolledParts>("rolled_parts");

    public Scope ScopeFor(Actor actor) => new(Division ?? actor.Division, Fund);

    internal static Endpoint Endpoint(Figures figures) => Kernel.Endpoint.Of<ReadRolledParts, RolledParts>(
        HttpMethod.Get, "lake/balances/parts", Permission.LakeView, "汇总余额按区划展开",
        (request, call) => Handle(request, call, figures));

    private static async Task<Result<RolledParts>> Handle(ReadRolledParts request, Call call, Figures figures)
    {
        if (!BookMonth.TryRead(null, request.Period, call.Now, out var year, out var period))
        {
            return new InvalidValue("period", "期间须为六位年月（YYYYMM，00为期初）。");
        }
        var place = request.Division ?? call.Actor.Division;
        var head = await figures.Head(call.Stopping);
        using var connection = await figures.Open(
            head, place, [("turnovers", RollUp.AccountTurnovers, [year])], call.Stopping);
        var parts = connection.List(
            Sql, row => PartOf(row, place),
            [("fund", request.Fund.Entry().Id), ("period", period), ("account", request.Account)], call.Stopping);
        return new RolledParts(
            place, Divisions.NameOf(place), request.Fund, request.Period, request.Account,
            await figures.AsOf(call.Stopping), parts);
    }

    private static RolledPart PartOf(DuckReader row, Division place)
    {
        var division = Kernel.Division.Of(row.Text(0));
        Money Fen(int column) => Money.FromFen(row.Int64(column));
        Money OnNormalSide(Money debit, Money credit) => row.Text(1) == "debit" ? debit - credit : credit - debit;
        var opening = OnNormalSide(Fen(2), Fen(3));
        return new RolledPart(
            division, Divisions.NameOf(division), division == place,
            division != place && Divisions.Below(division).Any(), opening, Fen(4), Fen(5), Fen(6), Fen(7),
            opening + OnNormalSide(Fen(4), Fen(5)), row.TextOrNull(8));
    }
}

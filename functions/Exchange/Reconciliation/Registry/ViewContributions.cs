using SocialFund.Analytics;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Reconciliation;

/// <summary>A received line about a person's contribution to a fund in a month.</summary>
/// <param name="Side">agency or tax.</param>
/// <param name="EmployerNo">Who pays; null for one who pays for himself.</param>
/// <param name="Status">缴费状态 as the agency codes it; null of the tax bureau.</param>
/// <param name="PersonFen">Paid by the person, with supplements and arrears.</param>
/// <param name="EmployerFen">Paid by the employer for the person; only the tax bureau tells it.</param>
/// <param name="Ticket">电子税票号码, of the tax bureau.</param>
public sealed record ContributionLine(
    string Side, string Fund, string Table, string Period, string Region, string? EmployerNo, string? Status,
    long? BaseFen, long? DueFen, long PersonFen, long? EmployerFen, string? Ticket, SourceRef Source);

/// <summary>What was contributed for one person over all funds (缴费台账).</summary>
/// <param name="Number">The id number, masked.</param>
/// <param name="Lines">By fund and month.</param>
public sealed record PersonContributions(
    string Name, string Number, IReadOnlyList<ContributionLine> Lines, bool IsCut);

/// <summary>Reads a person's contributions from the lake as it is now; who the person is, from the index.</summary>
/// <param name="Key">Of <see cref="SubjectHit"/>.</param>
public sealed record ViewContributions(string Key, Division? Division = null) : IScoped
{
    /// <summary>Eight funds, both sides, sixty months and some more.</summary>
    private const int LinesMax = 2000;

    private static readonly SqlFile PersonSql = SqlFile.Beside<Question>("person_of_index");
    private static readonly SqlFile LinesSql = SqlFile.Beside<Question>("person_contributions");

    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.IntakeView, Division, null);

    internal static Endpoint Endpoint(AnswerBook book) => Kernel.Endpoint.Of<ViewContributions, PersonContributions>(
        HttpMethod.Get, "reconciliation/registry/person/{key}/contributions", Permission.IntakeView, "个人缴费台账",
        (request, call) => Handle(request, call, book));

    private static async Task<Result<PersonContributions>> Handle(
        ViewContributions request, Call call, AnswerBook book)
    {
        if (await book.Find(Questions.Registry.Name, call.Stopping) is not { } answer)
        {
            return new NotAskedYet(Questions.Registry.Title);
        }
        using var connection = await book.Open(answer, call.Stopping);
        var person = connection.List(
            PersonSql, row => (Name: row.TextOrNull(0) ?? "", Id: row.Text(1)), [("key", request.Key)], call.Stopping);
        if (person is not [var (name, id)]) { return new NotFound("主索引", request.Key); }
        await book.Add(connection, "contributors", call.Stopping);
        await book.Add(connection, "tax_persons", call.Stopping);
        var division = request.Division ?? call.Actor.Division;
        var lines = connection.List(
            LinesSql, Line,
            [
                ("key", request.Key), ("id", id), ("region", division.Stem),
                ("funds", AnswerReader.Funds(call, division, null)), ("limit", LinesMax + 1),
            ],
            call.Stopping);
        // Whoever may see no line of a person is not told the name either.
        return lines.Count == 0
            ? new NotFound("缴费记录", request.Key)
            : new PersonContributions(
                name, CitizenId.Mask(id), [.. lines.Take(LinesMax)], lines.Count > LinesMax);
    }

    private static ContributionLine Line(DuckReader row) => new(
        row.Text(0), row.Text(1), row.Text(2), AnswerReader.MonthText(row, 4)!, row.Text(3), row.TextOrNull(5),
        row.TextOrNull(6), Fen(row, 7), Fen(row, 8), row.Int64(9), Fen(row, 10), row.TextOrNull(11),
        SourceRef.Of(row, 12)!);

    private static long? Fen(DuckReader row, int column) => row.IsNull(column) ? null : row.Int64(column);
}

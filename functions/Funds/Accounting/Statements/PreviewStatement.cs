using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>Fills in a design and keeps nothing: its author sees real figures and every fault beside it.</summary>
/// <param name="Unit">yuan (when not given), wan, yi.</param>
public sealed record PreviewStatement(
    string Id, Statement Statement, Division Division, Fund Fund, BookPeriod Period, string? Unit) : IScoped
{
    public Scope ScopeFor(Actor actor) => new(Division, Fund);

    public static Endpoint Endpoint(Statements statements) => Kernel.Endpoint.Of<PreviewStatement, StatementView>(
        HttpMethod.Post, "accounting/statements/{id}/preview", Permission.BookView, "试算报表定义",
        (request, call) => Handle(request, call, statements));

    private static async Task<Result<StatementView>> Handle(PreviewStatement request, Call call, Statements statements)
    {
        var design = request.Statement with { Id = request.Id };
        if (design.Faults() is { Count: > 0 } faults) { return new StatementRefused(faults); }
        var asked = new ReadStatement(
            request.Id, request.Division, request.Fund, request.Period, null, null, null, null, request.Unit);
        return await statements.Fill(design, asked, call);
    }
}

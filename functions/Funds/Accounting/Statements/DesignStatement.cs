using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <param name="IsShipped">Comes with the system; a design of the same id takes its place.</param>
public sealed record StatementEntry(Statement Statement, bool IsShipped);

/// <summary>Lists the statements and their designs.</summary>
public sealed record ListStatements : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.BookView, null, null);

    public static Endpoint Endpoint(Statements statements) =>
        Kernel.Endpoint.Of<ListStatements, List<StatementEntry>>(
            HttpMethod.Get, "accounting/statements", Permission.BookView, "报表目录",
            async (_, call) => (await statements.All(call.Stopping))
                .Select(statement => new StatementEntry(statement, Statement.Shipped.Contains(statement))).ToList());
}

/// <summary>Keeps a design (报表定制, R-4.3-03).</summary>
/// <param name="Statement">Its id is that of the address; an own design of a shipped id takes its place.</param>
public sealed record DesignStatement(string Id, Statement Statement) : IScoped
{
    /// <summary>A statement serves every book of the province.</summary>
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.VoucherPrepare, null, null);

    public static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<DesignStatement, StatementEntry>(
        HttpMethod.Post, "accounting/statements/{id}", Permission.VoucherPrepare, "定制报表",
        (request, call) => Handle(request, call, store));

    private static async Task<Result<StatementEntry>> Handle(DesignStatement request, Call call, IDocumentStore store)
    {
        var statement = request.Statement with { Id = request.Id };
        if (statement.Faults() is { Count: > 0 } faults) { return new StatementRefused(faults); }
        return await store.Apply<StatementEntry>(Containers.Books, Statements.Partition, call, async unit =>
        {
            var id = $"statement-{statement.Id}";
            await unit.Find<Statement>(id);
            unit.Save(id, Statements.Type, statement);
            unit.Audit("statement.design", request.ScopeFor(call.Actor), $"定制报表 {statement.Id} {statement.Name}");
            return new StatementEntry(statement, IsShipped: false);
        });
    }
}

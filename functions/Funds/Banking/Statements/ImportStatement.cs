using SocialFund.Kernel;

namespace SocialFund.Funds.Banking;

/// <param name="Repeated">The same file had been imported before; nothing changed.</param>
/// <param name="New">Lines that no earlier file had.</param>
/// <param name="Known">Lines that an earlier file had brought.</param>
/// <param name="Problems">Every fault, in file order; with any, nothing was imported.</param>
/// <param name="Warnings">What should be looked at.</param>
public sealed record StatementAnswer(
    string Id, string Format, bool Repeated, DateOnly? From, DateOnly? To, Money Opening, Money In, Money Out,
    Money Closing, int Lines, int New, int Known, IReadOnlyList<RowProblem> Problems, IReadOnlyList<string> Warnings);

/// <summary>Imports a statement: CSV, xlsx, MT940 or camt.053, told apart by content.</summary>
/// <param name="Layout">For tables; by the headings when not given.</param>
/// <param name="From">The first day covered, where the file does not say; else its first line's.</param>
/// <param name="Opening">Yuan; for tables without balances that nothing comes before.</param>
public sealed record ImportStatement(
    BankAccountId Account, string? Layout = null, string? FileName = null, DateOnly? From = null, DateOnly? To = null,
    string? Opening = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => Account.Scope;

    internal static Endpoint Endpoint(StatementIntake intake) =>
        Kernel.Endpoint.Of<ImportStatement, StatementAnswer>(
            HttpMethod.Post, "banking/statements", Permission.VoucherPrepare, "导入银行对账单",
            (request, call) => intake.Import(request, call), BodyKind.Upload);
}

/// <summary>The imported statements of an account, the newest first.</summary>
public sealed record ListBankStatements(BankAccountId Account) : IScoped
{
    public Scope ScopeFor(Actor actor) => Account.Scope;

    internal static Endpoint Endpoint(IDocumentStore store) =>
        Kernel.Endpoint.Of<ListBankStatements, Page<BankStatement>>(
            HttpMethod.Get, "banking/statements", Permission.BookView, "银行对账单列表", async (request, call) =>
            {
                var all = await new BankFolder(store, request.Account, call.Stopping).Statements();
                return new Page<BankStatement>([.. all.Reverse()], all.Count, null);
            });
}

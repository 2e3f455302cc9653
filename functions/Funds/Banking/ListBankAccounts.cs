using SocialFund.Funds.Accounting;
using SocialFund.Funds.Payment;
using SocialFund.Kernel;

namespace SocialFund.Funds.Banking;

/// <param name="Bank">Whose layouts are tried first.</param>
public sealed record BankAccountRow(
    BankAccountId Account, Division Division, string DivisionName, Fund Fund, string Number, string Name, string Bank,
    string BankName);

/// <summary>The special accounts of a division and of those below it that keep books.</summary>
/// <param name="Division">The actor's own when not given.</param>
public sealed record ListBankAccounts(Division? Division = null, Fund? Fund = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.BookView, Division, Fund);

    internal static Endpoint Endpoint(IDocumentStore store) =>
        Kernel.Endpoint.Of<ListBankAccounts, Page<BankAccountRow>>(
            HttpMethod.Get, "banking/accounts", Permission.BookView, "对账专户列表",
            (request, call) => Handle(request, call, store));

    private static async Task<Result<Page<BankAccountRow>>> Handle(
        ListBankAccounts request, Call call, IDocumentStore store)
    {
        var division = request.Division ?? call.Actor.Division;
        var rows = new List<BankAccountRow>();
        foreach (var place in await Places(store, division, call.Stopping))
        {
            var funds = request.Fund is { } one ? [one] : call.Actor.FundsFor(Permission.BookView, place);
            foreach (var account in await PayAccount.Load(store, place, call.Stopping))
            {
                if (account.Kind == AccountKind.Special && funds.Contains(account.Fund)) { rows.Add(Row(account)); }
            }
        }
        return new Page<BankAccountRow>(rows, rows.Count, null);
    }

    private static BankAccountRow Row(PayAccount account) => new(
        new BankAccountId(account.Division, account.Fund, account.Number), account.Division,
        Divisions.NameOf(account.Division), account.Fund, account.Number, account.Name, account.Bank, account.BankName);

    /// <summary>A province has some fifty places that keep books; their list tells which.</summary>
    private static async Task<IReadOnlyList<Division>> Places(
        IDocumentStore store, Division division, CancellationToken stopping)
    {
        var places = new HashSet<Division> { division };
        string? continuation = null;
        do
        {
            var query = new DocumentQuery("book") { Limit = DocumentQuery.LimitMax, Continuation = continuation };
            var page = await store.Query(Containers.Lists, BookRows.PartitionOf(division), query, stopping);
            places.UnionWith(page.Items.Select(document => document.As<BookRow>().Division));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return [.. places.OrderBy(place => place.Text, StringComparer.Ordinal)];
    }
}

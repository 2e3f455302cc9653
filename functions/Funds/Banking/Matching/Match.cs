using System.Globalization;
using SocialFund.Funds.Accounting;
using SocialFund.Kernel;

namespace SocialFund.Funds.Banking;

/// <summary>Lines of bank and book that are one and the same (勾对). Stays as a trace when undone.</summary>
/// <param name="Amount">The sum of either side.</param>
/// <param name="How">manual, suggested or automatic.</param>
/// <param name="ClearedOn">The last day of any member: from its end on, none of them is open.</param>
public sealed record BankMatch(
    string Id, IReadOnlyList<string> Bank, IReadOnlyList<string> Book, Money Amount, string How, int Score,
    IReadOnlyList<MatchReason> Reasons, DateOnly ClearedOn, Signature By, Signature? UndoneBy)
{
    public const string Type = "match";

    /// <summary>Text for people: what was matched.</summary>
    public string Title { get; init; } = "";

    public bool IsUndone => UndoneBy is not null;

    internal static string IdOf(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"match-{number:0000000}");

    /// <summary>The rule itself. Pure.</summary>
    /// <returns>match_size, line_taken, match_uneven, or the match.</returns>
    internal static Result<BankMatch> Decide(
        int number, IReadOnlyList<BankLine> bank, IReadOnlyList<BookLine> book, Suggestion? suggestion, string how,
        Signature by)
    {
        var count = bank.Count + book.Count;
        if (count is < 2 or > BankMatching.MembersMax) { return new MatchSize(count, BankMatching.MembersMax); }
        if (bank.FirstOrDefault(line => line.Match.Length > 0) is { } first)
        {
            return new LineTaken(first.Id, first.Match);
        }
        if (book.FirstOrDefault(line => line.Match.Length > 0) is { } taken)
        {
            return new LineTaken(taken.Id, taken.Match);
        }
        if (bank.Sum() != book.Sum()) { return new MatchUneven(bank.Sum(), book.Sum()); }
        var cleared = bank.Select(line => line.Date).Concat(book.Select(line => line.Date)).Max();
        var title = bank.Select(line => $"{line.Counterparty} {line.Summary}".Trim())
            .Concat(book.Select(line => line.Summary)).FirstOrDefault(text => text.Length > 0) ?? "";
        return new BankMatch(
            IdOf(number), [.. bank.Select(line => line.Id)], [.. book.Select(line => line.Id)], bank.Sum(), how,
            suggestion?.Score ?? 0, suggestion?.Reasons ?? [], cleared, by, null)
        {
            Title = title,
        };
    }
}

/// <summary>How many matches there were.</summary>
internal sealed record MatchTally(int Last)
{
    public const string Id = "tally";
}

/// <summary>Matches lines of both sides by hand; their sums are equal to the fen.</summary>
/// <param name="Bank">Ids of bank lines.</param>
/// <param name="Book">Ids of book lines.</param>
public sealed record MatchLines(
    BankAccountId Account, IReadOnlyList<string> Bank, IReadOnlyList<string> Book, bool IsSuggested = false) : IScoped
{
    public Scope ScopeFor(Actor actor) => Account.Scope;

    internal static Endpoint Endpoint(BankMatching matching) => Kernel.Endpoint.Of<MatchLines, BankMatch>(
        HttpMethod.Post, "banking/accounts/{account}/matches", Permission.VoucherPrepare, "勾对",
        (request, call) => matching.Match(
            request.Account, request.Bank, request.Book, null, request.IsSuggested ? "suggested" : "manual", call));
}

/// <param name="Left">Suggestions below the threshold or tied, for a person.</param>
public sealed record MatchedAll(int Matched, Money Amount, int Left);

/// <summary>Matches everything that reaches the account's threshold and is no tie.</summary>
public sealed record MatchAll(BankAccountId Account) : IScoped
{
    public Scope ScopeFor(Actor actor) => Account.Scope;

    internal static Endpoint Endpoint(BankMatching matching) => Kernel.Endpoint.Of<MatchAll, MatchedAll>(
        HttpMethod.Post, "banking/accounts/{account}/auto-match", Permission.VoucherPrepare, "自动勾对",
        (request, call) => matching.MatchAll(request.Account, call));
}

/// <summary>Opens the lines of a match again; the match stays as a trace.</summary>
public sealed record UndoMatch(BankAccountId Account, string Id) : IScoped
{
    public Scope ScopeFor(Actor actor) => Account.Scope;

    internal static Endpoint Endpoint(BankMatching matching) => Kernel.Endpoint.Of<UndoMatch, BankMatch>(
        HttpMethod.Post, "banking/accounts/{account}/matches/{id}/undo", Permission.VoucherPrepare, "撤销勾对",
        (request, call) => matching.Undo(request.Account, request.Id, call));
}

/// <summary>The matches of an account with those undone, the newest first.</summary>
public sealed record ListMatches(BankAccountId Account, int? Limit = null, string? Continuation = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => Account.Scope;

    internal static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<ListMatches, Page<BankMatch>>(
        HttpMethod.Get, "banking/accounts/{account}/matches", Permission.BookView, "勾对记录",
        async (request, call) => await store.Page<BankMatch>(
            Containers.Books, request.Account.Partition, new DocumentQuery(BankMatch.Type)
            {
                Descending = true,
                Limit = ListScope.Limit(request.Limit),
                Continuation = request.Continuation,
            }, call.Stopping));
}

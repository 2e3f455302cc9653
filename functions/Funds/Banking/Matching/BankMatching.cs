using SocialFund.Funds.Accounting;
using SocialFund.Kernel;

namespace SocialFund.Funds.Banking;

/// <summary>Matches, undoes, and reads what is open.</summary>
internal sealed class BankMatching(IDocumentStore store, Charts charts)
{
    /// <summary>A commit holds 100 operations: a document a member, and match, tally, audit, head, answer.</summary>
    public const int MembersMax = 80;

    private readonly BankJournal _journal = new(store, charts);

    /// <summary>Everything that waits on both sides today.</summary>
    public async Task<OpenSides> Open(BankAccountId account, DateOnly today, CancellationToken stopping)
    {
        var folder = new BankFolder(store, account, stopping);
        var settings = await folder.Settings();
        var start = (await folder.Statements()).Select(each => (DateOnly?)each.From).FirstOrDefault();
        var bank = await folder.OpenLines(DateOnly.MaxValue.AddDays(-1));
        var all = await BookLines(account, settings, start, today, folder, stopping);
        return new OpenSides(settings, start, bank, [.. all.Where(line => line.Match.Length == 0)], all.Count);
    }

    public async Task<Result<BankWork>> Work(BankAccountId account, int recentMax, Call call)
    {
        if (await account.Registered(store, call.Stopping) is null) { return new NotFound("财政专户", account.Text); }
        var folder = new BankFolder(store, account, call.Stopping);
        var open = await Open(account, ChinaTime.DateOf(call.Now), call.Stopping);
        var suggestions = new Matcher(open.Settings, open.Bank, open.Book).Suggest();
        var statements = await folder.Statements();
        var recent = await store.Query(
            Containers.Books, account.Partition,
            new DocumentQuery(BankMatch.Type) { Descending = true, Limit = recentMax * 2 }, call.Stopping);
        return new BankWork(
            account, open.Settings, open.Start, statements.Count == 0 ? null : statements.Max(each => each.To),
            open.Bank, open.Book, (int)await folder.Count(new DocumentQuery(BankLine.Type)), open.BookCount,
            suggestions, suggestions.Count(each => each.IsCertain(open.Settings)),
            [.. recent.Items.Select(each => each.As<BankMatch>()).Where(each => !each.IsUndone).Take(recentMax)]);
    }

    /// <summary>Book lines from where reconciling begins, with their marks.</summary>
    public async Task<IReadOnlyList<BookLine>> BookLines(
        BankAccountId account, MatchSettings settings, DateOnly? start, DateOnly through, BankFolder folder,
        CancellationToken stopping)
    {
        if ((settings.BookFrom ?? start) is not { } from || from > through) { return []; }
        var marks = await folder.Marks();
        var lines = await _journal.Lines(account, from, through, stopping);
        return [.. lines.Select(line => line.Under(marks.GetValueOrDefault(line.Id)))];
    }

    public async Task<Result<BankMatch>> Match(
        BankAccountId account, IReadOnlyList<string> bank, IReadOnlyList<string> book, Suggestion? suggestion,
        string how, Call call)
    {
        var count = bank.Count + book.Count;
        if (count is < 2 or > MembersMax) { return new MatchSize(count, MembersMax); }
        var found = new List<BookLine>();
        foreach (var id in book.Distinct())
        {
            if (await _journal.Find(account, id, call.Stopping) is not { } line) { return new NotFound("账方分录", id); }
            found.Add(line);
        }
        return await store.Apply<BankMatch>(Containers.Books, account.Partition, call, async unit =>
        {
            var lines = new List<BankLine>();
            foreach (var id in bank.Distinct())
            {
                if (await unit.Find<BankLine>(id) is not { } line) { return new NotFound("对账单明细", id); }
                lines.Add(line);
            }
            var marked = new List<BookLine>();
            foreach (var line in found) { marked.Add(line.Under(await unit.Find<BookMark>(line.Id))); }
            var number = (await unit.Find<MatchTally>(MatchTally.Id))?.Last + 1 ?? 1;
            var by = new Signature(call.Actor.Id, call.Actor.Name, call.Now);
            var decided = BankMatch.Decide(number, lines, marked, suggestion, how, by);
            if (!decided.TryGet(out var match, out var problem)) { return problem; }
            Write(unit, match, lines, marked);
            unit.Create(match.Id, BankMatch.Type, match);
            unit.Save(MatchTally.Id, "tally", new MatchTally(number));
            unit.Audit(
                "bank.match", account.Scope,
                $"{account.Tail} 勾对 {match.Id}：银行 {lines.Count} 笔、账 {marked.Count} 笔，{match.Amount}");
            return match;
        });
    }

    public async Task<Result<MatchedAll>> MatchAll(BankAccountId account, Call call)
    {
        var open = await Open(account, ChinaTime.DateOf(call.Now), call.Stopping);
        var (matched, amount, left) = (0, Money.Zero, 0);
        foreach (var suggestion in new Matcher(open.Settings, open.Bank, open.Book).Suggest())
        {
            if (!suggestion.IsCertain(open.Settings)) { left++; continue; }
            // Each is a commit of its own; a repeat finds only what is still open.
            var done = await Match(
                account, suggestion.Bank, suggestion.Book, suggestion, "automatic",
                call with { IdempotencyKey = null });
            if (!done.TryGet(out var match, out _)) { left++; continue; }
            (matched, amount) = (matched + 1, amount + Money.FromFen(Math.Abs(match.Amount.Fen)));
        }
        return new MatchedAll(matched, amount, left);
    }

    public Task<Result<BankMatch>> Undo(BankAccountId account, string id, Call call) =>
        store.Apply<BankMatch>(Containers.Books, account.Partition, call, async unit =>
        {
            if (await unit.Find<BankMatch>(id) is not { } match) { return new NotFound("勾对记录", id); }
            if (match.IsUndone) { return new MatchUndone(id); }
            var undone = match with { UndoneBy = new Signature(call.Actor.Id, call.Actor.Name, call.Now) };
            foreach (var line in match.Bank)
            {
                var there = (await unit.Find<BankLine>(line))!;
                unit.Replace(line, BankLine.Type, there with { Match = "", ClearedOn = null });
            }
            foreach (var line in match.Book)
            {
                var mark = (await unit.Find<BookMark>(line))!;
                unit.Replace(line, BookMark.Type, mark with { Match = "", ClearedOn = null });
            }
            unit.Replace(id, BankMatch.Type, undone);
            unit.Audit("bank.unmatch", account.Scope, $"{account.Tail} 撤销勾对 {id}，{match.Amount}");
            return undone;
        });

    private static void Write(Unit unit, BankMatch match, List<BankLine> bank, List<BookLine> book)
    {
        foreach (var line in bank)
        {
            unit.Replace(line.Id, BankLine.Type, line with { Match = match.Id, ClearedOn = match.ClearedOn });
        }
        foreach (var line in book)
        {
            unit.Save(line.Id, BookMark.Type, new BookMark(line.Id, line.Date, line.Amount, match.Id, match.ClearedOn));
        }
    }
}

/// <param name="Start">The first day that a statement covers; null when none is there.</param>
/// <param name="BookCount">All book lines since then, matched ones too.</param>
internal sealed record OpenSides(
    MatchSettings Settings, DateOnly? Start, IReadOnlyList<BankLine> Bank, IReadOnlyList<BookLine> Book,
    int BookCount);

internal static class Suggestions
{
    /// <summary>Whether it may be matched without a person.</summary>
    public static bool IsCertain(this Suggestion suggestion, MatchSettings settings) =>
        suggestion.Score >= settings.Threshold && !suggestion.IsTied;
}

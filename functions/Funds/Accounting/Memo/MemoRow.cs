using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>What is prepaid and not written off since a day.</summary>
public sealed record OpenSlice(DateOnly Since, Money Amount);

/// <summary>A 支出户 in the list.</summary>
/// <param name="Opening">Prepaid less written off in the years before.</param>
/// <param name="Prepaid">This year.</param>
/// <param name="Settled">Written off this year.</param>
/// <param name="AgencyBook">支出户存款 in the agency's own book; null when none is kept here.</param>
/// <param name="Uncovered">Written off without a prepayment (超支), part of the balance.</param>
/// <param name="Open">What makes up the balance besides, oldest first.</param>
public sealed record PrepaidAccount(
    string Agency, string AgencyName, string BankAccount, string BankName, Money Opening, Money Prepaid, Money Settled,
    Money? AgencyBook, Money Uncovered, IReadOnlyList<OpenSlice> Open)
{
    /// <summary>The balance of the 支出户 as the system computes it.</summary>
    public Money Balance => Opening + Prepaid - Settled;
}

/// <summary>A receivable or payable (应收, 应付) by its document.</summary>
/// <param name="Since">The day it was first raised.</param>
/// <param name="Raised">Over all years; settled too.</param>
/// <param name="Voucher">The first that raised it.</param>
public sealed record Claim(
    AccountCode Account, string AccountName, bool IsReceivable, string Document, string Counterparty, string Summary,
    DateOnly Since, Money Raised, Money Settled, VoucherRef Voucher)
{
    /// <summary>Negative when more was settled than raised.</summary>
    public Money Open => Raised - Settled;
}

/// <summary>What the 备查账 of a fund, division and year shows; a copy that can be read anew.</summary>
/// <param name="Version">The vouchers it was read from.</param>
public sealed record MemoRow(
    BookId Book, Division Division, string DivisionName, Fund Fund, int Year, IReadOnlyList<PrepaidAccount> Accounts,
    IReadOnlyList<Claim> Claims, long Version) : IListRow
{
    public const string List = "memo";

    string IListRow.RowId => Book.Text;
}

/// <summary>Reads the row of a 备查账 anew from the books.</summary>
internal sealed class MemoRowReading(IDocumentStore store, Charts charts, MemoSources sources)
{
    private static readonly (AccountCode Code, bool IsReceivable)[] ClaimAccounts =
        [(AccountCode.Of("1201"), true), (AccountCode.Of("2101"), false)];

    private readonly MemoReading _reading = new(store, charts);

    /// <param name="memo">The 备查账; it need not have been opened.</param>
    /// <returns>Null when the row that is there was read from the same vouchers.</returns>
    public async Task<MemoRow?> Read(BookId memo, CancellationToken stopping)
    {
        var books = await _reading.Books(memo, stopping);
        var version = await _reading.VersionOf([.. books, memo with { Kind = BookKind.Aux }], stopping);
        var partition = ListRows.Partition(MemoRow.List, memo.Division);
        var there = await store.Find<MemoRow>(Containers.Lists, partition, memo.Text, stopping);
        if (there?.Value.Version >= version) { return null; }
        return new MemoRow(
            memo, memo.Division, Divisions.NameOf(memo.Division), memo.Fund, memo.Year,
            await Accounts(memo, books, stopping), await Claims(memo, books, stopping), version);
    }

    private async Task<IReadOnlyList<PrepaidAccount>> Accounts(
        BookId memo, IReadOnlyList<BookId> books, CancellationToken stopping)
    {
        var lines = (await _reading.Prepayments(books, stopping)).ToLookup(line => (line.Agency, line.BankAccount));
        var deposits = await _reading.AgencyDepositsOf(memo, stopping);
        var registered = await sources.Accounts.Of(memo.Division, memo.Fund, stopping);
        var keys = lines.Select(group => group.Key)
            .Concat(registered.Where(account => deposits?.ContainsKey(account.Number) == true)
                .Select(account => (account.Agency, account.Number)))
            .Distinct().OrderBy(key => key.Item1, StringComparer.Ordinal)
            .ThenBy(key => key.Item2, StringComparer.Ordinal);
        var accounts = new List<PrepaidAccount>();
        foreach (var (agency, number) in keys)
        {
            var name = (await sources.Agencies.Find(agency, stopping))?.Name ?? agency;
            var bank = registered.FirstOrDefault(account => account.Number == number)?.BankName ?? "";
            var own = deposits is null ? (Money?)null : deposits.GetValueOrDefault(number, Money.Zero);
            accounts.Add(Account(memo, [.. lines[(agency, number)]]) with
            {
                Agency = agency,
                AgencyName = name,
                BankAccount = number,
                BankName = bank,
                AgencyBook = own,
            });
        }
        return accounts;
    }

    /// <summary>Pure.</summary>
    private static PrepaidAccount Account(BookId memo, IReadOnlyList<PrepaidLine> lines)
    {
        var opening = BookPeriod.Opening(memo.Year).Text;
        bool IsNow(PrepaidLine line) => line.Voucher.Book == memo.Text
            && !line.Voucher.Voucher.StartsWith(opening, StringComparison.Ordinal);
        Money Sum(bool isNow, Func<PrepaidLine, Money> amount) => lines.Where(line => IsNow(line) == isNow)
            .Aggregate(Money.Zero, (sum, line) => sum + amount(line));

        var queue = PrepaidQueue.Of(lines);
        return new PrepaidAccount(
            "", "", "", "", Sum(false, line => line.Prepaid - line.Settled), Sum(true, line => line.Prepaid),
            Sum(true, line => line.Settled), null,
            queue.Uncovered.Aggregate(Money.Zero, (sum, rest) => sum + rest.Rest),
            [
                .. queue.Open.GroupBy(rest => rest.Line.Date).Select(day => new OpenSlice(
                    day.Key, day.Aggregate(Money.Zero, (sum, rest) => sum + rest.Rest))),
            ]);
    }

    /// <summary>What was open in the year or moved in it.</summary>
    private async Task<IReadOnlyList<Claim>> Claims(
        BookId memo, IReadOnlyList<BookId> books, CancellationToken stopping)
    {
        var claims = new List<Claim>();
        foreach (var (code, isReceivable) in ClaimAccounts)
        {
            var lines = await _reading.Lines(books, code, stopping);
            claims.AddRange(lines
                .GroupBy(line => (line.Row.Account, Document: line.Row.Dimensions.GetValueOrDefault("document", ""),
                    Counterparty: line.Row.Dimensions.GetValueOrDefault("counterparty", "")))
                .Select(group => (Claim: Claim([.. group], isReceivable), Last: group.Max(line => line.Book.Year)))
                .Where(each => !each.Claim.Open.IsZero || each.Last == memo.Year)
                .Select(each => each.Claim));
        }
        return [.. claims.OrderBy(claim => claim.Since)];
    }

    /// <summary>Pure. Red amounts count negative on their own side.</summary>
    private static Claim Claim(IReadOnlyList<(BookId Book, LedgerRow Row)> lines, bool isReceivable)
    {
        Money Sum(Func<LedgerRow, Money> amount) =>
            lines.Aggregate(Money.Zero, (sum, line) => sum + amount(line.Row));
        Money Raised(LedgerRow row) => isReceivable ? row.Debit : row.Credit;

        var first = lines.FirstOrDefault(line => Raised(line.Row) > Money.Zero, lines[0]);
        return new Claim(
            first.Row.Account, first.Row.AccountName.Split("--")[^1], isReceivable,
            first.Row.Dimensions.GetValueOrDefault("document", ""),
            first.Row.Dimensions.GetValueOrDefault("counterparty", ""), first.Row.Summary, first.Row.Date,
            Sum(Raised), Sum(row => isReceivable ? row.Credit : row.Debit),
            MemoReading.RefOf(first.Book, first.Row.Voucher));
    }
}

/// <summary>
/// Keeps the rows of the 备查账 in line with the books: of the year that moved and of those after it. Many messages in a
/// row cost one reading, for the first reads what all of them tell.
/// </summary>
public sealed class KeepMemoRows(IDocumentStore store, Charts charts, MemoSources sources) : IMessageHandler
{
    private readonly MemoRowReading _reading = new(store, charts, sources);

    public string Topic => BookMoved.Topic;

    public Task Handle(OutboxMessage message, Call call) =>
        Keep(message.As<BookMoved>().Book with { Kind = BookKind.Memo }, call.Stopping);

    /// <summary>At once, where somebody waits to see what he did.</summary>
    internal async Task Keep(BookId memo, CancellationToken stopping)
    {
        var book = memo;
        do
        {
            if (await _reading.Read(book, stopping) is { } row)
            {
                await store.Put(MemoRow.List, row, stopping);
            }
            book = book with { Year = book.Year + 1 };
        }
        while (await store.Head(book, stopping) is not null);
    }
}

using System.Globalization;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>A book (账套). Document <c>book</c> of its partition.</summary>
/// <param name="ClosedThrough">Months 1 to this are closed; 0 when none is, 13 when the year is.</param>
internal sealed record BookHead(BookId Book, DateTimeOffset OpenedAt, int ClosedThrough)
{
    public const string Id = "book";
}

/// <summary>What one account moved in one period. Red amounts count negative on their own side.</summary>
public sealed record Turnover(Money Debit, Money Credit, long Lines)
{
    public static readonly Turnover None = new(Money.Zero, Money.Zero, 0);

    public Turnover Plus(Turnover other) => new(Debit + other.Debit, Credit + other.Credit, Lines + other.Lines);
}

/// <summary>
/// One period of a book: the last voucher number given and the turnover of every leaf account that moved, replaced in
/// the commit of each voucher. A chart has some hundred leaves, so a trial balance is at most thirteen point reads.
/// </summary>
public sealed record MonthPage(BookPeriod Period, int LastNumber, IReadOnlyDictionary<AccountCode, Turnover> Accounts)
{
    public static MonthPage Empty(BookPeriod period) => new(period, 0, new Dictionary<AccountCode, Turnover>());

    /// <summary>Of the last voucher: the end of the period's <see cref="VoucherChain"/>.</summary>
    public string Digest { get; init; } = VoucherChain.None;

    public static string IdOf(BookPeriod period) => $"month-{period}";

    /// <summary>The page after the voucher, which must bear the next number.</summary>
    public MonthPage After(Voucher voucher)
    {
        if (voucher.Number != new VoucherNumber(Period, LastNumber + 1))
        {
            throw new InvalidOperationException($"{voucher.Number} does not follow {LastNumber} of {Period}.");
        }
        return new MonthPage(Period, LastNumber + 1, Turnovers.After(Accounts, voucher))
        {
            Digest = voucher.Digest ?? throw new InvalidOperationException($"{voucher.Number} is not sealed."),
        };
    }
}

/// <summary>Marks that an event is booked.</summary>
/// <param name="Digest">Of what was booked, to tell a repeat from a reuse of the id.</param>
internal sealed record BookedEvent(VoucherNumber Voucher, string Digest)
{
    public static string IdOf(string happened) => $"event-{happened.Replace('/', '~')}";
}

/// <summary>Marks that an event has a prepared voucher; goes when that is dropped.</summary>
/// <param name="Digest">As <see cref="BookedEvent.Digest"/>.</param>
internal sealed record PreparedEvent(int Number, string Digest)
{
    public static string IdOf(string happened) => $"prepared-{BookedEvent.IdOf(happened)}";
}

/// <summary>
/// A posted line as ledgers page through it: everything a ledger row shows. Its type names account and period, so that
/// a page of one account's month is one indexed query whatever the size of the book.
/// </summary>
/// <param name="Order">Voucher sequence × 100 + line number: the ledger's order inside the period.</param>
public sealed record LedgerLine(
    long Order, AccountCode Account, BookPeriod Period, DateOnly Date, VoucherNumber Voucher, int Line, Money Debit,
    Money Credit, string Summary, IReadOnlyDictionary<string, string> Dimensions, SourceLink Source)
{
    public static string TypeOf(AccountCode account, BookPeriod period) => $"line-{account}-{period}";

    internal static LedgerLine Of(Voucher voucher, VoucherLine line) => new(
        voucher.Number.Sequence * 100L + line.Number, line.Account.Code, voucher.Period, voucher.Date, voucher.Number,
        line.Number, line.Debit, line.Credit, line.Summary, line.Dimensions, voucher.Source);

    internal string Id => IdOf(Account, Period, Order);

    /// <summary>Ids of one account and period stand in the ledger's order.</summary>
    internal static string IdOf(AccountCode account, BookPeriod period, long order) =>
        string.Create(CultureInfo.InvariantCulture, $"{TypeOf(account, period)}-{order:000000000}");
}

/// <summary>
/// The treasury agreed that the voucher is booked (R-4.1-05). Beside the voucher, which never changes.
/// </summary>
public sealed record Confirmation(VoucherNumber Voucher, Signature By)
{
    public static string IdOf(VoucherNumber voucher) => $"confirmed-{voucher.Sortable}";
}

/// <summary>
/// Links a voucher to the one that takes it back in red. Beside the voucher, made when the red one is prepared, so that
/// nothing is taken back twice.
/// </summary>
/// <param name="Prepared">The prepared voucher's number.</param>
/// <param name="By">The red voucher, once it is posted.</param>
public sealed record Reversal(VoucherNumber Voucher, int Prepared, VoucherNumber? By)
{
    public static string IdOf(VoucherNumber voucher) => $"reversal-{voucher.Sortable}";
}

/// <summary>Topic <c>book.opened</c>: a book has its first voucher.</summary>
public sealed record BookOpened(BookId Book, string Chart, DateTimeOffset At)
{
    public const string Topic = "book.opened";
}

/// <summary>Topic <c>book.moved</c>: a voucher was posted to an 辅助账 or 备查账.</summary>
public sealed record BookMoved(BookId Book, VoucherNumber Number)
{
    public const string Topic = "book.moved";
}

/// <summary>Topic <c>book.year-closed</c>: a book's year was closed, for the first time or again.</summary>
public sealed record YearClosed(BookId Book)
{
    public const string Topic = "book.year-closed";
}

internal static class BookDocuments
{
    public static string VoucherIdOf(VoucherNumber voucher) => $"voucher-{voucher.Sortable}";

    public static Task<Stored<BookHead>?> Head(this IDocumentStore store, BookId book, CancellationToken stopping) =>
        store.Find<BookHead>(Containers.Books, book.Text, BookHead.Id, stopping);

    /// <summary>The opening and the months that have vouchers, in order.</summary>
    public static async Task<IReadOnlyList<MonthPage>> Months(
        this IDocumentStore store, BookId book, CancellationToken stopping)
    {
        var page = await store.Query(Containers.Books, book.Text, new DocumentQuery("month"), stopping);
        return [.. page.Items.Select(document => document.As<MonthPage>())];
    }

    /// <summary>
    /// The months as the book showed them on a day, up to a business date; the newest when neither is given.
    /// </summary>
    public static async Task<IReadOnlyList<MonthPage>> Months(
        this IDocumentStore store, BookId book, DateOnly? on, DateOnly? knownOn, CancellationToken stopping) =>
        on is null && knownOn is null
            ? await store.Months(book, stopping)
            : DayPage.Months(await store.Days(book, stopping), on, knownOn);

    /// <summary>The pages by account and auxiliary accounting, in order.</summary>
    public static async Task<IReadOnlyList<AuxPage>> Aux(
        this IDocumentStore store, BookId book, CancellationToken stopping)
    {
        var page = await store.Query(Containers.Books, book.Text, new DocumentQuery("aux"), stopping);
        return [.. page.Items.Select(document => document.As<AuxPage>())];
    }

    /// <summary>All day pages of the book: at most some hundred, for few vouchers are posted late.</summary>
    public static async Task<IReadOnlyList<DayPage>> Days(
        this IDocumentStore store, BookId book, CancellationToken stopping)
    {
        var days = new List<DayPage>();
        string? continuation = null;
        do
        {
            var page = await store.Query(Containers.Books, book.Text, new DocumentQuery("day")
            {
                Limit = DocumentQuery.LimitMax,
                Continuation = continuation,
            }, stopping);
            days.AddRange(page.Items.Select(document => document.As<DayPage>()));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return days;
    }
}

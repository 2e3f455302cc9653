using System.Globalization;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>What an account moved under one combination of auxiliary accounting.</summary>
public sealed record AuxTurnover(
    AccountCode Account, IReadOnlyDictionary<string, string> Dimensions, Turnover Turnover);

/// <summary>
/// One period of a book by account and auxiliary accounting (辅助核算), replaced in the commit of each voucher: the
/// auxiliary books are read from it, and the year's end hands on its balances with their dimensions.
/// </summary>
/// <param name="Rows">One a combination that moved, in order of <see cref="KeyOf"/>; some hundred in practice.</param>
public sealed record AuxPage(BookPeriod Period, IReadOnlyList<AuxTurnover> Rows)
{
    public static AuxPage Empty(BookPeriod period) => new(period, []);

    public static string IdOf(BookPeriod period) => $"aux-{period}";

    public AuxPage After(Voucher voucher)
    {
        var rows = new SortedDictionary<string, AuxTurnover>(StringComparer.Ordinal);
        foreach (var row in Rows) { rows[KeyOf(row.Account, row.Dimensions)] = row; }
        foreach (var line in voucher.Lines)
        {
            var key = KeyOf(line.Account.Code, line.Dimensions);
            var before = rows.TryGetValue(key, out var known) ? known.Turnover : Turnover.None;
            rows[key] = new AuxTurnover(
                line.Account.Code, line.Dimensions, before.Plus(new Turnover(line.Debit, line.Credit, 1)));
        }
        return new AuxPage(Period, [.. rows.Values]);
    }

    public static string KeyOf(AccountCode account, IReadOnlyDictionary<string, string> dimensions) =>
        $"{account}|{string.Join('|', dimensions.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key}={pair.Value}"))}";
}

/// <summary>
/// What was posted on one day with one business date. Summed over the days it gives any balance by business date and
/// by the day on which the book knew it.
/// </summary>
/// <param name="Date">The vouchers' date.</param>
/// <param name="Known">The day of posting, China time.</param>
public sealed record DayPage(
    BookPeriod Period, DateOnly Date, DateOnly Known, IReadOnlyDictionary<AccountCode, Turnover> Accounts)
{
    public static string IdOf(BookPeriod period, DateOnly date, DateOnly known) =>
        string.Create(CultureInfo.InvariantCulture, $"day-{period}-{date:yyyyMMdd}-{known:yyyyMMdd}");

    public DayPage After(Voucher voucher) => this with { Accounts = Turnovers.After(Accounts, voucher) };

    /// <summary>
    /// The months as the book showed them on a day, up to a business date; both inclusive, null for no limit.
    /// </summary>
    public static IReadOnlyList<MonthPage> Months(IEnumerable<DayPage> days, DateOnly? date, DateOnly? known) =>
    [
        .. days.Where(day => (date is null || day.Date <= date) && (known is null || day.Known <= known))
            .GroupBy(day => day.Period)
            .OrderBy(group => group.Key)
            .Select(group => new MonthPage(group.Key, 0, Turnovers.Sum(group.Select(day => day.Accounts)))),
    ];
}

/// <summary>Sums by account.</summary>
internal static class Turnovers
{
    public static Dictionary<AccountCode, Turnover> After(
        IReadOnlyDictionary<AccountCode, Turnover> before, Voucher voucher)
    {
        var accounts = new Dictionary<AccountCode, Turnover>(before);
        foreach (var line in voucher.Lines) { Add(accounts, line.Account.Code, new(line.Debit, line.Credit, 1)); }
        return accounts;
    }

    public static Dictionary<AccountCode, Turnover> Sum(IEnumerable<IReadOnlyDictionary<AccountCode, Turnover>> parts)
    {
        var accounts = new Dictionary<AccountCode, Turnover>();
        foreach (var (code, moved) in parts.SelectMany(part => part)) { Add(accounts, code, moved); }
        return accounts;
    }

    private static void Add(Dictionary<AccountCode, Turnover> accounts, AccountCode code, Turnover moved) =>
        accounts[code] = accounts.GetValueOrDefault(code, Turnover.None).Plus(moved);
}

/// <summary>The pages of a book that each voucher turns. Loaded and written by one unit.</summary>
internal sealed record BookPages(MonthPage Month, AuxPage Aux, DayPage Day)
{
    /// <param name="now">The moment of posting.</param>
    public static async Task<BookPages> Load(Unit unit, BookPeriod period, DateOnly date, DateTimeOffset now)
    {
        var empty = Empty(period, date, now);
        return new BookPages(
            await unit.Find<MonthPage>(MonthPage.IdOf(period)) ?? empty.Month,
            await unit.Find<AuxPage>(AuxPage.IdOf(period)) ?? empty.Aux,
            await unit.Find<DayPage>(DayPage.IdOf(period, date, empty.Day.Known)) ?? empty.Day);
    }

    public static BookPages Empty(BookPeriod period, DateOnly date, DateTimeOffset now) => new(
        MonthPage.Empty(period), AuxPage.Empty(period),
        new DayPage(period, date, ChinaTime.DateOf(now), new Dictionary<AccountCode, Turnover>()));

    /// <summary>
    /// Numbers the voucher, checks it and writes it with its lines and pages: a document a line and up to five others.
    /// </summary>
    public Result<Voucher> Post(
        Unit unit, VoucherDraft draft, Chart chart, int closedThrough, Hands hands, INationalCrypto crypto)
    {
        var number = new VoucherNumber(draft.Period, Month.LastNumber + 1);
        var posted = Voucher.Post(draft, number, chart, closedThrough, hands);
        if (!posted.TryGet(out var checkedOne, out var problem)) { return problem; }
        var voucher = VoucherChain.Seal(checkedOne, Month.Digest, crypto);
        unit.Create(BookDocuments.VoucherIdOf(number), "voucher", voucher);
        foreach (var line in voucher.Lines)
        {
            var entry = LedgerLine.Of(voucher, line);
            unit.Create(entry.Id, LedgerLine.TypeOf(entry.Account, entry.Period), entry);
        }
        unit.Save(MonthPage.IdOf(draft.Period), "month", Month.After(voucher));
        unit.Save(AuxPage.IdOf(draft.Period), "aux", Aux.After(voucher));
        unit.Save(DayPage.IdOf(draft.Period, Day.Date, Day.Known), "day", Day.After(voucher));
        // Of the special account nobody asks; its books take the most vouchers.
        if (draft.Book.Kind != BookKind.Fsa) { unit.Emit(BookMoved.Topic, new BookMoved(draft.Book, number)); }
        return voucher;
    }
}

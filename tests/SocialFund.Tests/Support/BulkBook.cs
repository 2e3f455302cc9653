using SocialFund.Funds.Accounting;
using SocialFund.Kernel;

namespace SocialFund.Tests.Support;

/// <summary>
/// Fills a book with many vouchers: each is checked, numbered and sealed as posting does, and the same documents are
/// written, but a hundred to a commit, and the pages once at the end. Also used by the benchmarks.
/// </summary>
internal sealed class BulkBook(IDocumentStore store, BookId book, Chart chart, INationalCrypto crypto)
{
    private const int WritesMax = 90;
    private const int CommitsAtOnce = 64;

    private static readonly DateTimeOffset Now = new(2026, 6, 15, 4, 0, 0, TimeSpan.Zero);
    private static readonly Signature Hand = new("bulk", "批量生成", Now);

    private readonly Dictionary<BookPeriod, (int Last, string Digest)> _ends = [];
    private readonly Dictionary<(BookPeriod, AccountCode), Turnover> _months = [];
    private readonly Dictionary<(BookPeriod, string), AuxTurnover> _aux = [];
    private readonly Dictionary<(BookPeriod, DateOnly, AccountCode), Turnover> _days = [];
    private readonly List<Task<Result<IReadOnlyList<string>>>> _commits = [];
    private List<Write> _writes = [];

    public async Task Post(
        BookPeriod period, DateOnly date, string summary,
        params (string Account, Side Side, Money Amount, IReadOnlyDictionary<string, string> Dimensions)[] lines)
    {
        var draft = new VoucherDraft(
            book, period, date, summary,
            [.. lines.Select((line, index) => new VoucherLine(
                index + 1, new FundAccount(book.Fund, AccountCode.Of(line.Account)), line.Side, line.Amount, summary,
                line.Dimensions))],
            new SourceLink("bulk", "bulk", ""), null, null);
        var (last, digest) = _ends.GetValueOrDefault(period, (0, VoucherChain.None));
        var posted = Voucher.Post(draft, new VoucherNumber(period, last + 1), chart, 0, new Hands(Hand, Hand, Hand));
        var voucher = VoucherChain.Seal(posted.Require(), digest, crypto);
        _ends[period] = (last + 1, voucher.Digest!);
        Add(BookDocuments.VoucherIdOf(voucher.Number), "voucher", voucher);
        foreach (var line in voucher.Lines) { Count(voucher, line); }
        if (_writes.Count >= WritesMax) { await Flush(); }
    }

    /// <summary>Writes the pages and the head; the book is then as if posted.</summary>
    public async Task Finish()
    {
        Add(BookHead.Id, "book", new BookHead(book, Now, 0));
        foreach (var (period, end) in _ends)
        {
            var accounts = _months.Where(pair => pair.Key.Item1 == period)
                .ToDictionary(pair => pair.Key.Item2, pair => pair.Value);
            Add(MonthPage.IdOf(period), "month", new MonthPage(period, end.Last, accounts) { Digest = end.Digest });
            Add(AuxPage.IdOf(period), "aux", new AuxPage(period,
            [
                .. _aux.Where(pair => pair.Key.Item1 == period)
                    .OrderBy(pair => pair.Key.Item2, StringComparer.Ordinal).Select(pair => pair.Value),
            ]));
            await Flush();
        }
        foreach (var day in _days.GroupBy(pair => (Period: pair.Key.Item1, Date: pair.Key.Item2)))
        {
            var known = ChinaTime.DateOf(Now);
            Add(DayPage.IdOf(day.Key.Period, day.Key.Date, known), "day", new DayPage(
                day.Key.Period, day.Key.Date, known, day.ToDictionary(pair => pair.Key.Item3, pair => pair.Value)));
            if (_writes.Count >= WritesMax) { await Flush(); }
        }
        await Flush();
        await Settle();
    }

    private void Count(Voucher voucher, VoucherLine line)
    {
        var entry = LedgerLine.Of(voucher, line);
        Add(entry.Id, LedgerLine.TypeOf(entry.Account, entry.Period), entry);
        var moved = new Turnover(line.Debit, line.Credit, 1);
        var (period, code) = (voucher.Period, line.Account.Code);
        _months[(period, code)] = _months.GetValueOrDefault((period, code), Turnover.None).Plus(moved);
        var day = (period, voucher.Date, code);
        _days[day] = _days.GetValueOrDefault(day, Turnover.None).Plus(moved);
        var aux = (period, AuxPage.KeyOf(code, line.Dimensions));
        var before = _aux.TryGetValue(aux, out var known) ? known.Turnover : Turnover.None;
        _aux[aux] = new AuxTurnover(code, line.Dimensions, before.Plus(moved));
    }

    private void Add<T>(string id, string type, T value) => _writes.Add(new Write.Create(id, type, Json.Write(value)));

    private async Task Flush()
    {
        if (_writes.Count > 0) { _commits.Add(store.Commit(Containers.Books, book.Text, _writes)); }
        _writes = [];
        if (_commits.Count >= CommitsAtOnce) { await Settle(); }
    }

    private async Task Settle()
    {
        foreach (var commit in _commits) { (await commit).Require(); }
        _commits.Clear();
    }
}

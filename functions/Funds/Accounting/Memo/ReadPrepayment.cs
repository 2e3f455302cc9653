using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>A line that explains the balance.</summary>
/// <param name="Amount">Of the line.</param>
/// <param name="Rest">What is open of a prepayment, or uncovered of a detail.</param>
/// <param name="Age">A code of <see cref="AgeStep"/>.</param>
public sealed record PrepaymentRest(
    DateOnly Date, int Days, string Age, string Item, string ItemName, string Summary, Money Amount, Money Rest,
    SourceLink Source, VoucherRef Voucher);

/// <summary>Why a 支出户 has the balance that it has.</summary>
/// <param name="Open">Prepayments not written off, oldest first.</param>
/// <param name="Uncovered">The agency's details that found no prepayment.</param>
/// <param name="Balance">Open less uncovered.</param>
public sealed record PrepaymentDetail(
    BookId Book, string BookTitle, DateOnly AsOf, string Agency, string AgencyName, string BankAccount,
    string BankName, IReadOnlyList<PrepaymentRest> Open, IReadOnlyList<PrepaymentRest> Uncovered, Money Balance,
    Money? AgencyBook, BankBalance? Bank, IReadOnlyList<AgeStep> Ages);

/// <summary>Explains a 支出户 from the books themselves.</summary>
/// <param name="Book">A 备查账; entries of later years do not count.</param>
public sealed record ReadPrepayment(BookId Book, string Agency, string BankAccount) : IScoped
{
    public Scope ScopeFor(Actor actor) => Book.Scope;

    public static Endpoint Endpoint(IDocumentStore store, Charts charts, MemoSources sources) =>
        Kernel.Endpoint.Of<ReadPrepayment, PrepaymentDetail>(
            HttpMethod.Get, "accounting/prepayments/{book}", Permission.BookView, "预拨核销明细",
            (request, call) => Handle(request, call, store, charts, sources));

    private static async Task<Result<PrepaymentDetail>> Handle(
        ReadPrepayment request, Call call, IDocumentStore store, Charts charts, MemoSources sources)
    {
        var book = request.Book;
        if (book.Kind != BookKind.Memo || await store.Head(book, call.Stopping) is null)
        {
            return new NotFound("备查账", book.Text);
        }
        var reading = new MemoReading(store, charts);
        var lines = await reading.Prepayments(await reading.Books(book, call.Stopping), call.Stopping);
        var queue = PrepaidQueue.Of(lines.Where(line =>
            line.Agency == request.Agency && line.BankAccount == request.BankAccount));
        var registered = (await sources.Accounts.Of(book.Division, book.Fund, call.Stopping))
            .FirstOrDefault(account => account.Number == request.BankAccount);
        var deposits = await reading.AgencyDepositsOf(book, call.Stopping);
        var today = ChinaTime.DateOf(call.Now);
        PrepaymentRest View(PrepaidRest rest) => new(
            rest.Line.Date, today.DayNumber - rest.Line.Date.DayNumber, AgeStep.CodeOf(rest.Line.Date, today),
            rest.Line.Item, sources.Items.NameOf(book.Fund, rest.Line.Item), rest.Line.Summary,
            rest.Line.Prepaid.IsZero ? rest.Line.Settled : rest.Line.Prepaid, rest.Rest, rest.Line.Source,
            rest.Line.Voucher);
        Money Sum(IEnumerable<PrepaidRest> rests) => rests.Aggregate(Money.Zero, (sum, rest) => sum + rest.Rest);
        return new PrepaymentDetail(
            book, book.Title, today, request.Agency,
            (await sources.Agencies.Find(request.Agency, call.Stopping))?.Name ?? request.Agency, request.BankAccount,
            registered?.BankName ?? "", [.. queue.Open.Select(View)], [.. queue.Uncovered.Select(View)],
            Sum(queue.Open) - Sum(queue.Uncovered), deposits?.GetValueOrDefault(request.BankAccount, Money.Zero),
            await sources.Banks.Of(book.Division, book.Fund, request.BankAccount, call.Stopping),
            AgeStep.Of(queue.Open.Select(rest => new OpenSlice(rest.Line.Date, rest.Rest)), today));
    }
}

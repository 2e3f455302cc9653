using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>
/// The closing entries of a year (年终结转), typical entries F22, F23 and A10: income and expenditure end in the surplus.
/// The regime names the rules.
/// </summary>
internal static class YearEnd
{
    /// <returns>The entry of income or of expenditure; null when every account of the class stands at zero. After an
    /// earlier closing, only what changed since.</returns>
    public static Result<VoucherDraft>? Draft(
        BookId book, Chart chart, AccountClass kind, IReadOnlyList<MonthPage> months, PostingRules rules)
    {
        var key = kind == AccountClass.Income ? "income" : "expenditure";
        if (Charts.RegimeOf(book.Year, book.Kind)?.Closing.GetValueOrDefault(key) is not { } rule) { return null; }
        var amounts = Turnovers.Sum(months.Select(month => month.Accounts))
            .Select(pair => (Account: chart.Find(pair.Key), Moved: pair.Value))
            .Where(pair => pair.Account?.Class == kind)
            .OrderBy(pair => pair.Account!.Code.Text, StringComparer.Ordinal)
            .Select(pair => new EventAmount(
                key, pair.Account!.Code.Text, pair.Account.OnNormalSide(pair.Moved), new Dictionary<string, string>()))
            .Where(amount => !amount.Amount.IsZero)
            .ToList();
        if (amounts.Count == 0) { return null; }
        var happened = new BusinessEvent(
            $"{rule}-{book}", rule, book.Division, book.Fund, new DateOnly(book.Year, 12, 31), amounts,
            new Dictionary<string, string>(), new SourceLink("book", book.Text, $"{book.Year}年终结转"));
        return Posting.Draft(happened, rules).TryGet(out var draft, out var problem)
            ? draft with { Book = book, Period = BookPeriod.Closing(book.Year), Event = null }
            : problem;
    }
}

/// <summary>Carries a closed year on when closing itself was interrupted; changes nothing otherwise.</summary>
public sealed class CarryYear(IDocumentStore store, Charts charts, PostingRules rules, INationalCrypto crypto)
    : IMessageHandler
{
    private readonly BookOpening _opening = new(store, charts, rules, crypto);

    public string Topic => YearClosed.Topic;

    public async Task Handle(OutboxMessage message, Call call) =>
        (await _opening.CarryOn(message.As<YearClosed>().Book, call with { IdempotencyKey = null })).Require();
}

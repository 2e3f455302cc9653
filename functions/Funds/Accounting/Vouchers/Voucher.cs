using System.Text.Json.Serialization;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>Who put a hand to a voucher, and when.</summary>
public sealed record Signature(string Id, string Name, DateTimeOffset At);

/// <summary>One entry line (分录).</summary>
/// <param name="Number">1.. in the voucher.</param>
/// <param name="Amount">Never zero; negative is red-letter (红字).</param>
/// <param name="Dimensions">Auxiliary accounting (辅助核算): item, agency, bankAccount, project, region …</param>
public sealed record VoucherLine(
    int Number, FundAccount Account, Side Side, Money Amount, string Summary,
    IReadOnlyDictionary<string, string> Dimensions)
{
    [JsonIgnore]
    public Money Debit => Side == Side.Debit ? Amount : Money.Zero;

    [JsonIgnore]
    public Money Credit => Side == Side.Credit ? Amount : Money.Zero;
}

/// <summary>What is to be posted, before it has a number.</summary>
/// <param name="Event">The business event; null for vouchers keyed by hand.</param>
/// <param name="Rule">The posting rule and version that made it, for example <c>payment v1</c>.</param>
public sealed record VoucherDraft(
    BookId Book, BookPeriod Period, DateOnly Date, string Summary, IReadOnlyList<VoucherLine> Lines, SourceLink Source,
    string? Event, string? Rule)
{
    /// <summary>The posted voucher that this one takes back in red (红字冲销).</summary>
    public VoucherNumber? Reverses { get; init; }

    /// <summary>附件张数: sheets of paper behind it.</summary>
    public int Papers { get; init; }

    /// <summary>Those of the papers that are kept here.</summary>
    public IReadOnlyList<KeptFile> Files { get; init; } = [];
}

/// <summary>The three hands of a voucher.</summary>
/// <param name="PreparedBy">制单.</param>
/// <param name="AuditedBy">审核.</param>
/// <param name="PostedBy">记账.</param>
public sealed record Hands(Signature PreparedBy, Signature AuditedBy, Signature PostedBy);

/// <summary>A posted voucher (记账凭证). It never changes; it is reversed in red.</summary>
public sealed record Voucher
{
    /// <summary>One Cosmos batch holds 100 operations: a document a line and ten others (see BookPages).</summary>
    public const int LinesMax = 88;

    /// <summary>Also the way back from storage, so what is read is checked again.</summary>
    [JsonConstructor]
    private Voucher(
        BookId book, VoucherNumber number, BookPeriod period, DateOnly date, string summary,
        IReadOnlyList<VoucherLine> lines, SourceLink source, string? @event, string? rule, Signature preparedBy,
        Signature auditedBy, Signature postedBy, VoucherNumber? reverses = null, int papers = 0,
        IReadOnlyList<KeptFile>? files = null)
    {
        (Book, Number, Period, Date, Summary, Lines) = (book, number, period, date, summary, lines);
        (Source, Event, Rule, Reverses, Papers, Files) = (source, @event, rule, reverses, papers, files);
        (PreparedBy, AuditedBy, PostedBy) = (preparedBy, auditedBy, postedBy);
        if (ShapeProblem(book, lines) is { } problem)
        {
            throw new InvalidOperationException($"Voucher {book}/{number} is not valid: {problem.Code}.");
        }
    }

    public BookId Book { get; }
    public VoucherNumber Number { get; }
    public BookPeriod Period { get; }
    public DateOnly Date { get; }

    /// <summary>摘要.</summary>
    public string Summary { get; }
    public IReadOnlyList<VoucherLine> Lines { get; }
    public SourceLink Source { get; }
    public string? Event { get; }
    public string? Rule { get; }

    /// <summary>The voucher that this one takes back in red; the way back is a <see cref="Reversal"/>.</summary>
    public VoucherNumber? Reverses { get; }

    /// <summary>附件张数.</summary>
    public int Papers { get; }

    /// <summary>The papers that are kept here, with their digests, so that the chain covers them. Null when there are
    /// none.</summary>
    public IReadOnlyList<KeptFile>? Files { get; }

    /// <summary>制单.</summary>
    public Signature PreparedBy { get; }

    /// <summary>审核.</summary>
    public Signature AuditedBy { get; }

    /// <summary>记账.</summary>
    public Signature PostedBy { get; }

    /// <summary>The digest of the voucher before it in the same period; see <see cref="VoucherChain"/>.</summary>
    public string? Previous { get; init; }

    /// <summary>SM3 over everything else here; see <see cref="VoucherChain"/>. Null until it is posted.</summary>
    public string? Digest { get; init; }

    /// <summary>
    /// The sum of the debit lines, which is that of the credit lines; stored so that lists can total it.
    /// </summary>
    public Money Total => Sum(Lines, line => line.Debit);

    /// <summary>
    /// The accounts between bars: <c>|1001|500101|</c>. Lists filter by it; a parent's code is where its details'
    /// begin.
    /// </summary>
    public string Accounts => $"|{string.Join('|', Lines.Select(line => line.Account.Code.Text).Distinct())}|";

    /// <summary>Checks the draft and returns the posted voucher. Pure: no clock, no store.</summary>
    /// <param name="chart">Of the book's fund and year.</param>
    /// <param name="closedThrough">The last closed month of the book; 0 when none is.</param>
    /// <param name="number">The next of its month.</param>
    /// <returns>The voucher, or the first that applies of <see cref="DateOutsidePeriod"/>, <see cref="PeriodClosed"/>,
    /// <see cref="LineCountOutOfRange"/>, <see cref="ZeroAmount"/>, <see cref="FundsMixed"/>,
    /// <see cref="AccountMissing"/>, <see cref="AccountNotLeaf"/>, <see cref="AccountStopped"/>,
    /// <see cref="Unbalanced"/>.</returns>
    /// <remarks>Basis: 社会保险法§64 (funds are booked apart); 会计法§14–15.</remarks>
    public static Result<Voucher> Post(
        VoucherDraft draft, VoucherNumber number, Chart chart, int closedThrough, Hands hands) =>
        Check(draft, chart, closedThrough) is { } problem ? problem : new Voucher(
            draft.Book, number, draft.Period, draft.Date, draft.Summary, draft.Lines, draft.Source, draft.Event,
            draft.Rule, hands.PreparedBy, hands.AuditedBy, hands.PostedBy, draft.Reverses, draft.Papers,
            draft.Files.Count == 0 ? null : draft.Files);

    /// <summary>What <see cref="Post"/> would refuse.</summary>
    public static Problem? Check(VoucherDraft draft, Chart chart, int closedThrough)
    {
        if (draft.Period.Year != draft.Book.Year || !draft.Period.Holds(draft.Date))
        {
            return new DateOutsidePeriod(draft.Date, draft.Period);
        }
        if (closedThrough > 0 && draft.Period.Month <= closedThrough)
        {
            var year = new DateOnly(draft.Book.Year, 1, 1);
            return new PeriodClosed(draft.Period, year.AddMonths(Math.Min(closedThrough, 12)));
        }
        return ShapeProblem(draft.Book, draft.Lines, AccountProblem(draft, chart));
    }

    /// <summary>What holds for every voucher whatever the chart.</summary>
    private static Problem? ShapeProblem(BookId book, IReadOnlyList<VoucherLine> lines, Problem? account = null)
    {
        if (lines.Count is < 2 or > LinesMax) { return new LineCountOutOfRange(lines.Count); }
        if (lines.FirstOrDefault(line => line.Amount.IsZero) is { } zero) { return new ZeroAmount(zero.Number); }
        if (lines.FirstOrDefault(line => line.Account.Fund != book.Fund) is { } other)
        {
            return new FundsMixed(book.Fund, other.Account.Fund);
        }
        if (account is not null) { return account; }
        var (debit, credit) = (Sum(lines, line => line.Debit), Sum(lines, line => line.Credit));
        return debit == credit ? null : new Unbalanced(debit, credit);
    }

    private static Problem? AccountProblem(VoucherDraft draft, Chart chart)
    {
        foreach (var (fund, code) in draft.Lines.Select(line => (line.Account.Fund, line.Account.Code)))
        {
            if (chart.Find(code) is not { } account) { return new AccountMissing(fund, code.Text); }
            if (!chart.IsLeaf(code)) { return new AccountNotLeaf(fund, code); }
            if (account.Stopped) { return new AccountStopped(fund, code); }
        }
        return null;
    }

    private static Money Sum(IReadOnlyList<VoucherLine> lines, Func<VoucherLine, Money> amount) =>
        lines.Aggregate(Money.Zero, (sum, line) => sum + amount(line));
}

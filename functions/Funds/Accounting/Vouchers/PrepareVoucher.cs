using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>One line as keyed.</summary>
/// <param name="Debit">Exactly one of the two is given and not zero; negative is red-letter (红字).</param>
/// <param name="Summary">The voucher's when empty.</param>
public sealed record LineInput(
    string Account, Money? Debit, Money? Credit, string? Summary, IReadOnlyDictionary<string, string>? Dimensions);

/// <summary>A voucher as keyed.</summary>
/// <param name="Papers">附件张数.</param>
public sealed record VoucherInput(DateOnly Date, string Summary, IReadOnlyList<LineInput> Lines, int Papers = 0)
{
    public const int SummaryMax = 200;

    /// <summary>Reads it into a draft of the book. Pure.</summary>
    /// <returns>The draft, or <see cref="VoucherRefused"/> with every fault of the lines' own.</returns>
    public Result<VoucherDraft> Draft(BookId book, Chart chart, SourceLink source)
    {
        var faults = new List<LineFault>();
        if (string.IsNullOrWhiteSpace(Summary) || Summary.Length > SummaryMax)
        {
            faults.Add(new LineFault(0, "summary", $"请填写摘要（不超过{SummaryMax}字）。"));
        }
        if (Date.Year != book.Year)
        {
            faults.Add(new LineFault(0, "date", $"凭证日期 {Date:yyyy-MM-dd} 不在{book.Year}年度账套内，请改日期或换账套。"));
        }
        if (Papers is < 0 or > 9999) { faults.Add(new LineFault(0, "papers", "附件张数须为0至9999。")); }
        var lines = Lines.Select((line, index) => Read(line, index + 1, chart, faults)).ToList();
        if (faults.Count > 0) { return new VoucherRefused(faults); }
        return new VoucherDraft(book, BookPeriod.Of(Date), Date, Summary.Trim(), lines, source, null, null)
        {
            Papers = Papers,
        };
    }

    private VoucherLine Read(LineInput line, int number, Chart chart, List<LineFault> faults)
    {
        void Fault(string field, string message) => faults.Add(new LineFault(number, field, message));

        var account = AccountCode.TryParse(line.Account, out var code) ? chart.Find(code) : null;
        if (account is null) { Fault("account", $"没有科目“{line.Account}”。"); }
        else if (!chart.IsLeaf(code)) { Fault("account", $"{account.Name}有明细科目，请选明细科目。"); }
        else if (account.Stopped) { Fault("account", $"科目{account.Name}已停用。"); }

        var debit = line.Debit ?? Money.Zero;
        var credit = line.Credit ?? Money.Zero;
        if (debit.IsZero == credit.IsZero) { Fault("amount", debit.IsZero ? "请填借方或贷方金额。" : "借方和贷方只能填一个。"); }
        var dimensions = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in line.Dimensions ?? new Dictionary<string, string>())
        {
            if (AuxDimensions.Find(name) is null) { Fault("dimensions", $"没有辅助核算“{name}”。"); }
            else if (value.Length > AuxDimensions.ValueMax) { Fault("dimensions", $"“{value[..20]}……”过长。"); }
            else if (value.Trim() is { Length: > 0 } text) { dimensions[name] = text; }
        }
        foreach (var name in (account?.Requires ?? []).Where(name => !dimensions.ContainsKey(name)))
        {
            Fault("dimensions", $"科目{account!.Name}须填辅助核算：{AuxDimensions.TitleOf(name)}。");
        }
        var summary = string.IsNullOrWhiteSpace(line.Summary) ? Summary : line.Summary.Trim();
        return new VoucherLine(
            number, new FundAccount(chart.Fund, code), debit.IsZero ? Side.Credit : Side.Debit,
            debit.IsZero ? credit : debit, summary, dimensions);
    }
}

/// <summary>Where the voucher stands now.</summary>
/// <param name="Voucher">Once posted.</param>
public sealed record PreparedAnswer(BookId Book, int Number, PreparedState State, VoucherNumber? Voucher);

/// <summary>Prepares a voucher by hand (制单). It is checked as posting will check it.</summary>
/// <param name="Number">The prepared voucher to change; a new one when not given.</param>
public sealed record PrepareVoucher(BookId Book, int? Number, VoucherInput Voucher) : IScoped
{
    public Scope ScopeFor(Actor actor) => Book.Scope;

    public static Endpoint Endpoint(VoucherDesk desk) => Kernel.Endpoint.Of<PrepareVoucher, PreparedAnswer>(
        HttpMethod.Post, "accounting/books/{book}/prepared", Permission.VoucherPrepare, "凭证制单",
        (request, call) => Handle(request, call, desk));

    private static async Task<Result<PreparedAnswer>> Handle(PrepareVoucher request, Call call, VoucherDesk desk)
    {
        var chart = await desk.Charts.For(request.Book, call.Stopping);
        var source = new SourceLink("manual", call.Actor.Id, $"{call.Actor.Name} 手工制单");
        var read = request.Voucher.Draft(request.Book, chart, source);
        if (!read.TryGet(out var draft, out var problem)) { return problem; }
        return request.Number is { } number
            ? await desk.Revise(request.Book, number, draft, call)
            : await desk.Prepare(draft, call);
    }
}

using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>An account as the file names it, and ours.</summary>
/// <param name="Account">Ours; empty when there is none.</param>
/// <param name="Lines">That name it.</param>
public sealed record ImportedAccount(string From, string Account, string Name, int Lines);

/// <param name="Vouchers">In the file.</param>
/// <param name="Debit">Of the whole file.</param>
/// <param name="Accounts">In the order of their names; empty when the file could not be read.</param>
/// <param name="Prepared">All of them, or none when there is any problem.</param>
/// <param name="First">The first number of the prepared vouchers (制单号); null when none was prepared.</param>
/// <param name="IsRepeat">The same file was imported before; nothing was added now.</param>
/// <param name="Problems">In file order, the first <see cref="ImportVouchers.ProblemsMax"/>.</param>
public sealed record VouchersImported(
    int Vouchers, int Lines, Money Debit, IReadOnlyList<ImportedAccount> Accounts, int Prepared, int? First,
    int? Last, bool IsRepeat, IReadOnlyList<RowProblem> Problems);

/// <summary>
/// Prepares the vouchers of another program's file, to be audited and posted like any other: an hledger or beancount
/// journal (migration), or a table. All of the file or nothing; the same file again adds nothing. Vouchers numbered as
/// ours in the opening or closing period keep that period.
/// </summary>
/// <param name="Format">hledger, beancount or csv; a table may be an xlsx file.</param>
/// <param name="Trial">Checks everything and prepares nothing.</param>
public sealed record ImportVouchers(BookId Book, string Format, bool? Trial = null) : IScoped
{
    public const int ProblemsMax = 500;

    /// <summary>What is checked and kept within one request; larger journals are split by month.</summary>
    public const int VouchersMax = 20_000;

    public Scope ScopeFor(Actor actor) => Book.Scope;

    public static Endpoint Endpoint(VoucherDesk desk, INationalCrypto crypto) =>
        Kernel.Endpoint.Of<ImportVouchers, VouchersImported>(
            HttpMethod.Post, "accounting/books/{book}/import", Permission.VoucherPrepare, "导入凭证",
            (request, call) => Handle(request, call, desk, crypto), BodyKind.Upload);

    private static async Task<Result<VouchersImported>> Handle(
        ImportVouchers request, Call call, VoucherDesk desk, INationalCrypto crypto)
    {
        if (request.Format is not ("hledger" or "beancount" or "csv"))
        {
            return new InvalidValue("format", "可选 hledger、beancount、csv。");
        }
        var read = await ImportFile.Read(call.Body, call.Stopping);
        if (!read.TryGet(out var file, out var unreadable)) { return unreadable; }
        var problems = new List<RowProblem>();
        var vouchers = Read(request.Format, file.Journal, problems);
        if (vouchers.Count > VouchersMax)
        {
            problems.Add(new RowProblem(vouchers[VouchersMax].Row, "凭证", "too_many", $"一次至多导入{VouchersMax}张，请分月导入。"));
        }
        if (problems.Count == 0 && vouchers.Count == 0)
        {
            problems.Add(new RowProblem(1, "凭证", "empty", "文件中没有凭证。"));
        }
        var digest = crypto.Sm3Of(Encoding.UTF8.GetBytes($"{request.Format}\n{file.Mapping}\n{file.Journal}"));
        var mapping = AccountMapping.Read(file.Mapping, problems);
        var chart = await desk.Charts.For(request.Book, call.Stopping);
        var drafts = problems.Count > 0 ? []
            : await request.Drafts(vouchers, mapping, digest, problems, chart, desk, call);
        List<RowProblem> first = [.. problems.OrderBy(problem => problem.Line).Take(ProblemsMax)];
        var found = new VouchersImported(
            vouchers.Count, vouchers.Sum(voucher => voucher.Lines.Count), Debit(vouchers),
            [.. Accounts(vouchers, mapping, chart)], 0, null, null, false, first);
        if (problems.Count > 0 || request.Trial == true) { return found; }
        if (!(await desk.PrepareAll(request.Book, drafts, digest, call)).TryGet(out var kept, out var refused))
        {
            return refused;
        }
        return found with { Prepared = drafts.Count, First = kept.First, Last = kept.Last, IsRepeat = kept.IsRepeat };
    }

    private static Money Debit(List<ImportedVoucher> vouchers)
    {
        var lines = vouchers.SelectMany(voucher => voucher.Lines);
        return lines.Aggregate(Money.Zero, (sum, line) => sum + (line.Debit ?? Money.Zero));
    }

    private static IEnumerable<ImportedAccount> Accounts(
        List<ImportedVoucher> vouchers, AccountMapping mapping, Chart chart) => vouchers
        .SelectMany(voucher => voucher.Lines).GroupBy(line => line.Account)
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group =>
        {
            var isKnown = AccountCode.TryParse(mapping.Keyed(group.First()).Account, out var code)
                && chart.Find(code) is not null;
            return new ImportedAccount(
                group.Key, isKnown ? code.Text : "", isKnown ? chart.FullName(code) : "", group.Count());
        });

    private static List<ImportedVoucher> Read(string format, string text, List<RowProblem> problems)
    {
        if (format == "hledger") { return new HledgerReader(text, problems).Read(); }
        if (format == "beancount") { return new BeancountReader(text, problems).Read(); }
        if (CsvTable.Parse(text).TryGet(out var table, out var problem))
        {
            return new CsvVoucherReader(table, problems).Read();
        }
        problems.Add(new RowProblem(1, "文件", problem.Code, problem.Message));
        return [];
    }

    private async Task<List<VoucherDraft>> Drafts(
        List<ImportedVoucher> vouchers, AccountMapping mapping, string digest, List<RowProblem> problems, Chart chart,
        VoucherDesk desk, Call call)
    {
        var head = await desk.Store.Head(Book, call.Stopping);
        var hasEarlier = await desk.Store.Head(Book.PreviousYear(), call.Stopping) is not null;
        var drafts = new List<VoucherDraft>(vouchers.Count);
        foreach (var voucher in vouchers)
        {
            var source = new SourceLink("import", digest[..16], $"{Format} 第{voucher.Row}行");
            if (Draft(voucher, mapping, chart, source, problems) is not { } draft) { continue; }
            var problem = draft.Period.IsOpening && hasEarlier
                ? new OpeningCarried(Book.Year)
                : Voucher.Check(draft, chart, head?.Value.ClosedThrough ?? 0);
            if (problem is null) { drafts.Add(draft); }
            else { problems.Add(new RowProblem(voucher.Row, "凭证", problem.Code, problem.Message)); }
        }
        return drafts;
    }

    private VoucherDraft? Draft(
        ImportedVoucher voucher, AccountMapping mapping, Chart chart, SourceLink source, List<RowProblem> problems)
    {
        var input = new VoucherInput(
            voucher.Date, voucher.Summary, [.. voucher.Lines.Select(mapping.Keyed)], voucher.Papers);
        if (input.Draft(Book, chart, source).TryGet(out var draft, out var problem))
        {
            var isOurs = VoucherNumber.TryParse(voucher.Number, out var number)
                && (number.Period.IsOpening || number.Period.IsClosing);
            return isOurs ? draft with { Period = BookPeriod.Of(Book.Year, number.Period.Month) } : draft;
        }
        if (problem is not VoucherRefused refused)
        {
            problems.Add(new RowProblem(voucher.Row, "凭证", problem.Code, problem.Message));
            return null;
        }
        foreach (var fault in refused.Faults)
        {
            var row = fault.Line == 0 ? voucher.Row : voucher.Lines[fault.Line - 1].Row;
            problems.Add(new RowProblem(row, ColumnOf(fault.Field), refused.Code, fault.Message));
        }
        return null;
    }

    private static string ColumnOf(string field) => field switch
    {
        "date" => "日期",
        "summary" => "摘要",
        "papers" => "附件张数",
        "account" => "科目",
        "amount" => "金额",
        _ => "辅助核算",
    };
}

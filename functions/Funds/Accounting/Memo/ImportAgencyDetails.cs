using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>A 支出户 of which more is written off than was prepaid.</summary>
public sealed record Overpaid(Fund Fund, string AgencyName, string BankAccount, Money Amount);

/// <summary>What an import of payment details did.</summary>
/// <param name="Documents">Good ones; each is a voucher.</param>
/// <param name="Booked">Documents that were not there before, and their amount.</param>
/// <param name="Unchanged">Documents that were booked already like this.</param>
/// <param name="Overpaid">Booked all the same; the agency has paid.</param>
/// <param name="Problems">Every fault in file order; a document with a faulty row is left out.</param>
public sealed record AgencyDetailImport(
    int Rows, int Documents, int Booked, int Unchanged, Money Amount, IReadOnlyList<Overpaid> Overpaid,
    IReadOnlyList<RowProblem> Problems);

/// <summary>
/// Imports the totals of an agency's payment details (经办机构支付明细汇总) from a table of 区划, 险种, 经办机构, 支出户账号,
/// 单据号, 日期, 项目 and 金额（元）. A document's rows are one voucher of the 备查账 that writes prepayments off; negative
/// amounts are benefits that came back to the 支出户. The same document of a year is booked once.
/// </summary>
public sealed record ImportAgencyDetails : IScoped
{
    private static readonly string[][] Columns =
    [
        ["区划", "division"], ["险种", "fund"], ["经办机构", "agency"], ["支出户账号", "支出户", "bankAccount"],
        ["单据号", "document"], ["日期", "date"], ["项目", "item"], ["金额（元）", "amount"],
    ];

    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.VoucherPrepare, null, null);

    public static Endpoint Endpoint(IDocumentStore store, Charts charts, IBooks books, MemoSources sources) =>
        Kernel.Endpoint.Of<ImportAgencyDetails, AgencyDetailImport>(
            HttpMethod.Post, "accounting/prepayments/details", Permission.VoucherPrepare, "导入经办支付明细",
            (_, call) => Handle(call, store, charts, books, sources), BodyKind.Upload);

    private static async Task<Result<AgencyDetailImport>> Handle(
        Call call, IDocumentStore store, Charts charts, IBooks books, MemoSources sources)
    {
        if (!(await CsvTable.Read(call.Body, call.Stopping)).TryGet(out var table, out var problem)) { return problem; }
        var file = new AgencyDetailFile(table, Columns, call, sources);
        var documents = await file.Read();
        var (booked, unchanged, amount) = (0, 0, Money.Zero);
        foreach (var document in documents)
        {
            var mark = BookedEvent.IdOf(document.Event.Id);
            var isKnown = await store.Find<BookedEvent>(
                Containers.Books, document.Memo.Text, mark, call.Stopping) is not null;
            var posted = await books.PostWhereOpen(document.Event, call);
            if (!posted.TryGet(out _, out var refused)) { file.Refuse(document, refused); continue; }
            if (isKnown) { unchanged++; continue; }
            (booked, amount) = (booked + 1, amount + document.Amount);
        }
        var rows = new KeepMemoRows(store, charts, sources);
        foreach (var memo in documents.Select(document => document.Memo).Distinct())
        {
            await rows.Keep(memo, call.Stopping);
        }
        return new AgencyDetailImport(
            table.Rows.Count, documents.Count, booked, unchanged, amount,
            await Overpaid(documents, new MemoReading(store, charts), sources, call), file.Problems);
    }

    private static async Task<IReadOnlyList<Overpaid>> Overpaid(
        IReadOnlyList<AgencyDetail> documents, MemoReading reading, MemoSources sources, Call call)
    {
        var found = new List<Overpaid>();
        foreach (var book in documents.GroupBy(document => document.Memo))
        {
            var lines = await reading.Prepayments(await reading.Books(book.Key, call.Stopping), call.Stopping);
            foreach (var (agency, account) in book.Select(each => (each.Agency, each.BankAccount)).Distinct())
            {
                var uncovered = PrepaidQueue.Of(lines.Where(line =>
                    line.Agency == agency && line.BankAccount == account)).Uncovered;
                if (uncovered.Count == 0) { continue; }
                found.Add(new Overpaid(
                    book.Key.Fund, (await sources.Agencies.Find(agency, call.Stopping))?.Name ?? agency, account,
                    uncovered.Aggregate(Money.Zero, (sum, rest) => sum + rest.Rest)));
            }
        }
        return found;
    }
}

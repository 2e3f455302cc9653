using SocialFund.Funds.Expenditure;
using SocialFund.Kernel;

namespace SocialFund.Funds.Payment;

public sealed record BatchPage(
    IReadOnlyList<BatchRow> Items, long Total, string? Continuation, Money Amount, Money Paid, Money Failed,
    Money Open);

/// <summary>Payment batches of a division and below.</summary>
/// <param name="Mine"><c>todo</c>: only those that wait for the caller.</param>
public sealed record ListBatches(
    Division? Division = null, Fund? Fund = null, string? State = null, string? Text = null, string? Mine = null,
    int? Limit = null, string? Continuation = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.PaymentView, Division, Fund);

    internal static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<ListBatches, BatchPage>(
        HttpMethod.Get, "payments/batches", Permission.PaymentView, "查询支付批次",
        (query, call) => Handle(query, call, store));

    private static async Task<Result<BatchPage>> Handle(ListBatches query, Call call, IDocumentStore store)
    {
        var division = query.Division ?? call.Actor.Division;
        var partition = ListRows.Partition(BatchRow.List, division);
        var documents = Query(query, call.Actor, division);
        var page = await store.Query(Containers.Lists, partition, documents, call.Stopping);
        var totals = await store.Totals(
            Containers.Lists, partition, documents, ["amount", "paid", "failed", "open"], call.Stopping);
        return new BatchPage(
            [.. page.Items.Select(item => item.As<BatchRow>())], totals.Count, page.Continuation,
            Money.FromFen(totals.Sums[0]), Money.FromFen(totals.Sums[1]), Money.FromFen(totals.Sums[2]),
            Money.FromFen(totals.Sums[3]));
    }

    private static DocumentQuery Query(ListBatches query, Actor actor, Division division)
    {
        var where = new List<Filter> { ListScope.FundFilter(actor, Permission.PaymentView, division, query.Fund) };
        // An agency's people see only what their agency asked for.
        if (actor.Agency is { } agency) { where.Add(Filter.Is("agency", agency)); }
        if (query.State is { Length: > 0 } state) { where.Add(Filter.Is("state", state)); }
        if (query.Text is { Length: > 0 } text) { where.Add(new Filter("search", Comparison.Contains, text)); }
        if (query.Mine == "todo") { where.Add(Todo(actor, division)); }
        return new DocumentQuery(BatchRow.List)
        {
            Where = where,
            OrderBy = "createdAt",
            Descending = true,
            Limit = ListScope.Limit(query.Limit),
            Continuation = query.Continuation,
        };
    }

    /// <summary>What waits for this person; 工作台 counts by the same filter.</summary>
    internal static Filter Todo(Actor actor, Division division) => Filter.OneOf(
        "awaits",
        [
            .. actor.FundsFor(Permission.TreasuryPay, division)
                .Select(fund => RequestRow.AwaitsOf(Permission.TreasuryPay.Code, fund)),
        ]);
}

/// <summary>A batch in full.</summary>
/// <param name="Actions">What the caller may do now: send, paid-on-paper.</param>
public sealed record BatchView(PaymentBatch Batch, IReadOnlyList<string> Actions);

public sealed record ViewBatch(BatchId Id) : IScoped
{
    public Scope ScopeFor(Actor actor) => Id.Scope;

    internal static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<ViewBatch, BatchView>(
        HttpMethod.Get, "payments/batches/{id}", Permission.PaymentView, "查看支付批次", async (query, call) =>
        {
            if (!IsVisible(query.Id, call)
                || await BatchDocuments.Find(store, query.Id.Text, call.Stopping) is not { } batch)
            {
                return new NotFound("支付批次", query.Id.Text);
            }
            return new BatchView(Masked(batch), ActionsFor(batch, call));
        });

    internal static bool IsVisible(BatchId id, Call call) =>
        call.Actor.Agency is null || call.Actor.Agency == id.Request.Agency;

    internal static PaymentBatch Masked(PaymentBatch batch) =>
        batch with { Payer = batch.Payer with { Number = BankCodes.MaskAccount(batch.Payer.Number) } };

    private static List<string> ActionsFor(PaymentBatch batch, Call call)
    {
        var mayPay = call.May(Permission.TreasuryPay, batch.Request.Scope) && !batch.Reviewers.Contains(call.Actor.Id);
        if (!mayPay || batch.State == PaymentBatch.AllAnswered) { return []; }
        return batch.Channel switch
        {
            PayChannel.Bank when batch.State == PaymentBatch.Waiting => ["send"],
            PayChannel.Paper => ["paid-on-paper"],
            PayChannel.Interface => ["treasury-result"],
            _ => [],
        };
    }
}

/// <summary>Instructions of a batch, masked.</summary>
public sealed record ViewInstructions(
    BatchId Id, string? State = null, string? Text = null, int Offset = 0, int? Limit = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => Id.Scope;

    internal static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<ViewInstructions, Page<Instruction>>(
        HttpMethod.Get, "payments/batches/{id}/lines", Permission.PaymentView, "查看支付指令",
        (query, call) => Handle(query, call, store));

    private static async Task<Result<Page<Instruction>>> Handle(
        ViewInstructions query, Call call, IDocumentStore store)
    {
        if (!ViewBatch.IsVisible(query.Id, call)) { return new NotFound("支付批次", query.Id.Text); }
        var (limit, matching) = (ListScope.Limit(query.Limit), 0);
        var shown = new List<Instruction>();
        await foreach (var chunk in BatchDocuments.Chunks(store, query.Id.Text, call.Stopping))
        {
            foreach (var line in chunk.Lines.Where(line => Matches(line, query)))
            {
                if (matching++ >= query.Offset && shown.Count < limit) { shown.Add(Masked(line)); }
            }
        }
        var next = query.Offset + shown.Count;
        return new Page<Instruction>(shown, matching, next < matching ? $"{next}" : null);
    }

    private static bool Matches(Instruction line, ViewInstructions query) =>
        (query.State is null or "" || line.State == query.State)
        && (query.Text is null or "" || line.Name.Contains(query.Text, StringComparison.Ordinal)
            || line.Number == query.Text || line.Account.EndsWith(query.Text, StringComparison.Ordinal));

    private static Instruction Masked(Instruction line) =>
        line with { Account = BankCodes.MaskAccount(line.Account) };
}

/// <summary>The file that went to the bank.</summary>
public sealed record DownloadBankFile(BatchId Id) : IScoped
{
    public Scope ScopeFor(Actor actor) => Id.Scope;

    internal static Endpoint Endpoint(IDocumentStore store, IBlobStore blobs) =>
        Kernel.Endpoint.Of<DownloadBankFile, Download>(
            HttpMethod.Get, "payments/batches/{id}/file", Permission.TreasuryPay, "下载银行文件", async (query, call) =>
            {
                if (await BatchDocuments.Find(store, query.Id.Text, call.Stopping) is not { } batch)
                {
                    return new NotFound("支付批次", query.Id.Text);
                }
                if (batch.File is not { } file) { return new FileNotReady(query.Id.Text); }
                return Download.Of(blobs, file.Blob, "application/octet-stream");
            });
}

/// <summary>The data of the paper slip (拨款凭证), for print.</summary>
public sealed record PaymentSlip(
    string Batch, string DivisionName, string FundName, string PayerName, string PayerAccount, string PayerBank,
    string Purpose, int Lines, Money Amount, string Capitals, DateTimeOffset IssuedAt, IReadOnlyList<SlipLine> Items);

public sealed record SlipLine(int Line, string Name, string Account, string BankName, Money Amount);

public sealed record ViewSlip(BatchId Id) : IScoped
{
    /// <summary>More lines are printed as an attached list, from the export.</summary>
    private const int LinesPrinted = 200;

    public Scope ScopeFor(Actor actor) => Id.Scope;

    internal static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<ViewSlip, PaymentSlip>(
        HttpMethod.Get, "payments/batches/{id}/slip", Permission.TreasuryPay, "打印拨款凭证", async (query, call) =>
        {
            if (await BatchDocuments.Find(store, query.Id.Text, call.Stopping) is not { } batch)
            {
                return new NotFound("支付批次", query.Id.Text);
            }
            var lines = new List<SlipLine>();
            await foreach (var chunk in BatchDocuments.Chunks(store, query.Id.Text, call.Stopping))
            {
                lines.AddRange(chunk.Lines.Select(line =>
                    new SlipLine(line.Line, line.Name, line.Account, line.BankName, line.Amount)));
                if (lines.Count >= LinesPrinted) { break; }
            }
            return new PaymentSlip(
                batch.Id, Divisions.NameOf(batch.Request.Division), batch.Request.Fund.Entry().Name, batch.Payer.Name,
                batch.Payer.Number, batch.Payer.BankName, batch.Purpose, batch.Lines, batch.Progress.Amount,
                ChineseCapitals.Of(batch.Progress.Amount), batch.CreatedAt, [.. lines.Take(LinesPrinted)]);
        });
}

/// <summary>Exceptions of a division and below.</summary>
public sealed record ListExceptions(
    Division? Division = null, string? State = null, string? Kind = null, int? Limit = null,
    string? Continuation = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.PaymentView, Division, null);

    internal static Endpoint Endpoint(IDocumentStore store) =>
        Kernel.Endpoint.Of<ListExceptions, Page<PaymentException>>(
            HttpMethod.Get, "payments/exceptions", Permission.PaymentView, "查询支付异常", async (query, call) =>
            {
                // Exceptions and receipts are the treasury's: they tell of all agencies.
                if (call.Actor.Agency is not null) { return new Page<PaymentException>([], 0, null); }
                var division = query.Division ?? call.Actor.Division;
                var where = new List<Filter>();
                // Rows that fit no batch name no fund; only who may see every fund sees those.
                if (!call.May(Permission.PaymentView, new Scope(division)))
                {
                    where.Add(ListScope.FundFilter(call.Actor, Permission.PaymentView, division, null));
                }
                if (query.State is { Length: > 0 } state) { where.Add(Filter.Is("state", state)); }
                if (query.Kind is { Length: > 0 } kind) { where.Add(Filter.Is("kind", kind)); }
                return await store.Page<PaymentException>(
                    Containers.Lists,
                    ListRows.Partition(PaymentException.List, division),
                    new DocumentQuery(PaymentException.List)
                    {
                        Where = where,
                        OrderBy = "at",
                        Descending = true,
                        Limit = ListScope.Limit(query.Limit),
                        Continuation = query.Continuation,
                    },
                    call.Stopping);
            });
}

/// <summary>Receipt files of a division and below.</summary>
public sealed record ListReceipts(Division? Division = null, int? Limit = null, string? Continuation = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.PaymentView, Division, null);

    internal static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<ListReceipts, Page<ReceiptFile>>(
        HttpMethod.Get, "payments/receipts", Permission.PaymentView, "查询银行回单", async (query, call) =>
            call.Actor.Agency is not null ? new Page<ReceiptFile>([], 0, null) : await store.Page<ReceiptFile>(
                Containers.Lists, ListRows.Partition(ReceiptFile.List, query.Division ?? call.Actor.Division),
                new DocumentQuery(ReceiptFile.List)
                {
                    OrderBy = "receivedAt",
                    Descending = true,
                    Limit = ListScope.Limit(query.Limit),
                    Continuation = query.Continuation,
                },
                call.Stopping));
}

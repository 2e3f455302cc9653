using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SocialFund.Funds.Expenditure;
using SocialFund.Kernel;

namespace SocialFund.Funds.Payment;

/// <summary>
/// Takes in receipt files: dropped at <c>inbox/bank/{bank}/…</c> or uploaded. The file is kept and known by its digest;
/// it is checked whole against its control totals, then applied in slices, each in one commit under a key of its
/// own, so
/// that a crash half-way is finished by giving the same file in again.
/// </summary>
public sealed class ReceiptIntake(IDocumentStore store, IBlobStore blobs, BankLayouts banks)
{
    /// <summary>Rows in memory at once; a slice of one batch still fits a commit.</summary>
    private const int RowsHeld = 4_000;

    /// <summary>Rows that the answer and the exception list name; the counts are full.</summary>
    private const int BadRowsShown = 200;

    /// <summary>A dropped file: <c>inbox/bank/{bank}/{name}</c>.</summary>
    public async Task<Result<ReceiptAnswer>> Receive(string blob, Call call)
    {
        if (blob.Split('/') is not ["inbox", "bank", var bank, .., var name]) { return new NotFound("回单文件", blob); }
        if (banks.Find(bank) is not { } layout) { return new BankUnknown(bank); }
        return await Take(layout, name, blob, layout.Division, isSystem: true, call);
    }

    /// <summary>An uploaded file; rows of batches outside the caller's permission become exceptions.</summary>
    public async Task<Result<ReceiptAnswer>> Upload(
        string bank, string name, Stream content, Division division, Call call)
    {
        if (banks.Find(bank) is not { } layout) { return new BankUnknown(bank); }
        if (!BlobName.IsValid(name) || name.Contains('/', StringComparison.Ordinal)) { return new BadBlobName(name); }
        var token = SHA256.HashData(Encoding.UTF8.GetBytes($"{call.RequestId} {call.IdempotencyKey} {name}"));
        var incoming = $"receipts/{bank}/incoming/{Convert.ToHexStringLower(token)[..32]}.txt";
        if (!(await blobs.Put(incoming, content, onlyNew: false, call.Stopping)).TryGet(out _, out var problem))
        {
            return problem;
        }
        try { return await Take(layout, name, incoming, division, isSystem: false, call); }
        finally { await blobs.Delete(incoming, call.Stopping); }
    }

    private async Task<Result<ReceiptAnswer>> Take(
        BankLayout bank, string name, string source, Division division, bool isSystem, Call call)
    {
        if (await Keep(bank, source, call.Stopping) is not { } kept) { return new NotFound("回单文件", source); }
        var file = (await Register(
            new ReceiptFile(
                kept.Sm3, 0, bank.Id, name, kept.Name, division, call.Now, call.Actor.Name, "received", 0, Money.Zero,
                0, 0, 0, ""), call)).Require();
        if (file.State == "applied")
        {
            return new ReceiptAnswer(file.Sm3, true, file.Rows, file.Matched, file.Ignored, file.Exceptions, []);
        }
        if (!(await CheckTotals(bank, kept, call.Stopping)).TryGet(out var totals, out var problem))
        {
            await Finish(file with { State = "refused", Refusal = problem.Message }, call);
            return problem;
        }
        var tally = new Tally(file, bank, isSystem);
        await ApplyRows(tally, kept, call);
        await PaymentException.Write(store, file.Sm3, new Scope(file.Division), tally.Exceptions, call);
        await Finish(
            file with
            {
                State = "applied",
                Refusal = "",
                Rows = totals.Rows,
                Total = totals.Total,
                Matched = tally.Matched,
                Ignored = tally.Ignored,
                Exceptions = tally.Exceptions.Count,
            }, call);
        return new ReceiptAnswer(
            file.Sm3, false, totals.Rows, tally.Matched, tally.Ignored, tally.Exceptions.Count,
            [.. tally.Exceptions.Take(BadRowsShown).Select(row => new BadRow(row.Row, row.Kind, row.Message))]);
    }

    /// <summary>A copy under its digest, which nobody overwrites.</summary>
    private async Task<BlobInfo?> Keep(BankLayout bank, string source, CancellationToken stopping)
    {
        await using var blob = await blobs.Open(source, stopping);
        if (blob is null) { return null; }
        var name = $"receipts/{bank.Id}/{blob.Info.Sm3}.txt";
        if (await blobs.Info(name, stopping) is { } there) { return there; }
        return (await blobs.Put(name, blob.Content, onlyNew: true, stopping)).TryGet(out var info, out _)
            ? info
            : await blobs.Info(name, stopping);
    }

    private Task<Result<ReceiptFile>> Register(ReceiptFile file, Call call) =>
        store.Apply<ReceiptFile>(
            Containers.Payments, ReceiptFile.Partition(file.Sm3), call with { IdempotencyKey = null }, async unit =>
            {
                if (await unit.Find<ReceiptFile>(ReceiptFile.DocumentId) is { } there) { return there; }
                Save(unit, file, "receipt.receive", $"收到回单文件 {file.Bank}，SM3 {file.Sm3}");
                return file;
            });

    private async Task Finish(ReceiptFile file, Call call) =>
        (await store.Apply<Done>(
            Containers.Payments, ReceiptFile.Partition(file.Sm3), call with { IdempotencyKey = null }, async unit =>
            {
                var now = (await unit.Find<ReceiptFile>(ReceiptFile.DocumentId))!;
                if (now.State == "applied") { return Done.Value; }
                Save(unit, file with { Version = now.Version }, "receipt.apply",
                    $"回单文件 {file.Sm3}：匹配 {file.Matched}，重复 {file.Ignored}，异常 {file.Exceptions}{file.Refusal}");
                return Done.Value;
            })).Require();

    private static void Save(Unit unit, ReceiptFile file, string action, string detail)
    {
        var next = file with { Version = file.Version + 1 };
        unit.Save(ReceiptFile.DocumentId, ReceiptFile.DocumentType, next);
        unit.Audit(action, new Scope(file.Division), detail);
        unit.List(ReceiptFile.List, next);
    }

    /// <summary>Nothing is applied unless the trailer agrees with the rows: a cut file is refused whole.</summary>
    private async Task<Result<(int Rows, Money Total)>> CheckTotals(
        BankLayout bank, BlobInfo kept, CancellationToken stopping)
    {
        var (rows, bad, total) = (0, 0, 0L);
        TextLine? header = null, trailer = null;
        try
        {
            await using var blob = (await blobs.Open(kept.Name, stopping))!;
            await foreach (var line in bank.Receipt.Read(blob.Content, stopping))
            {
                if (line.Part == "header") { header = line; }
                else if (line.Part == "trailer") { trailer = line; }
                else if (line.Bad is not null) { (rows, bad) = (rows + 1, bad + 1); }
                else { (rows, total) = (rows + 1, total + Number(line, "amount")); }
            }
        }
        catch (DecoderFallbackException) { return new ReceiptUnreadable("编码不符"); }
        catch (OverflowException) { return new ReceiptUnreadable("金额过大"); }
        if (header is null || header.Bad is not null) { return new ReceiptUnreadable("首行不是文件头"); }
        if (trailer is null || trailer.Bad is not null) { return new ReceiptUnreadable("末行不是文件尾，文件可能不完整"); }
        if (Number(trailer, "count") != rows) { return new ReceiptTotalsDiffer("笔数"); }
        // A row that cannot be read has no amount: then only the count can be held against the trailer.
        if (bad == 0 && Number(trailer, "total") != total) { return new ReceiptTotalsDiffer("金额合计"); }
        return total <= Money.MaxFen ? (rows, Money.FromFen(total)) : new ReceiptUnreadable("金额过大");
    }

    private async Task ApplyRows(Tally tally, BlobInfo kept, Call call)
    {
        var held = new List<Row>();
        await using var blob = (await blobs.Open(kept.Name, call.Stopping))!;
        await foreach (var line in tally.Bank.Receipt.Read(blob.Content, call.Stopping))
        {
            if (line.Part != "row") { continue; }
            if (line.Bad is not null) { tally.Refuse(line, "bad_row", line.Bad, call); continue; }
            held.Add(new Row(line, AnswerOf(line, tally)));
            if (held.Count == RowsHeld) { await ApplyHeld(tally, held, call); }
        }
        await ApplyHeld(tally, held, call);
    }

    private async Task ApplyHeld(Tally tally, List<Row> held, Call call)
    {
        foreach (var batch in held.GroupBy(row => row.Line.Values["batch"]))
        {
            var chunks = batch.GroupBy(row => RequestLines.ChunkOf(row.Answer.Line)).Chunk(InstructionChunk.PerCommit);
            foreach (var slice in chunks)
            {
                await ApplySlice(tally, batch.Key, [.. slice.SelectMany(chunk => chunk)], call);
            }
        }
        held.Clear();
    }

    private async Task ApplySlice(Tally tally, string batch, IReadOnlyList<Row> rows, Call call)
    {
        var key = $"{tally.File.Sm3[..16]}-{rows[0].Line.Line}";
        // The file is the key, whoever gives it in and how often.
        var once = call with { IdempotencyKey = key, ContentHash = tally.File.Sm3 };
        if (!BatchId.TryParse(batch, out var id))
        {
            foreach (var row in rows) { tally.Refuse(row.Line, "unknown_batch", $"没有支付批次“{batch}”", call); }
            return;
        }
        if (!tally.IsSystem && !call.May(Permission.TreasuryPay, id.Scope))
        {
            foreach (var row in rows) { tally.Refuse(row.Line, "not_allowed", "该批次不在您的权限范围内", call); }
            return;
        }
        var report = (await BatchAnswers.Apply(
            store, batch, [.. rows.Select(row => row.Answer)], key, PayChannel.Bank, once)).Require();
        tally.Matched += report.Matched;
        tally.Ignored += report.Ignored;
        var lines = rows.ToDictionary(row => row.Answer.Source, row => row.Line);
        foreach (var refused in report.Refused)
        {
            tally.Refuse(lines[refused.Answer.Source], refused.Kind, refused.Message, call);
        }
    }

    private static LineAnswer AnswerOf(TextLine line, Tally tally) => new(
        $"{tally.File.Sm3[..16]}:{line.Line}", line.Values["instruction"],
        (int)Math.Min(Number(line, "line"), int.MaxValue / 2), Money.FromFen(Number(line, "amount")),
        tally.Bank.ResultOf(line.Values["result"]), line.Values["reason"],
        DateOnly.ParseExact(line.Values["date"], "yyyyMMdd", CultureInfo.InvariantCulture));

    private static long Number(TextLine line, string name) =>
        long.Parse(line.Values[name], CultureInfo.InvariantCulture);

    private sealed record Row(TextLine Line, LineAnswer Answer);

    /// <summary>What one pass over a file found.</summary>
    private sealed class Tally(ReceiptFile file, BankLayout bank, bool isSystem)
    {
        public ReceiptFile File => file;
        public BankLayout Bank => bank;
        public bool IsSystem => isSystem;
        public int Matched { get; set; }
        public int Ignored { get; set; }
        public List<PaymentException> Exceptions { get; } = [];

        public void Refuse(TextLine line, string kind, string message, Call call)
        {
            var batch = line.Values.GetValueOrDefault("batch", "");
            var scope = BatchId.TryParse(batch, out var id) ? id.Scope : new Scope(file.Division);
            var isRead = line.Bad is null;
            Exceptions.Add(new PaymentException(
                PaymentException.IdOf(file.Sm3, line.Line), 1, file.Sm3, line.Line, kind, $"第 {line.Line} 行：{message}",
                batch, line.Values.GetValueOrDefault("instruction", ""),
                isRead ? (int)Math.Min(Number(line, "line"), int.MaxValue) : 0,
                isRead ? Money.FromFen(Number(line, "amount")) : Money.Zero,
                isRead ? bank.ResultOf(line.Values["result"]) : "", scope.Division, scope.Fund, call.Now, "open", "",
                null, ""));
        }
    }
}

/// <summary>The treasury's cashier uploads a receipt file.</summary>
public sealed record UploadReceipt(string Bank, string FileName, Division? Division = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.TreasuryPay, Division, null);

    internal static Endpoint Endpoint(ReceiptIntake intake) => Kernel.Endpoint.Of<UploadReceipt, ReceiptAnswer>(
        HttpMethod.Post, "payments/receipts", Permission.TreasuryPay, "上传银行回单",
        (command, call) => intake.Upload(
            command.Bank, command.FileName, call.Body, command.Division ?? call.Actor.Division, call), BodyKind.Upload);
}

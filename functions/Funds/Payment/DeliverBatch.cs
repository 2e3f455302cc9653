using System.Globalization;
using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Funds.Payment;

/// <summary>
/// Puts a batch where it is paid: the bank's file, or the file for the treasury's own system. The name comes from the
/// batch, and a file that is there is never written again with other content.
/// </summary>
public sealed class DeliverBatch(IDocumentStore store, IBlobStore blobs, BankLayouts banks) : IMessageHandler
{
    public const string TopicName = "payment.deliver";

    public string Topic => TopicName;

    public async Task Handle(OutboxMessage message, Call call)
    {
        var id = message.As<BatchMessage>().Batch;
        var batch = await BatchDocuments.Find(store, id, call.Stopping)
            ?? throw new InvalidOperationException($"Batch {id} is gone.");
        if (batch.File is not null) { return; }
        var info = batch.Channel == PayChannel.Bank
            ? await WriteBankFile(batch, call.Stopping)
            : await WriteHandOver(batch, call.Stopping);
        (await store.Apply<Done>(Containers.Payments, id, call, async unit =>
        {
            var now = (await unit.Find<PaymentBatch>(PaymentBatch.DocumentId))!;
            if (now.File is not null) { return Done.Value; }
            var delivered = now with { File = new SentFile(info.Name, info.Sm3, info.Size) };
            BatchDocuments.Save(unit, delivered, "payment.file", $"支付批次 {id} 已生成文件，SM3 {info.Sm3}");
            return Done.Value;
        })).Require();
    }

    private async Task<BlobInfo> WriteBankFile(PaymentBatch batch, CancellationToken stopping)
    {
        var bank = banks.Find(batch.Payer.Bank)
            ?? throw new InvalidOperationException($"No layout for bank {batch.Payer.Bank}.");
        var date = DateText(batch.SentAt!.Value);
        var name = bank.FileName.Replace("{batch}", batch.Id, StringComparison.Ordinal)
            .Replace("{date}", date, StringComparison.Ordinal);
        var totals = new Dictionary<string, string>
        {
            ["batch"] = batch.Id,
            ["date"] = date,
            ["payerAccount"] = batch.Payer.Number,
            ["payerName"] = batch.Payer.Name,
            ["count"] = $"{batch.Lines}",
            ["total"] = $"{batch.Progress.Amount.Fen}",
        };
        return await PutOnce(
            $"outbox/bank/{bank.Id}/{name}",
            stream => bank.Instruction.Write(stream, totals, Rows(batch.Id, stopping), totals, stopping), stopping);
    }

    private async IAsyncEnumerable<IReadOnlyDictionary<string, string>> Rows(
        string batch, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stopping)
    {
        await foreach (var chunk in BatchDocuments.Chunks(store, batch, stopping))
        {
            foreach (var line in chunk.Lines)
            {
                yield return new Dictionary<string, string>
                {
                    ["instruction"] = line.Number,
                    ["line"] = $"{line.Line}",
                    ["account"] = line.Account,
                    ["name"] = line.Name,
                    ["bankCode"] = line.BankCode,
                    ["bankName"] = line.BankName,
                    ["amount"] = $"{line.Amount.Fen}",
                };
            }
        }
    }

    /// <summary>拨款信息 for the treasury's own system (R-6.2 way 2).</summary>
    private Task<BlobInfo> WriteHandOver(PaymentBatch batch, CancellationToken stopping) => PutOnce(
        $"outbox/treasury/{batch.Request.Division}/{batch.Id}.json",
        async stream =>
        {
            var lines = new List<Instruction>();
            await foreach (var chunk in BatchDocuments.Chunks(store, batch.Id, stopping))
            {
                lines.AddRange(chunk.Lines);
            }
            var file = new TreasuryFile(
                batch.Id, batch.Request.Text, batch.Round, batch.Request.Division, batch.Request.Fund, batch.Payer,
                batch.Purpose, batch.Lines, batch.Progress.Amount, ChineseCapitals.Of(batch.Progress.Amount),
                [.. lines.Select(line => new TreasuryLine(
                    line.Line, line.Number, line.Name, line.Account, line.BankCode, line.BankName, line.Amount))]);
            await stream.WriteAsync(Encoding.UTF8.GetBytes(Json.Write(file)), stopping);
        },
        stopping);

    /// <summary>Only the first writer's content stands; the same content again is the same file.</summary>
    private async Task<BlobInfo> PutOnce(string name, Func<Stream, Task> write, CancellationToken stopping)
    {
        if (await blobs.Info(name, stopping) is { } there) { return there; }
        var temporary = Path.GetTempFileName();
        try
        {
            await using var stream = new FileStream(temporary, FileMode.Open, FileAccess.ReadWrite);
            await write(stream);
            stream.Position = 0;
            return (await blobs.Put(name, stream, onlyNew: true, stopping)).TryGet(out var info, out _)
                ? info
                : (await blobs.Info(name, stopping))!;
        }
        finally { File.Delete(temporary); }
    }

    internal static string DateText(DateTimeOffset instant) =>
        ChinaTime.DateOf(instant).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}

/// <summary>The hand-over file: an appropriation order's batch with its lines.</summary>
public sealed record TreasuryFile(
    string Batch, string Request, int Round, Division Division, Fund Fund, PayAccount Payer, string Purpose, int Lines,
    Money Amount, string Capitals, IReadOnlyList<TreasuryLine> Items);

public sealed record TreasuryLine(
    int Line, string Instruction, string Name, string Account, string BankCode, string BankName, Money Amount);

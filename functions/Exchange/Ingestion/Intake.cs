using SocialFund.Analytics;
using SocialFund.Funds.Expenditure;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion;

/// <summary>
/// Takes received files: <c>inbox/{agency}/{name}.zip</c> becomes a payment request, a return file, or a refusal. Every
/// step is idempotent by content, so a crash anywhere is mended by receiving the file again.
/// </summary>
/// <param name="home">Who sees files in folders of no registered sender: the bureau that runs the system.</param>
/// <param name="workFolder">For files under construction; what a crash leaves there is overwritten.</param>
public sealed class Intake(
    IDocumentStore store, IBlobStore blobs, INationalCrypto crypto, DuckDatabase duck, BatchCheck check,
    Attachments attachments, EarlierBatches earlier, ISubmissions submissions, TimeProvider clock, string workFolder,
    ArchiveLimits limits, Division home)
{
    private const int IdLength = 32;

    private readonly SenderOutbox _outbox = new(blobs);

    /// <summary>Receives one dropped file and removes it from the inbox when done.</summary>
    /// <param name="inboxBlob"><c>inbox/{agency}/{name}</c>.</param>
    /// <returns>The batch as it stands then; null when the file is gone (somebody else took it).</returns>
    public async Task<IntakeRecord?> Receive(string inboxBlob, CancellationToken stopping)
    {
        if (await blobs.Info(inboxBlob, stopping) is not { } info) { return null; }
        var folder = inboxBlob.Split('/')[1];
        var id = info.Sm3[..IdLength];
        await FinishReplaced(inboxBlob, id, stopping);
        var call = CallFor(id, stopping);
        var record = await Register(info, folder, call);
        if (record.IsFinished)
        {
            record = await NoteRepeat(record, call);
        }
        else if (await KeepArchive(inboxBlob, record, stopping))
        {
            record = await Process(record, folder, call);
        }
        // What replaced it meanwhile stays, and is received next.
        if ((await blobs.Info(inboxBlob, stopping))?.Sm3 == info.Sm3) { await blobs.Delete(inboxBlob, stopping); }
        return record;
    }

    private Call CallFor(string id, CancellationToken stopping) =>
        Call.System("intake", clock.GetUtcNow(), $"intake-{id}", stopping);

    /// <summary>
    /// Remembers which file lies under a name. Another one that was begun there and then overwritten, before a crash
    /// was mended, is finished from the archive, or refused when it had not come that far: none stays half taken in.
    /// </summary>
    private async Task FinishReplaced(string inboxBlob, string id, CancellationToken stopping)
    {
        var partition = Lying.Partition(inboxBlob);
        var lying = await store.Find<Lying>(Containers.Intake, partition, Lying.DocumentId, stopping);
        if (lying?.Value.Record == id) { return; }
        if (lying is not null
            && await store.Find<IntakeRecord>(
                Containers.Intake, lying.Value.Record, IntakeRecord.DocumentId, stopping) is { Value: var begun }
            && !begun.IsFinished)
        {
            var call = CallFor(begun.Id, stopping);
            if (await blobs.Info(begun.ArchiveBlob, stopping) is null)
            {
                await Refuse(begun, new FileReplaced(), call);
            }
            else { await Process(begun, begun.Agency, call); }
        }
        (await store.Commit(
            Containers.Intake, partition, [new Write.Put(Lying.DocumentId, "lying", Json.Write(new Lying(id)))],
            stopping)).Require();
    }

    private async Task<IntakeRecord> Register(BlobInfo info, string folder, Call call)
    {
        var id = info.Sm3[..IdLength];
        if (await store.Find<IntakeRecord>(Containers.Intake, id, IntakeRecord.DocumentId, call.Stopping) is { } known)
        {
            return known.Value;
        }
        var sender = await check.SenderOf(folder, call.Stopping);
        var record = new IntakeRecord(
            id, info.Name.Split('/')[^1], folder, sender?.Division ?? home, info.Sm3, info.Size, call.Now,
            IntakeState.Checking, [new IntakeStage("接收", call.Now)], AgencyName: sender?.Name);
        return await Save(record, "intake.receive", $"接收文件 {info.Size} 字节", call, "receive");
    }

    private async Task<IntakeRecord> NoteRepeat(IntakeRecord record, Call call)
    {
        var repeated = record with { Repeats = record.Repeats + 1 };
        await WriteReceipt(repeated, IntakeReceipt.Repeated(repeated), "重复说明", call.Stopping);
        return await Save(repeated, "intake.repeat", "收到内容相同的文件，未重复处理", call, $"repeat-{repeated.Repeats}");
    }

    /// <returns>False when another file lies there by now.</returns>
    private async Task<bool> KeepArchive(string inboxBlob, IntakeRecord record, CancellationToken stopping)
    {
        if (await blobs.Info(record.ArchiveBlob, stopping) is not null) { return true; }
        await using var received = await blobs.Open(inboxBlob, stopping)
            ?? throw new InvalidOperationException($"{inboxBlob} went away while it was received.");
        if (received.Info.Sm3 != record.Sm3) { return false; }
        await blobs.Put(record.ArchiveBlob, received.Content, onlyNew: true, stopping);
        return true;
    }

    private async Task<IntakeRecord> Process(IntakeRecord record, string folder, Call call)
    {
        var path = await blobs.LocalPath(record.ArchiveBlob, call.Stopping);
        if (!ReceivedArchive.Open(path, record.FileName, limits).TryGet(out var archive, out var problem))
        {
            return await Refuse(record, problem, call);
        }
        using (archive)
        {
            var checking = await check.Run(
                archive, folder, call.Now, (stage, rows) => ShowProgress(record.Id, stage, rows), call.Stopping);
            return checking.TryGet(out var batch, out problem)
                ? await Take(record, archive, batch, call)
                : await Refuse(record, problem, call);
        }
    }

    private async Task<IntakeRecord> Take(IntakeRecord record, ReceivedArchive archive, CheckedBatch batch, Call call)
    {
        record = record with
        {
            Manifest = batch.Manifest,
            KindName = batch.Kind.Name,
            IsSignatureVerified = batch.Agency.PublicKey is not null,
            Division = batch.Manifest.Division,
            Stages = [.. record.Stages, new IntakeStage("校验", clock.GetUtcNow(), $"{batch.Payees.Rows} 行")],
        };
        var reading = await AgainstEarlier(batch, call.Stopping);
        var declared = new Tally(reading.Rows, Money.FromFen(reading.File.TotalFen));
        var accepted = AcceptedOf(archive, batch, reading);
        record = record with
        {
            Received = declared,
            Accepted = accepted,
            Returned = declared - accepted,
            Faults = CountFaults(reading.Faults),
        };
        if (accepted.Rows > 0)
        {
            var submitted = await Submit(record, archive, batch, reading, call);
            if (!submitted.TryGet(out var request, out var problem)) { return await Refuse(record, problem, call); }
            record = record with
            {
                Request = request.Id,
                Stages = [.. record.Stages, new IntakeStage("生成用款申请", clock.GetUtcNow(), request.Id.Text)],
            };
        }
        return await Finish(record, archive, batch, reading, call);
    }

    /// <summary>Adds the faults that only earlier batches show.</summary>
    private async Task<TableReading> AgainstEarlier(CheckedBatch batch, CancellationToken stopping)
    {
        if (batch.Checks.PaidBefore is not { } paidBefore) { return batch.Payees; }
        var found = await earlier.Find(batch.Kind.Id, batch.Manifest.RequestId, batch.Payees.Keys, stopping);
        if (found.Count == 0) { return batch.Payees; }
        var faults = new Dictionary<int, string>(batch.Payees.Faults);
        foreach (var (line, request) in found) { faults[line] = $"{paidBefore.Message}：{request}"; }
        return batch.Payees with { Faults = faults };
    }

    /// <summary>Counts again when earlier batches took rows away; the first reading had counted them as
    /// accepted.</summary>
    private Tally AcceptedOf(ReceivedArchive archive, CheckedBatch batch, TableReading reading)
    {
        if (ReferenceEquals(reading, batch.Payees)) { return reading.Accepted; }
        long rows = 0;
        var sum = Money.Zero;
        foreach (var payee in FileOf(archive, batch).Payees(reading, returned: null))
        {
            rows++;
            sum += payee.Amount;
        }
        return new Tally(rows, sum);
    }

    private async Task<Result<Submitted>> Submit(
        IntakeRecord record, ReceivedArchive archive, CheckedBatch batch, TableReading reading, Call call)
    {
        var manifest = batch.Manifest;
        var kept = await attachments.Keep(manifest, archive, call.Stopping);
        var file = EarlierBatches.Payees.File(manifest.Period, manifest.Division, manifest.RequestId.Text);
        var request = new NewRequest(
            manifest.RequestId, batch.Kind.Id, batch.Agency.Name, manifest.Mode ?? "actual",
            manifest.Purpose ?? $"{manifest.Period.Text} {batch.Kind.Name}", (int)record.Accepted!.Rows,
            record.Accepted.Amount,
            new KeptFile(record.FileName, "received", record.ArchiveBlob, record.Size, record.Sm3), kept,
            [.. batch.Checks.Findings()]);
        var submitted = await submissions.Submit(
            request, FileOf(archive, batch).Payees(reading, returned: null).ToAsyncEnumerable(),
            call with { IdempotencyKey = $"{call.IdempotencyKey}-submit" });
        // Not before: a batch that is refused must not take the place of the one whose number it bears.
        if (submitted.TryGet(out _, out _))
        {
            await WriteLake(file, batch, reading, archive, call.Stopping);
            await earlier.Register(batch.Kind.Id, manifest.RequestId, file, call.Stopping);
        }
        return submitted;
    }

    private async Task WriteLake(
        LakeFile file, CheckedBatch batch, TableReading reading, ReceivedArchive archive, CancellationToken stopping)
    {
        var path = Path.Combine(WorkFolder(), $"{batch.Manifest.RequestId.Text}.parquet");
        var keys = reading.Keys.ToDictionary(entry => entry.Line, entry => entry.Key);
        using (var connection = duck.Connect())
        {
            ParquetWriter.Write(
                connection, path, EarlierBatches.Payees.Columns, FileOf(archive, batch).Payees(reading, returned: null),
                (row, payee) =>
                {
                    var key = keys.GetValueOrDefault(payee.SourceLine);
                    row.Append(batch.Manifest.RequestId.Text).Append(payee.Number).Append(payee.SourceLine)
                        .Append(batch.Kind.Id).Append(payee.Item).Append(payee.IdNumber).Append(payee.Name)
                        .Append(payee.Account).Append(payee.Amount.Fen).Append(key.High).Append(key.Low);
                },
                stopping);
        }
        await using (var parquet = File.OpenRead(path))
        {
            (await blobs.Put(file.Text, parquet, onlyNew: false, stopping)).Require();
        }
        File.Delete(path);
    }

    private async Task<IntakeRecord> Finish(
        IntakeRecord record, ReceivedArchive archive, CheckedBatch batch, TableReading reading, Call call)
    {
        var state = record.Returned!.Rows == 0 ? IntakeState.Accepted
            : record.Accepted!.Rows == 0 ? IntakeState.Returned
            : IntakeState.PartlyAccepted;
        record = record with { State = state, Stages = [.. record.Stages, new IntakeStage("回执", clock.GetUtcNow())] };
        if (record.Returned.Rows > 0)
        {
            record = record with { ReturnFile = await WriteReturn(record, archive, batch, reading, call.Stopping) };
        }
        var receipt = await WriteReceipt(record, IntakeReceipt.Finished(record), "回执", call.Stopping);
        return await Save(
            record with { Receipt = receipt }, "intake.finish",
            $"接收 {record.Received!.Rows} 行，通过 {record.Accepted!.Rows} 行，退回 {record.Returned.Rows} 行", call, "finish");
    }

    private async Task<IntakeRecord> Refuse(IntakeRecord record, Problem problem, Call call)
    {
        var refused = record with
        {
            State = IntakeState.Refused,
            ProblemCode = problem.Code,
            ProblemText = problem.Message,
            Accepted = record.Received is null ? null : Tally.None,
            Returned = record.Received,
            Stages = [.. record.Stages, new IntakeStage("拒收", clock.GetUtcNow(), problem.Code)],
        };
        var receipt = await WriteReceipt(refused, IntakeReceipt.Refused(refused), "拒收说明", call.Stopping);
        return await Save(refused with { Receipt = receipt }, "intake.refuse", $"拒收：{problem.Code}", call, "finish");
    }

    private async Task<string> WriteReturn(
        IntakeRecord record, ReceivedArchive archive, CheckedBatch batch, TableReading reading,
        CancellationToken stopping)
    {
        var path = Path.Combine(WorkFolder(), $"{record.Id}-return.zip");
        using (var file = ReturnFile.Create(path, reading, FileOf(archive, batch).Heading()))
        {
            // Draining the accepted rows passes every returned row to the file, in file order.
            foreach (var _ in FileOf(archive, batch).Payees(reading, file.Add)) { }
        }
        var name = await _outbox.PutFile(record.Agency, record.FileName, record.Sm3, "退回.zip", path, stopping);
        File.Delete(path);
        return name;
    }

    private Task<string> WriteReceipt(IntakeRecord record, string text, string what, CancellationToken stopping) =>
        _outbox.PutText(record.Agency, record.FileName, record.Sm3, what, text, stopping);

    private async Task<IntakeRecord> Save(IntakeRecord record, string action, string detail, Call call, string step)
    {
        var stepCall = call with { IdempotencyKey = $"{call.IdempotencyKey}-{step}" };
        var saved = await store.Apply<IntakeRecord>(Containers.Intake, record.Id, stepCall, async unit =>
        {
            await unit.Find<IntakeRecord>(IntakeRecord.DocumentId);
            unit.Save(IntakeRecord.DocumentId, "intake", record);
            unit.Emit(IntakeLists.Listed, IntakeLists.RowOf(record));
            unit.Audit(action, record.Scope, $"{detail}（{record.Id}）");
            return record;
        });
        return saved.Require();
    }

    /// <summary>Progress is a courtesy to the screen: a lost write does not matter.</summary>
    private void ShowProgress(string id, string stage, long rows) => _ = store.Commit(
        Containers.Intake, id, [new Write.Put("progress", "progress", Json.Write(new IntakeProgress(stage, rows, 0)))]);

    private BatchFile FileOf(ReceivedArchive archive, CheckedBatch batch) => new(
        archive, batch.Payees.File, batch.Kind.Payees, crypto, rows => { _ = rows; });

    private string WorkFolder() => Directory.CreateDirectory(workFolder).FullName;

    private static List<FaultCount> CountFaults(IReadOnlyDictionary<int, string> faults) =>
    [
        .. faults.SelectMany(fault => fault.Value.Split('；').Select(text => (Text: text.Split('：')[0], fault.Key)))
            .GroupBy(fault => fault.Text)
            .Select(group => new FaultCount(group.Key, group.Count(), group.Min(fault => fault.Key)))
            .OrderByDescending(fault => fault.Rows)
            .Take(100),
    ];
}

using SocialFund.Analytics;
using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Governance;
using SocialFund.Exchange.Mapping;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion.Detail;

/// <summary>
/// Takes dropped files of detail data through 整理 验证 清洗 转化 加载 校验 into the lake. Every step is idempotent by
/// content and the last makes all tables of the batch count at once, so a crash anywhere is mended by receiving the
/// file again: the batch is not there, or whole.
/// </summary>
/// <param name="workFolder">For files under construction; what a crash leaves there is overwritten.</param>
/// <param name="home">Who sees files in folders of no registered sender.</param>
public sealed class DetailIntake(
    IDocumentStore store, IBlobStore blobs, INationalCrypto crypto, DuckDatabase duck, Catalogue catalogue,
    IAgencies agencies, TimeProvider clock, string workFolder, ArchiveLimits limits, Division home)
{
    private const int IdLength = 32;

    private readonly LakeIndex _index = new(store);
    private readonly SenderOutbox _outbox = new(blobs);
    private readonly MappingRegister _mappings = new(store);

    /// <summary>Whether a dropped file is one of detail data.</summary>
    public async Task<bool> IsDetail(string inboxBlob, CancellationToken stopping) =>
        await blobs.Info(inboxBlob, stopping) is not null
        && DetailPackage.IsDetail(
            await blobs.LocalPath(inboxBlob, stopping), NameOf(inboxBlob),
            new PackageSender(inboxBlob.Split('/')[1], home, await _mappings.Shelf(stopping)), catalogue, limits);

    /// <summary>Receives one dropped file and removes it from the inbox when done.</summary>
    /// <returns>The batch as it stands then; null when the file is gone.</returns>
    public async Task<DetailBatch?> Receive(string inboxBlob, CancellationToken stopping)
    {
        if (await blobs.Info(inboxBlob, stopping) is not { } info) { return null; }
        var folder = inboxBlob.Split('/')[1];
        var id = info.Sm3[..IdLength];
        var call = Call.System("detail", clock.GetUtcNow(), $"detail-{id}", stopping);
        var batch = await Register(info, folder, call);
        if (batch.State == DetailState.Refused) { batch = await Anew(batch, info, folder, call); }
        batch = batch.IsFinished
            ? await NoteRepeat(batch, call)
            : await Process(inboxBlob, batch, call with { IdempotencyKey = KeyOf(batch) });
        // What replaced it meanwhile stays, and is received next.
        if ((await blobs.Info(inboxBlob, stopping))?.Sm3 == info.Sm3) { await blobs.Delete(inboxBlob, stopping); }
        return batch;
    }

    private async Task<DetailBatch> Register(BlobInfo info, string folder, Call call)
    {
        var id = info.Sm3[..IdLength];
        if (await store.Find<DetailBatch>(Containers.Intake, id, DetailBatch.DocumentId, call.Stopping) is { } known)
        {
            return known.Value;
        }
        var sender = await agencies.Find(folder, call.Stopping);
        var batch = new DetailBatch(
            id, NameOf(info.Name), folder, sender?.Name, sender?.Division ?? home, info.Sm3, info.Size, call.Now,
            DetailState.Checking, [], []);
        return await Save(batch, "detail.receive", $"接收明细文件 {info.Size} 字节", call, "receive");
    }

    /// <summary>
    /// A refused file that comes again is checked again: its name or folder may be another, its sender registered
    /// meanwhile, the batch that it corrects there.
    /// </summary>
    private async Task<DetailBatch> Anew(DetailBatch refused, BlobInfo info, string folder, Call call)
    {
        var sender = await agencies.Find(folder, call.Stopping);
        var batch = new DetailBatch(
            refused.Id, NameOf(info.Name), folder, sender?.Name, sender?.Division ?? home, info.Sm3, info.Size,
            call.Now, DetailState.Checking, [], [], refused.Repeats + 1);
        return await Save(batch, "detail.again", "再次收到曾拒收的明细文件，重新检查", call, $"again-{batch.Repeats}");
    }

    /// <summary>Each try of a file has steps of its own, the same after a crash.</summary>
    private static string KeyOf(DetailBatch batch) =>
        batch.Repeats == 0 ? $"detail-{batch.Id}" : $"detail-{batch.Id}-{batch.Repeats}";

    /// <summary>The name as sent: uploads have a number before it.</summary>
    private static string NameOf(string blob) =>
        blob.Split('/')[^1] is var name && name.IndexOf('~', StringComparison.Ordinal) is 8
        ? name[9..]
        : name;

    private async Task<DetailBatch> NoteRepeat(DetailBatch batch, Call call)
    {
        var repeated = batch with { Repeats = batch.Repeats + 1 };
        repeated = await Save(
            repeated, "detail.repeat", "收到内容相同的明细文件，未重复处理", call, $"repeat-{repeated.Repeats}");
        return repeated.State == DetailState.Waiting ? await Followed(repeated, call) : repeated;
    }

    private async Task<DetailBatch> Process(string inboxBlob, DetailBatch batch, Call call)
    {
        if (await blobs.Info(batch.ArchiveBlob, call.Stopping) is null)
        {
            await using var received = await blobs.Open(inboxBlob, call.Stopping)
                ?? throw new InvalidOperationException($"{inboxBlob} went away while it was received.");
            // Another file under the name: this one never came whole.
            if (received.Info.Sm3 != batch.Sm3) { return await Refuse(batch, new FileReplaced(), call); }
            await blobs.Put(batch.ArchiveBlob, received.Content, onlyNew: true, call.Stopping);
        }
        var path = await blobs.LocalPath(batch.ArchiveBlob, call.Stopping);
        // After a crash the batch goes through the versions that it began with.
        var shelf = batch.Mappings is { } began
            ? await _mappings.Shelf(began, call.Stopping) : await _mappings.Shelf(call.Stopping);
        if (!DetailPackage.Open(
            path, batch.FileName, new PackageSender(batch.Sender, batch.Division, shelf), catalogue, limits)
            .TryGet(out var package, out var problem))
        {
            return await Refuse(batch, problem, call);
        }
        using (package)
        {
            batch = batch with
            {
                Division = package.Division,
                Period = package.Period,
                Number = package.Number,
                Replaces = package.Replaces,
            };
            var parted = package.Part is null ? null
                : await _index.Parted(package.Sender, package.Number, package.Period, call.Stopping);
            batch = batch with
            {
                Part = parted is null ? package.Part : package.Part! with { Missing = parted.Missing },
            };
            if ((parted?.Refusal(batch) ?? await CheckPackage(batch, package, parted, call)) is { } refusal)
            {
                return await Refuse(batch, refusal, call);
            }
            batch = await NoteMappings(batch, package, call);
            using var work = new DetailWork(
                store, blobs, crypto, duck, catalogue, _index, clock, WorkFolder(), batch, package, parted);
            try
            {
                return (await work.Run(call)).TryGet(out var loaded, out problem)
                    ? await Finish(batch, loaded, call)
                    : await Refuse(batch, problem, call);
            }
            catch (InvalidDataException)
            {
                // The deflate stream is damaged behind the heading.
                return await Refuse(batch, new NotAZip(batch.FileName), call);
            }
        }
    }

    private async Task<DetailBatch> NoteMappings(DetailBatch batch, DetailPackage package, Call call)
    {
        if (batch.Mappings is not null) { return batch; }
        var uses = package.Files.Where(file => file.Mapping is not null)
            .Select(file => new MappingUse(file.Name, file.Mapping!.Id, file.Mapping.Name, file.Mapping.Version))
            .ToList();
        return uses.Count == 0 ? batch : await Save(
            batch with { Mappings = uses }, "detail.map",
            $"按映射{string.Join("、", uses.Select(use => $"{use.Mapping} 第 {use.Version} 版").Distinct())}整理", call,
            "map");
    }

    private async Task<Problem?> CheckPackage(
        DetailBatch batch, DetailPackage package, PartedBatch? parted, Call call)
    {
        if (await agencies.Find(package.Sender, call.Stopping) is not { } agency)
        {
            return new SenderUnknown(package.Sender);
        }
        if (package.Period > Period.Of(call.Now).Plus(1)) { return new PeriodImplausible(package.Period.Text); }
        foreach (var file in package.Files)
        {
            if (!Divisions.IsKnown(package.Division) || !file.Table.MayComeFrom(agency, package.Division))
            {
                return new NoTableOfSender(agency.Name, file.Table.Name);
            }
        }
        // A part that is there has been checked; with the last one the replaced stopped counting.
        return package.Replaces is { } replaced && parted?.Has(batch) is not true
            ? await CheckReplaced(batch, package, replaced, call.Stopping) : null;
    }

    /// <summary>What this very batch has replaced, before a crash, is known too.</summary>
    private async Task<Problem?> CheckReplaced(
        DetailBatch batch, DetailPackage package, string replaced, CancellationToken stopping)
    {
        foreach (var table in package.Files.Select(file => file.Table.Id).Distinct())
        {
            var month = await _index.Month(table, package.Period, stopping);
            if (month is null) { continue; }
            if (month.Parts.Any(part => part.Sender == package.Sender && part.Number == replaced)
                || month.Replaced.Any(each => each.By == batch.Id))
            {
                return null;
            }
        }
        return new ReplacedUnknown(replaced);
    }

    private async Task<DetailBatch> Finish(DetailBatch batch, LoadedBatch loaded, Call call)
    {
        // Before the rows count: who hears of them reads these.
        await KeepResults(batch.Id, loaded.Results, call.Stopping);
        PartedBatch? parted = null;
        if (batch.Part is { } part)
        {
            if (!(await _index.Gather(batch, loaded.Parts, call)).TryGet(out parted, out var problem))
            {
                return await Refuse(batch, problem, call);
            }
            await Follow(parted, call);
            batch = batch with { Part = part with { Missing = parted.Missing } };
        }
        else { await _index.Add(batch, loaded.Parts, call); }
        var sum = loaded.Sum;
        var finished = batch with
        {
            Stages = loaded.Stages,
            Tables = loaded.Lines,
            Received = sum.Received,
            Accepted = sum.Accepted,
            Returned = sum.Returned,
            Duplicate = sum.Duplicate,
        };
        finished = finished with { State = parted is { IsWhole: false } ? DetailState.Waiting : finished.Outcome() };
        if (loaded.ReturnPath is { } returned)
        {
            finished = finished with
            {
                ReturnFile = await _outbox.PutFile(
                    batch.Sender, batch.FileName, batch.Sm3, "退回.zip", returned, call.Stopping),
            };
        }
        var receipt = await WriteReceipt(
            finished, DetailReceipt.Finished(finished, loaded.Results), "回执", call.Stopping);
        finished = await Save(
            finished with { Receipt = receipt }, "detail.finish",
            $"明细接收 {sum.Received.Rows} 行，入库 {sum.Accepted.Rows} 行，退回 {sum.Returned.Rows} 行，重复 {sum.Duplicate.Rows} 行",
            call, "finish");
        return finished.State == DetailState.Waiting ? await Followed(finished, call) : finished;
    }

    /// <summary>A part that has just been saved as waiting: the last one may have come meanwhile.</summary>
    private async Task<DetailBatch> Followed(DetailBatch part, Call call)
    {
        await Follow((await _index.Parted(part.Sender, part.Number!, part.Period!.Value, call.Stopping))!, call);
        return (await store.Find<DetailBatch>(
            Containers.Intake, part.Id, DetailBatch.DocumentId, call.Stopping))!.Value;
    }

    /// <summary>Tells the waiting parts what is still missing, or that they count now.</summary>
    private async Task Follow(PartedBatch parted, Call call)
    {
        foreach (var came in parted.Came)
        {
            var once = call with { IdempotencyKey = null };
            var followed = await store.Apply<Done>(Containers.Intake, came.Batch, once, async unit =>
            {
                var known = await unit.Find<DetailBatch>(DetailBatch.DocumentId);
                if (known is not { State: DetailState.Waiting, Part: { } part }
                    || part.Missing.Count <= parted.Missing.Count)
                {
                    return Done.Value;
                }
                known = known with
                {
                    Part = part with { Missing = parted.Missing },
                    State = parted.IsWhole ? known.Outcome() : DetailState.Waiting,
                };
                unit.Save(DetailBatch.DocumentId, "detail", known);
                unit.Emit(DetailLists.Listed, DetailBatchRow.Of(known));
                unit.Audit("detail.part", known.Scope, $"{known.Part!.Text}（{known.Id}）");
                return Done.Value;
            });
            followed.Require();
        }
    }

    private async Task KeepResults(string id, IReadOnlyList<DetailTableResult> results, CancellationToken stopping)
    {
        // Each by itself: counts by region and field of many tables would not fit one commit.
        foreach (var result in results)
        {
            (await store.Commit(
                Containers.Intake, id,
                [new Write.Put(DetailTableResult.DocumentId(result.Table), "detailTable", Json.Write(result))],
                stopping)).Require();
        }
    }

    private async Task<DetailBatch> Refuse(DetailBatch batch, Problem problem, Call call)
    {
        var refused = batch with
        {
            State = DetailState.Refused,
            ProblemCode = problem.Code,
            ProblemText = problem.Message,
            Stages = [new DetailStage("拒收", clock.GetUtcNow(), Note: problem.Message)],
        };
        var receipt = await WriteReceipt(refused, DetailReceipt.Refused(refused), "拒收说明", call.Stopping);
        return await Save(refused with { Receipt = receipt }, "detail.refuse", $"明细拒收：{problem.Code}", call, "finish");
    }

    private Task<string> WriteReceipt(DetailBatch batch, string text, string what, CancellationToken stopping) =>
        _outbox.PutText(batch.Sender, batch.FileName, batch.Sm3, what, text, stopping);

    private async Task<DetailBatch> Save(DetailBatch batch, string action, string detail, Call call, string step)
    {
        var stepCall = call with { IdempotencyKey = $"{call.IdempotencyKey}-{step}" };
        var saved = await store.Apply<DetailBatch>(Containers.Intake, batch.Id, stepCall, async unit =>
        {
            await unit.Find<DetailBatch>(DetailBatch.DocumentId);
            unit.Save(DetailBatch.DocumentId, "detail", batch);
            unit.Emit(DetailLists.Listed, DetailBatchRow.Of(batch));
            unit.Audit(action, batch.Scope, $"{detail}（{batch.Id}）");
            return batch;
        });
        return saved.Require();
    }

    private string WorkFolder() => Directory.CreateDirectory(workFolder).FullName;
}

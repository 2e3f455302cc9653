using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

/// <summary>Takes a history file for trial: it is kept as received, none of its figures counts.</summary>
public sealed record ReceiveHistory(string FileName, Division? Division = null) : IScoped
{
    private const int IdLength = 24;
    private const int NameMax = 200;

    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.HistoryImport, Division, null);

    internal static Endpoint Endpoint(HistoryDesk desk) => Kernel.Endpoint.Of<ReceiveHistory, HistoryTrial>(
        HttpMethod.Post, "history/trials", Permission.HistoryImport, "上传历史数据文件",
        (request, call) => request.Handle(desk, call), BodyKind.Upload);

    private async Task<Result<HistoryTrial>> Handle(HistoryDesk desk, Call call)
    {
        if (await Bytes(call) is not { } bytes) { return new HistoryFileTooLarge(BookFile.BytesMax); }
        return await Keep(desk, bytes, FileName, Division ?? call.Actor.Division, call);
    }

    /// <summary>The same content again is the trial that is there.</summary>
    internal static async Task<Result<HistoryTrial>> Keep(
        HistoryDesk desk, byte[] bytes, string fileName, Division division, Call call)
    {
        // What cannot be read at all is not kept.
        if (!BookFile.Read(bytes, fileName).TryGet(out _, out var problem)) { return problem; }
        var name = fileName.Length > NameMax ? fileName[..NameMax] : fileName;
        var info = await Put(desk, bytes, name, call);
        var id = info.Sm3[..IdLength];
        return await desk.Store.Apply<HistoryTrial>(Containers.System, HistoryIndex.Partition, call, async unit =>
        {
            var known = await unit.Find<HistoryTrial>(HistoryTrial.DocumentId(id));
            var trial = known is null
                ? new HistoryTrial(
                    id, name, info.Sm3, info.Size, division, call.Actor.Id, call.Actor.Name, call.Now, TrialState.Open,
                    [])
                : known with
                {
                    Repeats = known.Repeats + 1,
                    State = known.State == TrialState.Discarded ? TrialState.Open : known.State,
                };
            unit.Save(HistoryTrial.DocumentId(id), HistoryTrial.Type, trial);
            unit.Audit("history.receive", trial.Scope,
                $"{(known is null ? "接收" : "再次收到内容相同的")}历史数据文件 {info.Size} 字节（{id}）");
            return trial;
        });
    }

    /// <summary>Stored by its digest, which the store tells: first under a name of its own.</summary>
    private static async Task<BlobInfo> Put(HistoryDesk desk, byte[] bytes, string fileName, Call call)
    {
        var first = $"archive/history/new/{Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(bytes))}";
        var info = (await desk.Blobs.Put(first, new MemoryStream(bytes), onlyNew: false, call.Stopping)).Require();
        await desk.Blobs.Put(
            HistoryTrial.BlobOf(info.Sm3, fileName), new MemoryStream(bytes), onlyNew: true, call.Stopping);
        await desk.Blobs.Delete(first, call.Stopping);
        return info;
    }

    private static async Task<byte[]?> Bytes(Call call)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[81_920];
        for (var count = await call.Body.ReadAsync(buffer, call.Stopping); count > 0;
            count = await call.Body.ReadAsync(buffer, call.Stopping))
        {
            if (bytes.Length + count > BookFile.BytesMax) { return null; }
            await bytes.WriteAsync(buffer.AsMemory(0, count), call.Stopping);
        }
        return bytes.ToArray();
    }
}

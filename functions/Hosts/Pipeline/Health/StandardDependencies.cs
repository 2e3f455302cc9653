using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Pipeline.Health;

/// <summary>Round trips through the stores that every head has.</summary>
public static class StandardDependencies
{
    private sealed record Beat(string Text);

    public static Dependency Of(IDocumentStore store, TimeProvider clock) => new("documents", async stopping =>
    {
        var beat = new Beat($"{clock.GetUtcNow():O}");
        await store.Commit(
            Containers.System, "health", [new Write.Put("beat", "beat", Json.Write(beat))], stopping);
        var read = await store.Find<Beat>(Containers.System, "health", "beat", stopping);
        return read is null ? "写入后读不到" : null;
    });

    public static Dependency Of(IBlobStore blobs) => new("blobs", async stopping =>
    {
        const string name = "health/beat.txt";
        var content = Encoding.UTF8.GetBytes("beat");
        using var stream = new MemoryStream(content);
        if (!(await blobs.Put(name, stream, onlyNew: false, stopping)).TryGet(out _, out _)) { return "不能写入"; }
        await using var blob = await blobs.Open(name, stopping);
        return blob?.Info.Size == content.Length ? null : "写入后读不到";
    });

    /// <summary>Background work that has not come round for a while is stuck.</summary>
    public static Dependency Of(Pulses pulses, TimeProvider clock) => new("background", _ =>
    {
        var stuck = pulses.SilentSince(clock.GetUtcNow() - Pulses.SilenceMax);
        return Task.FromResult(stuck.Count == 0 ? null : $"后台处理停滞：{string.Join("、", stuck)}");
    });
}

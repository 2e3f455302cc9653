using SocialFund.Kernel;

namespace SocialFund.Tests.Simulation;

/// <summary>Any blob store, failing as told.</summary>
public sealed class FaultyBlobStore(IBlobStore inner, Faults faults) : IBlobStore
{
    public Task<Result<BlobInfo>> Put(
        string name, Stream content, bool onlyNew, CancellationToken stopping = default) =>
        faults.Run(() => inner.Put(name, content, onlyNew, stopping));

    public Task<Blob?> Open(string name, CancellationToken stopping = default) =>
        faults.Run(() => inner.Open(name, stopping));

    public Task<BlobInfo?> Info(string name, CancellationToken stopping = default) =>
        faults.Run(() => inner.Info(name, stopping));

    public async IAsyncEnumerable<BlobInfo> List(
        string prefix, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stopping = default)
    {
        await foreach (var info in inner.List(prefix, stopping))
        {
            yield return await faults.Run(() => Task.FromResult(info));
        }
    }

    public Task Delete(string name, CancellationToken stopping = default) => faults.Run(async () =>
    {
        await inner.Delete(name, stopping);
        return true;
    });

    public Task<string> LocalPath(string name, CancellationToken stopping = default) =>
        faults.Run(() => inner.LocalPath(name, stopping));
}

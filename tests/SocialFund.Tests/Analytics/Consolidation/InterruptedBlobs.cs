using SocialFund.Kernel;

namespace SocialFund.Tests.Analytics.Consolidation;

/// <summary>A blob store during one of whose puts something else happens.</summary>
internal sealed class InterruptedBlobs(IBlobStore inner, int atPut, Func<Task> happens) : IBlobStore
{
    private int _puts;

    public async Task<Result<BlobInfo>> Put(
        string name, Stream content, bool onlyNew, CancellationToken stopping = default)
    {
        if (++_puts == atPut) { await happens(); }
        return await inner.Put(name, content, onlyNew, stopping);
    }

    public Task<Blob?> Open(string name, CancellationToken stopping = default) => inner.Open(name, stopping);

    public Task<BlobInfo?> Info(string name, CancellationToken stopping = default) => inner.Info(name, stopping);

    public IAsyncEnumerable<BlobInfo> List(string prefix, CancellationToken stopping = default) =>
        inner.List(prefix, stopping);

    public Task Delete(string name, CancellationToken stopping = default) => inner.Delete(name, stopping);

    public Task<string> LocalPath(string name, CancellationToken stopping = default) =>
        inner.LocalPath(name, stopping);
}

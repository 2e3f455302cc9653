using SocialFund.Kernel;
using SocialFund.Storage;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Storage;

public sealed class MemoryDocumentStoreContractTests : DocumentStoreContract
{
    protected override Task<IDocumentStore> Open() => Task.FromResult<IDocumentStore>(new MemoryDocumentStore());
}

public sealed class SqliteDocumentStoreContractTests : DocumentStoreContract
{
    private readonly TemporaryFolder _folder = new();

    protected override Task<IDocumentStore> Open() => Task.FromResult<IDocumentStore>(
        SqliteDocumentStore.Open(_folder.File("documents.db"), TimeProvider.System));

    protected override Task Close()
    {
        ((SqliteDocumentStore)Store).Dispose();
        _folder.Dispose();
        return Task.CompletedTask;
    }
}

using Azure;
using Azure.Security.KeyVault.Secrets;
using SocialFund.Kernel;
using SocialFund.Storage.Azure;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Storage.Azure;

public sealed class KeyVaultSecretsTests
{
    /// <summary>A vault as Azure's: every write is a new version, none is refused.</summary>
    private sealed class Vault : SecretClient
    {
        private readonly List<KeyVaultSecret> _versions = [];

        public int Count => _versions.Count;

        public override Task<Response<KeyVaultSecret>> SetSecretAsync(
            string name, string value, CancellationToken cancellationToken = default)
        {
            var properties = SecretModelFactory.SecretProperties(name: name, version: $"v{_versions.Count + 1}");
            _versions.Add(SecretModelFactory.KeyVaultSecret(properties, value));
            return Task.FromResult(Response.FromValue(_versions[^1], null!));
        }

        public override Task<Response<KeyVaultSecret>> GetSecretAsync(
            string name, string? version = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(Response.FromValue(
                _versions.Single(secret => secret.Name == name && secret.Properties.Version == version), null!));
    }

    private readonly Vault _vault = new();
    private readonly MemoryDocumentStore _store = new();

    private KeyVaultSecrets Instance() => new(_vault, _store);

    [Fact]
    public async Task Secret_IsMadeOnFirstUse_AndTheSameEverAfter()
    {
        var secrets = Instance();
        Assert.Equal("one", await secrets.GetOrCreate("audit-sm2", () => "one"));
        Assert.Equal("one", await secrets.GetOrCreate("audit-sm2", () => "two"));
        Assert.Equal("one", await Instance().GetOrCreate("audit-sm2", () => "three"));
        Assert.Equal(1, _vault.Count);
    }

    [Fact]
    public async Task TwoFirstUsesAtOnce_GetOneValue()
    {
        var other = "";
        var first = await Instance().GetOrCreate("token-202606", () =>
        {
            // While the first one makes its value, another instance is faster.
            other = Instance().GetOrCreate("token-202606", () => "faster").GetAwaiter().GetResult();
            return "slower";
        });
        Assert.Equal(("faster", "faster"), (first, other));
        Assert.Equal(2, _vault.Count);
    }

    [Fact]
    public async Task Value_IsNeverInADocument()
    {
        await Instance().GetOrCreate("audit-sm2", () => "hush-hush");
        var document = await _store.Read(Containers.System, "secrets", "audit-sm2");
        Assert.DoesNotContain("hush", document!.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Audit")]
    [InlineData("a/b")]
    public async Task Name_ThatTheVaultWouldNotTake_IsABug(string name) =>
        await Assert.ThrowsAsync<ArgumentException>(() => Instance().GetOrCreate(name, () => "x"));
}

using System.Runtime.Versioning;
using SocialFund.Kernel;
using SocialFund.Storage;

namespace SocialFund.Tests.Storage.Secrets;

public sealed class FolderSecretsTests : IDisposable
{
    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("secrets").FullName, "keys");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    [Fact]
    public async Task GetOrCreate_WhenManyAskAtOnceAndAfterARestart_IsOneValue()
    {
        var made = 0;
        using var secrets = new FolderSecrets(_folder);
        var values = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() =>
            secrets.GetOrCreate("token-202606", () => $"value{Interlocked.Increment(ref made)}"))));
        using var restarted = new FolderSecrets(_folder);
        Assert.Equal(["value1"], values.Distinct());
        Assert.Equal("value1", await restarted.GetOrCreate("token-202606", () => "other"));
        Assert.Equal("other", await restarted.GetOrCreate("token-202607", () => "other"));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task GetOrCreate_MakesFilesThatOnlyTheServiceReads()
    {
        using var secrets = new FolderSecrets(_folder);
        await secrets.GetOrCreate("k", () => "v");
        var file = Assert.Single(Directory.GetFiles(_folder));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../k")]
    [InlineData("K")]
    public async Task GetOrCreate_WithANameThatIsNoName_Throws(string name)
    {
        using var secrets = new FolderSecrets(_folder);
        await Assert.ThrowsAsync<ArgumentException>(() => secrets.GetOrCreate(name, () => "v"));
    }

    [Fact]
    public void Sm2Keys_AlwaysFitTheirSignatures()
    {
        var crypto = new NationalCrypto();
        for (var round = 0; round < 5; round++)
        {
            var pair = Sm2KeyPair.Read(Sm2Keys.New().Write());
            var signature = crypto.SignSm2(pair.PrivateKey, "链"u8);
            Assert.True(crypto.VerifySm2(pair.PublicKey, "链"u8, signature));
            Assert.False(crypto.VerifySm2(pair.PublicKey, "鏈"u8, signature));
        }
    }
}

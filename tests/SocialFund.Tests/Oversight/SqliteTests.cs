using System.Text;
using SocialFund.Kernel;
using SocialFund.Oversight.Audit;
using SocialFund.Oversight.Identity;
using SocialFund.Storage;
using SocialFund.Tests.Oversight.Identity;

namespace SocialFund.Tests.Oversight;

/// <summary>Both modules over the store of the local head, across a restart.</summary>
public sealed class SqliteTests : IDisposable
{
    private static readonly Division Qinghai = Division.Of("630000");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("oversight");
    private readonly StandingClock _clock = new(new DateTimeOffset(2026, 6, 1, 1, 0, 0, TimeSpan.Zero));

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task SignedIn_BeforeARestart_StaysSignedInAndTheChainGoesOn()
    {
        string access, publicKey;
        using (var store = SqliteDocumentStore.Open(Path.Combine(_folder.FullName, "store.db"), TimeProvider.System))
        using (var secrets = new FolderSecrets(Path.Combine(_folder.FullName, "keys")))
        using (var identity = new IdentityModule(store, _clock, secrets, Qinghai, IdentityWorld.Quick))
        using (var audit = new AuditModule(store, new NationalCrypto(), secrets, Sm2Keys.New, _clock))
        {
            await identity.Seeding.Administrators(_ => IdentityWorld.Password);
            access = (await Ask<SessionOpened>(
                identity, "identity/sessions", new SignIn("auditadmin", IdentityWorld.Password, null))).AccessToken;
            await audit.Sealer.SealAll();
            publicKey = (await Ask<Page<HeadView>>(audit, "audit/heads", new ListHeads(Qinghai))).Items[0].PublicKey;
        }
        using (var store = SqliteDocumentStore.Open(Path.Combine(_folder.FullName, "store.db"), TimeProvider.System))
        using (var secrets = new FolderSecrets(Path.Combine(_folder.FullName, "keys")))
        using (var identity = new IdentityModule(store, _clock, secrets, Qinghai, IdentityWorld.Quick))
        using (var audit = new AuditModule(store, new NationalCrypto(), secrets, Sm2Keys.New, _clock))
        {
            Assert.Equal("auditadmin", (await identity.Actors.FromToken(access))!.Id);
            var users = await Ask<Page<UserRow>>(
                identity, "identity/users", new ListUsers(Qinghai, "ADMIN", "audit-administrator"));
            Assert.Equal("auditadmin", Assert.Single(users.Items).Id);

            await Ask<Download>(audit, "audit/export", new ExportChain(Qinghai));
            await audit.Sealer.SealAll();
            var records = await Ask<Page<AuditView>>(
                audit, "audit/records", new ListRecords(Qinghai, Action: "user.", From: new DateOnly(2026, 6, 1)));
            Assert.Equal(3, records.Total);
            var download = await Ask<Download>(audit, "audit/export", new ExportChain(Qinghai));
            using var stream = new MemoryStream();
            await download.Write(stream, default);
            var text = Encoding.UTF8.GetString(stream.ToArray());
            var verified = await Verification.Of(new StringReader(text), new NationalCrypto(), publicKey);
            Assert.Null(verified.Fault);
            Assert.Equal(5, verified.Links);
        }
    }

    private async Task<T> Ask<T>(IModule module, string route, object request)
    {
        var endpoint = module.Endpoints.First(one => one.Route == route && one.Request == request.GetType());
        var result = await endpoint.Handle(
            request, new Call(new Actor("auditadmin", "审计管理员", Qinghai, null, []), _clock.GetUtcNow(), "r"));
        return (T)result.Require();
    }
}

using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using SocialFund.Kernel;

namespace SocialFund.Tests.Exchange.Sharing;

/// <summary>Keys and certificates from being issued to being worthless.</summary>
public sealed class KeyTests(SharingHost host) : IClassFixture<SharingHost>
{
    private const string Path = "sharing/subjects/value-gains";

    private static object[] Grants { get; } = [SharingHost.GrantOf("value-gains")];

    [Fact]
    public async Task Key_RevokedWhileAScriptCalls_Is401FromThenOn()
    {
        var code = host.NewCode();
        var key = await host.Register(code, Grants);
        var told = new List<string>();
        for (var round = 1; round <= 4; round++)
        {
            if (round == 3)
            {
                await host.Ask(
                    SharingHost.System, HttpMethod.Post, $"sharing/consumers/630000-{code}/keys/1/revoke");
            }
            using var response = await host.Call(key, Path);
            told.Add($"{(int)response.StatusCode}");
            if (round < 3) { continue; }
            var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
            Assert.Equal("api_key_revoked", problem.GetProperty("code").GetString());
            Assert.Equal(
                "接口密钥（第 1 号）已被吊销。请停止使用，并向系统管理员申领新的密钥。", problem.GetProperty("detail").GetString());
        }
        Assert.Equal(["200", "200", "401", "401"], told);
    }

    [Fact]
    public async Task Key_PastItsEnd_Is401()
    {
        using var own = new Isolated();
        var key = await (await own.Start()).Register("late", Grants);
        own.Host.Clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        await own.Host.Rows(key, Path);
        own.Host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("api_key_expired", await own.Host.Refused(key, Path, HttpStatusCode.Unauthorized));
    }

    [Theory]
    [InlineData("")]
    [InlineData("sf.630000-none.1.00")]
    [InlineData("anything")]
    public async Task Key_ThatNobodyHas_Is401(string key) =>
        Assert.Equal("api_key_unknown", await host.Refused(key, Path, HttpStatusCode.Unauthorized));

    [Fact]
    public async Task Key_WithAWrongSecret_Is401()
    {
        var key = await host.Register(host.NewCode(), Grants);
        var other = key[..^1] + (key[^1] == '0' ? '1' : '0');
        Assert.Equal("api_key_unknown", await host.Refused(other, Path, HttpStatusCode.Unauthorized));
    }

    [Fact]
    public async Task Key_IsShownOnceAndKeptNowhere()
    {
        var code = host.NewCode();
        var key = await host.Register(code, Grants);
        var path = $"sharing/consumers/630000-{code}/keys";
        Task<HttpResponseMessage> Issue() =>
            host.As(SharingHost.System, HttpMethod.Post, path, new { validDays = 5 }, "same-key-again");
        using var first = await Issue();
        var issued = JsonDocument.Parse(await first.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(2, issued.GetProperty("number").GetInt32());
        using var again = await Issue();
        Assert.Equal("key_shown_once", await SharingHost.CodeOf(again, HttpStatusCode.Conflict));

        var view = await host.Ask(SharingHost.System, HttpMethod.Get, $"sharing/consumers/630000-{code}");
        Assert.Equal(2, view.GetProperty("keys").GetArrayLength());
        Assert.Equal(key[^4..], view.GetProperty("keys")[0].GetProperty("tail").GetString());
        string[] secrets = [key.Split('.')[^1], issued.GetProperty("key").GetString()!.Split('.')[^1]];
        Assert.All(await Everything(), body => Assert.DoesNotContain(secrets, body.Contains));
    }

    [Fact]
    public async Task Rotation_LeavesTheOldKeyItsHoursAndNoMore()
    {
        using var own = new Isolated();
        var old = await (await own.Start()).Register("rotate", Grants);
        var issued = await own.Host.Ask(
            SharingHost.System, HttpMethod.Post, "sharing/consumers/630000-rotate/keys",
            new { validDays = 90, othersEndInHours = 24 });
        await own.Host.Rows(old, Path);
        own.Host.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal("api_key_expired", await own.Host.Refused(old, Path, HttpStatusCode.Unauthorized));
        await own.Host.Rows(issued.GetProperty("key").GetString()!, Path);
    }

    [Fact]
    public async Task Consumer_Stopped_IsRefusedUntilResumed()
    {
        var code = host.NewCode();
        var key = await host.Register(code, Grants);
        await host.Ask(
            SharingHost.System, HttpMethod.Post, $"sharing/consumers/630000-{code}/stop", new { reason = "协议到期" });
        Assert.Equal("consumer_stopped", await host.Refused(key, Path, HttpStatusCode.Forbidden));
        await host.Ask(SharingHost.System, HttpMethod.Post, $"sharing/consumers/630000-{code}/resume");
        await host.Rows(key, Path);
    }

    [Fact]
    public async Task Consumer_RegisteredTwice_IsTaken()
    {
        var code = host.NewCode();
        await host.Register(code, []);
        using var again = await host.As(
            SharingHost.System, HttpMethod.Post, "sharing/consumers",
            new { division = "630000", code, name = "同名单位", contact = "" });
        Assert.Equal("consumer_taken", await SharingHost.CodeOf(again, HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Proofs_BeyondWhatAConsumerKeeps_AreRefused()
    {
        var code = host.NewCode();
        await host.Register(code, []);
        var path = $"sharing/consumers/630000-{code}/keys";
        for (var number = 2; number <= 50; number++)
        {
            await host.Ask(SharingHost.System, HttpMethod.Post, path, new { validDays = 1 });
        }
        using var response = await host.As(SharingHost.System, HttpMethod.Post, path, new { validDays = 1 });
        Assert.Equal("too_many_proofs", await SharingHost.CodeOf(response, HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Certificate_OfTheConnection_IsItsConsumerUntilRevoked()
    {
        var code = host.NewCode();
        await host.Register(code, Grants);
        using var certificate = SharingHost.Certificate("client", At("2026-01-01"), At("2027-01-01"));
        Assert.Equal("certificate_unknown", await Shown(certificate, HttpStatusCode.Unauthorized));

        var plain = certificate.GetCertHashString(HashAlgorithmName.SHA256);
        var thumbprint = string.Join(':', plain.Chunk(2).Select(pair => new string(pair)));
        var path = $"sharing/consumers/630000-{code}/certificates";
        await host.Ask(SharingHost.System, HttpMethod.Post, path, new { thumbprint, note = "统计局前置机" });
        using (var response = await host.Call(null, Path, certificate: certificate))
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
        using var again = await host.As(SharingHost.System, HttpMethod.Post, path, new { thumbprint, note = "" });
        Assert.Equal("certificate_taken", await SharingHost.CodeOf(again, HttpStatusCode.Conflict));

        await host.Ask(SharingHost.System, HttpMethod.Post, $"{path}/{plain.ToLowerInvariant()}/revoke");
        Assert.Equal("certificate_revoked", await Shown(certificate, HttpStatusCode.Unauthorized));
    }

    [Fact]
    public async Task Certificate_OutsideItsOwnDays_Is401()
    {
        var code = host.NewCode();
        await host.Register(code, Grants);
        using var certificate = SharingHost.Certificate("old", At("2020-01-01"), At("2026-06-14"));
        await host.Ask(SharingHost.System, HttpMethod.Post, $"sharing/consumers/630000-{code}/certificates", new
        {
            thumbprint = certificate.GetCertHashString(HashAlgorithmName.SHA256),
            note = "",
        });
        Assert.Equal("certificate_expired", await Shown(certificate, HttpStatusCode.Unauthorized));
    }

    private async Task<string> Shown(
        System.Security.Cryptography.X509Certificates.X509Certificate2 certificate, HttpStatusCode status)
    {
        using var response = await host.Call(null, Path, certificate: certificate);
        return await SharingHost.CodeOf(response, status);
    }

    private static DateTimeOffset At(string day) => ChinaTime.StartOf(DateOnly.Parse(day, null));

    /// <summary>Every document of every container, as the store keeps it.</summary>
    private async Task<IReadOnlyList<string>> Everything()
    {
        var bodies = new List<string>();
        foreach (var container in Containers.All)
        {
            string? position = null;
            while (true)
            {
                var page = await host.Store.Changes(container, position, null, 1000);
                if (page.Items.Count == 0) { break; }
                bodies.AddRange(page.Items.Select(item => item.Body));
                position = page.Position;
            }
        }
        return bodies;
    }
}

/// <summary>A host whose clock one test moves, apart from the shared one.</summary>
internal sealed class Isolated : IDisposable
{
    public SharingHost Host { get; } = new();

    public async Task<SharingHost> Start()
    {
        await Host.InitializeAsync();
        return Host;
    }

    public void Dispose() => Host.DisposeAsync().GetAwaiter().GetResult();
}

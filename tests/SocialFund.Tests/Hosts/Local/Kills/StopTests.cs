using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using SocialFund.Funds.Budget;
using SocialFund.Kernel;
using SocialFund.Storage;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Hosts.Local.Kills;

public sealed class StopTests
{
    private const string Budget = """
        区划,险种,年度,项目编码,项目名称,金额（元）,已批复,控制方式
        630100,enterprise-pension,2026,basic-pension,基本养老金,123.45,是,刚性
        """;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Stop_WhenARequestIsUnderWay_FinishesItAndEndsWithZero(string signal)
    {
        using var folder = TemporaryFolder.InMemory();
        using var head = HeadProcess.Start(folder.Path);
        var address = (await head.Ready)!;
        using var http = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) })
        {
            BaseAddress = address,
        };
        using var body = new HeldContent(Budget);
        var ended = (Code: -1, Took: TimeSpan.Zero);
        async Task Stop()
        {
            await body.Begun;
            var stopped = head.Stop(signal);
            while (await Accepts(address)) { }
            body.Release();
            ended = await stopped;
        }
        await Task.WhenAll(Import(http, body), Stop());
        Assert.Equal(0, ended.Code);
        Assert.InRange(ended.Took, TimeSpan.Zero, Soon);
        using var documents = SqliteDocumentStore.Open(folder.File("documents.db"), TimeProvider.System);
        var line = await documents.Find<BudgetLine>(
            Containers.Budgets, "630100-11-2026", BudgetLine.IdOf("basic-pension"));
        Assert.Equal(123_45, line!.Value.Budgeted.Fen);
    }

    private static async Task Import(HttpClient http, HeldContent body)
    {
        try { await Send(http, body); }
        catch (Exception error)
        {
            // Any failure: the other half of the test would wait for ever.
            body.Fail(error);
            throw;
        }
    }

    private static async Task Send(HttpClient http, HttpContent body)
    {
        using var signIn = new HttpRequestMessage(HttpMethod.Post, "/api/identity/sessions");
        signIn.Headers.Add("Idempotency-Key", "sign-in-1");
        signIn.Content = JsonContent.Create(new { account = "p-clerk", password = "Demo@2026shebao" });
        using var session = await http.SendAsync(signIn);
        var token = (await session.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/budget/imports") { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("Idempotency-Key", "import-1");
        request.Headers.ExpectContinue = true;
        using var response = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static async Task<bool> Accepts(Uri address)
    {
        using var socket = new TcpClient();
        try
        {
            await socket.ConnectAsync(address.Host, address.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>A body that begins when the server asks for it, and ends when the test lets it.</summary>
    private sealed class HeldContent(string text) : HttpContent
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => _begun.Task;

        public void Release() => _released.SetResult();

        /// <summary>The request was over before its body began: whoever waits for that learns why.</summary>
        public void Fail(Exception error) => _begun.TrySetException(error);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            _begun.TrySetResult();
            await _released.Task;
            await stream.WriteAsync(Encoding.UTF8.GetBytes(text));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = Encoding.UTF8.GetByteCount(text);
            return true;
        }
    }
}

using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SocialFund.Exchange.Partners;
using SocialFund.Hosts.Pipeline.Soap;
using SocialFund.Kernel;
using SocialFund.Storage;
using SocialFund.Storage.Workflows;
using SocialFund.Tests.Oversight.Identity;
using SocialFund.Tests.Simulation;
using SocialFund.Tests.Support;
using Transfer = SocialFund.Exchange.Partners.Transfer;

namespace SocialFund.Tests.Exchange.Partners;

/// <summary>
/// One installation: the module over memory with the real engine, pump, cryptography and HTTP, on a clock that moves
/// only when told.
/// </summary>
internal sealed class PartnersWorld : IDisposable
{
    /// <summary>Friday, 11:00 in China.</summary>
    public static readonly DateTimeOffset Begin = new(2026, 11, 20, 3, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly JournaledEngine _engine;
    private readonly OutboxPump _pump;
    private readonly WebCalls _web = new();
    private int _keys;

    public PartnersWorld(string home = "630000", IWebCalls? web = null, IMessageHandler? listener = null)
    {
        Blobs = new MemoryBlobStore(Clock, bytes => Crypto.Sm3Of(bytes));
        Home = Division.Of(home);
        Module = new PartnersModule(new PartnerMeans(
            Store, Blobs, Crypto, Secrets, Sm2Keys.New, web ?? _web, new KnownAgencies(Agency), Home,
            _folder.File("work")));
        _engine = new JournaledEngine(
            Store, Clock, PartnersModule.Workflows, Module.Activities,
            (_, error) => throw new InvalidOperationException("The engine failed.", error), EngineLimits.OneByOne);
        IEnumerable<IMessageHandler> handlers = [new ListRowsHandler(Store), .. Module.Handlers(_engine)];
        _pump = new OutboxPump(
            Store, Clock, listener is null ? handlers : handlers.Append(listener),
            (key, error) => throw new InvalidOperationException(key, error));
    }

    public static readonly Agency Agency =
        new("630100YB", "某市医保中心", Division.Of("630100"), [Fund.EmployeeMedical]);

    public Division Home { get; }
    public NationalCrypto Crypto { get; } = new();
    public MemoryDocumentStore Store { get; } = new();
    public FakeClock Clock { get; } = new(Begin);
    public MemoryBlobStore Blobs { get; }
    public MemorySecrets Secrets { get; } = new();
    public PartnersModule Module { get; }

    public void Dispose()
    {
        _web.Dispose();
        Blobs.Dispose();
        _folder.Dispose();
    }

    /// <summary>Delivers and runs until only later times are waited for.</summary>
    public async Task Settle()
    {
        int delivered;
        do
        {
            delivered = 0;
            foreach (var container in new[] { Containers.Intake, Containers.System })
            {
                delivered += await _pump.RunOnce(container);
            }
            await _engine.RunUntilIdle();
        }
        while (delivered > 0);
    }

    public async Task Advance(TimeSpan span)
    {
        Clock.Advance(span);
        await Settle();
    }

    public Call CallOf(string part = "test") =>
        Call.System(part, Clock.GetUtcNow(), $"{part}-{_keys++}");

    /// <summary>Asks an endpoint as somebody who may everything below a division; its permission is checked.</summary>
    public async Task<Result<T>> Do<T>(object request, string? content = null, string division = "630000")
    {
        var grant = new Grant(Permission.All.Select(one => one.Code).ToHashSet(), null, Division.Of(division));
        var actor = new Actor("admin", "管理员甲", Division.Of(division), null, [grant]);
        var endpoint = Module.Endpoints.Single(one => one.Request == request.GetType());
        Assert.True(actor.May(((Access.Needs)endpoint.Access).Permission, ((IScoped)request).ScopeFor(actor)));
        var call = new Call(actor, Clock.GetUtcNow(), $"request{_keys}", $"key-{_keys++}")
        {
            Body = content is null ? Stream.Null : new MemoryStream(Encoding.UTF8.GetBytes(content)),
        };
        return (await endpoint.Handle(request, call)).TryGet(out var answer, out var problem) ? (T)answer : problem;
    }

    public async Task<BlobInfo> Drop(string name, byte[] content)
    {
        using var stream = new MemoryStream(content);
        return (await Blobs.Put(name, stream, onlyNew: false)).Require();
    }

    public Task<BlobInfo> Drop(string name, string content) => Drop(name, Encoding.UTF8.GetBytes(content));

    public async Task<byte[]> Bytes(string blob)
    {
        await using var found = await Blobs.Open(blob) ?? throw new FileNotFoundException(blob);
        using var copy = new MemoryStream();
        await found.Content.CopyToAsync(copy);
        return copy.ToArray();
    }

    public async Task<IReadOnlyList<string>> Names(string prefix)
    {
        var names = new List<string>();
        await foreach (var info in Blobs.List(prefix)) { names.Add(info.Name); }
        return names;
    }

    /// <summary>Runs a schedule once, as the clock would.</summary>
    public async Task<string> Run(string schedule)
    {
        var told = await Module.Schedules.Single(one => one.Name == schedule).Run(CallOf(schedule));
        await Settle();
        return told;
    }

    public async Task<IReadOnlyList<TransferRow>> Transfers(string? division = null) =>
        (await Store.Page<TransferRow>(
            Containers.Lists, ListRows.Partition(TransferRow.List, Division.Of(division ?? Home.Text)),
            new DocumentQuery(TransferRow.List) { OrderBy = "at", Limit = 1000 })).Items;

    public async Task<Transfer> Transfer(string id) => (await Module.Book.Find(id, default))!;

    /// <summary>The web service on Kestrel, at a free port.</summary>
    public Task<SmallServer> Soap()
    {
        var door = new SoapDoor(Module.Tax, Clock, NullLogger<SoapDoor>.Instance);
        return SmallServer.Start(app => door.Map(app));
    }
}

/// <summary>A real HTTP server on a free port.</summary>
internal sealed class SmallServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SmallServer(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    public static async Task<SmallServer> Start(Action<WebApplication> map)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        map(app);
        await app.StartAsync();
        return new SmallServer(app);
    }

    /// <summary>Answers everything with what the function says.</summary>
    public static Task<SmallServer> Answering(Func<HttpRequest, Task<(int Status, string Body)>> answer) =>
        Start(app => app.Run(async http =>
        {
            var (status, body) = await answer(http.Request);
            http.Response.StatusCode = status;
            await http.Response.WriteAsync(body);
        }));

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

using SocialFund.Analytics;
using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.History;
using SocialFund.Kernel;
using SocialFund.Storage;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Exchange.History;

/// <summary>The module over a real folder and DuckDB, asked through its endpoints.</summary>
internal sealed class HistoryWorld : IDisposable
{
    public static readonly Division Qinghai = Division.Of("630000");

    public static readonly Actor Clerk = Person("u-clerk", Qinghai, Permission.HistoryView, Permission.HistoryImport);

    private readonly TempFolder _folder = new();
    private readonly HistoryModule _module;
    // Keys are never used twice, whichever world asks.
    private static int _calls;

    public HistoryWorld(IBlobStore? blobs = null, IDocumentStore? store = null)
    {
        Blobs = blobs ?? new FolderBlobStore(_folder.Of("blobs"), new NationalCrypto());
        Documents = store ?? new MemoryDocumentStore();
        _module = new HistoryModule(Documents, Blobs, Duck, Catalogue.Shipped, _folder.Of("work"));
    }

    public DuckDatabase Duck { get; } = DuckDatabase.Open(new DuckOptions { MemoryBytes = 512L << 20, Threads = 2 });
    public IBlobStore Blobs { get; }
    public IDocumentStore Documents { get; }
    public HistoryInbox Inbox => _module.Inbox(Qinghai);

    public static Actor Person(string id, Division division, params Permission[] may) => new(
        id, "测试人", division, null,
        [new Grant(may.Select(permission => permission.Code).ToHashSet(), null, division)]);

    public Call NewCall(Actor? actor = null, byte[]? body = null)
    {
        var number = Interlocked.Increment(ref _calls);
        return new Call(
            actor ?? Clerk, new DateTimeOffset(2018, 3, 1, 2, 0, 0, TimeSpan.Zero).AddMinutes(number), $"r{number}",
            $"k{number}", $"h{number}")
        {
            Body = body is null ? Stream.Null : new MemoryStream(body),
        };
    }

    /// <summary>Asks through the door that takes such requests.</summary>
    public async Task<Result<T>> Try<T>(IScoped request, Actor? actor = null, byte[]? body = null) where T : notnull
    {
        var endpoint = _module.Endpoints.Single(each => each.Request == request.GetType());
        return (await endpoint.Handle(request, NewCall(actor, body))).TryGet(out var answer, out var problem)
            ? (T)answer : problem;
    }

    public async Task<T> Ask<T>(IScoped request, byte[]? body = null) where T : notnull =>
        (await Try<T>(request, body: body)).Require();

    public async Task<string> Refused<T>(IScoped request, Actor? actor = null, byte[]? body = null)
        where T : notnull =>
        (await Try<T>(request, actor, body)).TryGet(out _, out var problem) ? "" : problem.Code;

    public Task<HistoryTrial> Receive(string name, byte[] bytes) =>
        Ask<HistoryTrial>(new ReceiveHistory(name), bytes);

    public async Task<HistoryBatch> Import(string name, byte[] bytes, string? reason = null)
    {
        var trial = await Receive(name, bytes);
        return await Ask<HistoryBatch>(new AcceptTrial(trial.Id, Reason: reason));
    }

    /// <summary>A sheet from lines with | between cells; what looks like a number is one.</summary>
    public static Sheet SheetOf(string name, params string[] lines) => new(
        name,
        [
            .. lines.Select(line => (IReadOnlyList<SheetCell>)[.. line.Split('|')
                .Select(cell => new SheetCell(cell, IsNumber(cell)))]),
        ],
        []);

    private static bool IsNumber(string cell) =>
        cell.Length > 0 && cell.All(each => each is '-' or '.' or (>= '0' and <= '9'));

    public static byte[] BookOf(params Sheet[] sheets) => XlsxWriter.Write(sheets);

    public void Dispose()
    {
        Duck.Dispose();
        _folder.Dispose();
    }
}

using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Partners;

/// <summary>Something that lies at a front server for us.</summary>
/// <param name="Take">Removes it there, after it was taken in.</param>
internal sealed record FrontArrival(
    string Name, Func<CancellationToken, Task<Stream>> Open, Func<CancellationToken, Task> Take)
{
    public bool IsAck => Name.EndsWith(PackageAck.Ending, StringComparison.Ordinal);
}

/// <summary>The way to a front server and back. At least once: a repeat is known by its digest.</summary>
internal interface IFront
{
    FrontAdapter Adapter { get; }

    /// <param name="name">Of a package, or of an acknowledgement (<see cref="PackageAck.Ending"/>).</param>
    Task<Result<Done>> Send(FrontNode link, string name, Stream content, Call call);

    /// <summary>What lies there, oldest name first. Fails as a whole: the next look finds the same.</summary>
    Task<Result<IReadOnlyList<FrontArrival>>> Look(FrontNode link, Call call);
}

/// <summary>
/// Folders that the front server shares: <c>exchange/front/{node}/out</c> goes there, <c>in</c> and <c>ack</c> come
/// from there.
/// </summary>
/// <param name="isMarked">
/// As FTP needs it, which has no whole writes: a name ending in <c>.tmp</c> first, and a mark <c>.ok</c> last; what has
/// no mark yet is left alone.
/// </param>
internal sealed class FolderFront(IBlobStore blobs, bool isMarked) : IFront
{
    public const string Mark = ".ok";

    private const string Temporary = ".tmp";

    public FrontAdapter Adapter => isMarked ? FrontAdapter.Ftp : FrontAdapter.Folder;

    public static string Place(FrontNode link, string folder) => $"exchange/front/{link.Id}/{folder}/";

    public async Task<Result<Done>> Send(FrontNode link, string name, Stream content, Call call)
    {
        var target = Place(link, "out") + name;
        if (!isMarked) { return await Put(target, content, call.Stopping); }
        if (!(await Put(target + Temporary, content, call.Stopping)).TryGet(out _, out var problem)) { return problem; }
        await using (var written = (await blobs.Open(target + Temporary, call.Stopping))!)
        {
            await Put(target, written.Content, call.Stopping);
        }
        await blobs.Delete(target + Temporary, call.Stopping);
        return await Put(target + Mark, Stream.Null, call.Stopping);
    }

    public async Task<Result<IReadOnlyList<FrontArrival>>> Look(FrontNode link, Call call)
    {
        var found = new List<FrontArrival>();
        foreach (var folder in new[] { "in", "ack" })
        {
            var names = new List<string>();
            await foreach (var info in blobs.List(Place(link, folder), call.Stopping)) { names.Add(info.Name); }
            var whole = isMarked
                ? names.Where(name => names.Contains(name + Mark))
                : names.Where(name => !name.EndsWith(Temporary, StringComparison.Ordinal));
            found.AddRange(whole.Where(name => name.EndsWith(".zip", StringComparison.Ordinal)
                || name.EndsWith(PackageAck.Ending, StringComparison.Ordinal)).Select(ArrivalOf));
        }
        return Result.Of<IReadOnlyList<FrontArrival>>(found);
    }

    private FrontArrival ArrivalOf(string blob) => new(
        blob[(blob.LastIndexOf('/') + 1)..],
        async stopping => (await blobs.Open(blob, stopping))?.Content
            ?? throw new FileNotFoundException($"{blob} is gone."),
        async stopping =>
        {
            await blobs.Delete(blob, stopping);
            await blobs.Delete(blob + Mark, stopping);
        });

    private async Task<Result<Done>> Put(string name, Stream content, CancellationToken stopping) =>
        (await blobs.Put(name, content, onlyNew: false, stopping)).TryGet(out _, out var problem)
            ? Done.Value
            : problem;
}

/// <summary>
/// A front server with an HTTP service: <c>PUT {address}/out/{name}</c> hands over, <c>GET {address}/in</c> lists what
/// lies there line by line, <c>GET</c> and <c>DELETE {address}/in/{name}</c> fetch and remove it.
/// </summary>
internal sealed class HttpFront(IWebCalls web) : IFront
{
    /// <summary>More names come with the next look.</summary>
    private const int ListBytesMax = 1 << 20;

    public FrontAdapter Adapter => FrontAdapter.Http;

    public async Task<Result<Done>> Send(FrontNode link, string name, Stream content, Call call)
    {
        var type = name.EndsWith(PackageAck.Ending, StringComparison.Ordinal) ? "application/xml" : "application/zip";
        var question = new WebQuestion(HttpMethod.Put, AddressOf(link, $"out/{name}"), type, content);
        return (await Ask(question, call)).TryGet(out var answer, out var problem) ? Close(answer) : problem;
    }

    public async Task<Result<IReadOnlyList<FrontArrival>>> Look(FrontNode link, Call call)
    {
        var question = new WebQuestion(HttpMethod.Get, AddressOf(link, "in"));
        if (!(await Ask(question, call)).TryGet(out var answer, out var problem)) { return problem; }
        using (answer)
        {
            if (await SmallBody.Read(answer.Body, ListBytesMax, call.Stopping) is not { } list)
            {
                return new CarriageFailed("前置机的收件清单过长");
            }
            var names = Encoding.UTF8.GetString(list).Split('\n', StringSplitOptions.TrimEntries);
            return Result.Of<IReadOnlyList<FrontArrival>>(
            [
                .. names.Where(name => BlobName.IsValid(name) && !name.Contains('/', StringComparison.Ordinal))
                    .Select(name => ArrivalOf(AddressOf(link, $"in/{name}"), name, call)),
            ]);
        }
    }

    private FrontArrival ArrivalOf(Uri address, string name, Call call) => new(
        name,
        async _ => (await Ask(new WebQuestion(HttpMethod.Get, address), call)).TryGet(out var answer, out var problem)
            ? answer.Body
            : throw new IOException(problem.Message),
        async _ =>
        {
            // What could not be removed comes again and is known as a repeat.
            if ((await Ask(new WebQuestion(HttpMethod.Delete, address), call)).TryGet(out var answer, out var _))
            {
                answer.Dispose();
            }
        });

    private async Task<Result<WebAnswer>> Ask(WebQuestion question, Call call)
    {
        if (!(await web.Ask(question, call.Stopping)).TryGet(out var answer, out var problem)) { return problem; }
        if (answer.IsGood) { return answer; }
        using (answer)
        {
            var text = $"前置机返回 HTTP {answer.Status}";
            return answer.MayPass ? new CarriageFailed(text) : new CarriageRefused(text);
        }
    }

    private static Done Close(WebAnswer answer)
    {
        answer.Dispose();
        return Done.Value;
    }

    private static Uri AddressOf(FrontNode link, string path) =>
        new($"{(link.Address ?? "").TrimEnd('/')}/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}");
}

/// <summary>A package or acknowledgement on its way through a queue.</summary>
/// <param name="Blob">Where its content lies.</param>
public sealed record QueuedPackage(string Node, string Name, string Blob)
{
    /// <summary>For the connector of a front server's message queue to take and send on.</summary>
    public const string OutTopic = "exchange.queue.out";

    /// <summary>What the connector brought.</summary>
    public const string InTopic = "exchange.queue.in";
}

/// <summary>Messages over the outbox of partition <c>queue-{node}</c>: in order, at least once.</summary>
public sealed class QueueFront(IDocumentStore store, IBlobStore blobs) : IFront
{
    FrontAdapter IFront.Adapter => FrontAdapter.Queue;

    async Task<Result<Done>> IFront.Send(FrontNode link, string name, Stream content, Call call) =>
        await Put(link.Id, link.Division, name, content, QueuedPackage.OutTopic, call);

    /// <summary>What comes is delivered; there is nothing to look for.</summary>
    Task<Result<IReadOnlyList<FrontArrival>>> IFront.Look(FrontNode link, Call call) =>
        Task.FromResult(Result.Of<IReadOnlyList<FrontArrival>>([]));

    /// <summary>Takes a message from a front server's queue; the connector calls it.</summary>
    public Task<Result<Done>> Arrive(string node, Division division, string name, Stream content, Call call) =>
        Put(node, division, name, content, QueuedPackage.InTopic, call);

    private async Task<Result<Done>> Put(
        string node, Division division, string name, Stream content, string topic, Call call)
    {
        var blob = $"transfers/queue/{node}/{topic[(topic.LastIndexOf('.') + 1)..]}/{name}";
        if (!(await blobs.Put(blob, content, onlyNew: false, call.Stopping)).TryGet(out var info, out var problem))
        {
            return problem;
        }
        return await store.Apply<Done>(Containers.Intake, $"queue-{node}", call, unit =>
        {
            unit.Emit(topic, new QueuedPackage(node, name, info.Name));
            unit.Audit(topic, new Scope(division), $"消息队列 {node}：{name}");
            return Task.FromResult<Result<Done>>(Done.Value);
        });
    }
}

using System.Reflection;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Partners;

public enum NodeRole
{
    /// <summary>A central server: a receiver of packages, never an address.</summary>
    Central = 1,

    /// <summary>A front server (前置机) of a province, city or county.</summary>
    Front,
}

/// <summary>How packages go to and from a front server.</summary>
public enum FrontAdapter
{
    /// <summary>Files in <c>exchange/front/{node}/out|in|ack/</c>.</summary>
    Folder = 1,

    /// <summary>The same, as FTP needs it: a temporary name, then the name, then a mark <c>.ok</c>.</summary>
    Ftp,

    /// <summary>The front server's own HTTP service.</summary>
    Http,

    /// <summary>Messages over the outbox.</summary>
    Queue,
}

/// <summary>A node of the exchange: ministry → province → city → county. Data: nodes.json.</summary>
/// <param name="Parent">The node above; null for the centre.</param>
/// <param name="Adapter">Null for a central server.</param>
/// <param name="Address">With <see cref="FrontAdapter.Http"/>; never of a central server.</param>
/// <param name="PublicKey">SM2, hex 04…; once registered, its packages must be signed.</param>
/// <param name="Hosts">Domains of a central server, which nothing of ours may call.</param>
public sealed record FrontNode(
    string Id, string Name, NodeRole Role, Division Division, string? Parent, FrontAdapter? Adapter = null,
    string? Address = null, string? PublicKey = null, IReadOnlyList<string>? Hosts = null);

/// <summary>The nodes as this installation sees them: its own front server, those below it, and the rest.</summary>
public sealed class NodeMap(IReadOnlyList<FrontNode> nodes, Division home)
{
    public IReadOnlyList<FrontNode> All => nodes;

    /// <summary>Our own front server; null where an installation exchanges no packages.</summary>
    public FrontNode? Own { get; } = nodes.FirstOrDefault(node => node.Role == NodeRole.Front && node.Division == home);

    /// <summary>The front servers that we hand packages to and take them from.</summary>
    public IEnumerable<FrontNode> Links => Own is null ? [] : [Own, .. nodes.Where(node => node.Parent == Own.Id)];

    public FrontNode? Find(string id) => nodes.FirstOrDefault(node => node.Id == id);

    /// <summary>
    /// The front server that a package for this node is handed to: the child on its way down, else our own, which
    /// passes it up. Never the node itself when that is a central server.
    /// </summary>
    public FrontNode? LinkTo(FrontNode receiver)
    {
        for (FrontNode? node = receiver; node is not null; node = node.Parent is { } parent ? Find(parent) : null)
        {
            if (Own is not null && node.Parent == Own.Id) { return node; }
        }
        return Own;
    }
}

/// <summary>Reads the nodes: those that ship, each replaced by what an administrator saved.</summary>
public sealed class NodeRegister(IDocumentStore store, Division home)
{
    internal const string Type = "node";

    public static IReadOnlyList<FrontNode> Shipped { get; } = Json.Read<IReadOnlyList<FrontNode>>(
        EmbeddedText.Read(Assembly.GetExecutingAssembly(), "nodes.json"));

    public async Task<NodeMap> Map(CancellationToken stopping)
    {
        var nodes = Shipped.ToDictionary(node => node.Id);
        var query = new DocumentQuery(Type) { Limit = DocumentQuery.LimitMax };
        var page = await store.Query(Containers.System, PartnerRegister.Partition, query, stopping);
        foreach (var saved in page.Items.Select(document => document.As<FrontNode>())) { nodes[saved.Id] = saved; }
        return new NodeMap([.. nodes.Values.OrderBy(node => node.Id, StringComparer.Ordinal)], home);
    }

    /// <returns>Null, or <see cref="CentralNotAddressable"/>.</returns>
    public async Task<Problem?> CheckAddress(Uri address, CancellationToken stopping) =>
        (await Map(stopping)).All.SelectMany(node => node.Hosts ?? []).Any(host => IsBelow(address.Host, host))
            ? new CentralNotAddressable(address.Host)
            : null;

    private static bool IsBelow(string host, string domain) =>
        host.TrimEnd('.').Equals(domain, StringComparison.OrdinalIgnoreCase)
        || host.TrimEnd('.').EndsWith($".{domain}", StringComparison.OrdinalIgnoreCase);
}

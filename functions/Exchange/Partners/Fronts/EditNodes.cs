using SocialFund.Kernel;

namespace SocialFund.Exchange.Partners;

/// <param name="IsOwn">Ours; <paramref name="IsLink"/> when packages are handed to it directly.</param>
/// <param name="LastSerial">The highest package number that came from it.</param>
/// <param name="Missing">Numbers below it that did not come.</param>
public sealed record NodeView(
    FrontNode Node, bool IsOwn, bool IsLink, int LastSerial, IReadOnlyList<int> Missing, DateTimeOffset? LastAt,
    string? OwnPublicKey);

/// <summary>The nodes of the exchange with what is missing from each.</summary>
public sealed record ListNodes(Division? Division = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => new(Division ?? actor.Division);

    internal static Endpoint Endpoint(IDocumentStore store, NodeRegister nodes, PackageKeys keys) =>
        Kernel.Endpoint.Of<ListNodes, Page<NodeView>>(
            HttpMethod.Get, "partners/nodes", Permission.ExchangeView, "交换节点", async (_, call) =>
            {
                var map = await nodes.Map(call.Stopping);
                var views = new List<NodeView>();
                foreach (var node in map.All) { views.Add(await ViewOf(node, map, store, keys, call)); }
                return new Page<NodeView>(views, views.Count, null);
            });

    private static async Task<NodeView> ViewOf(
        FrontNode node, NodeMap map, IDocumentStore store, PackageKeys keys, Call call)
    {
        var sequence = (await store.Find<IncomingSequence>(
            Containers.Intake, SequenceDocuments.Partition(node.Id), IncomingSequence.DocumentId,
            call.Stopping))?.Value ?? IncomingSequence.None;
        var isOwn = node.Id == map.Own?.Id;
        return new NodeView(
            node, isOwn, map.Links.Contains(node), sequence.Highest, sequence.Missing, sequence.LastAt,
            isOwn ? (await keys.Of(node.Id, call.Stopping)).PublicKey : null);
    }
}

/// <summary>Sets how a front server is reached and what its packages are proved with.</summary>
/// <param name="Division">Of the installation.</param>
public sealed record SaveNode(
    string Id, Division Division, FrontAdapter Adapter, string? Address = null, string? PublicKey = null) : IScoped
{
    private const int PublicKeyLength = 130;

    public Scope ScopeFor(Actor actor) => new(Division);

    internal static Endpoint Endpoint(IDocumentStore store, NodeRegister nodes) =>
        Kernel.Endpoint.Of<SaveNode, FrontNode>(
            HttpMethod.Put, "partners/nodes/{id}", Permission.SettingChange, "设置前置机",
            (command, call) => Handle(command, call, store, nodes));

    private static async Task<Result<FrontNode>> Handle(
        SaveNode command, Call call, IDocumentStore store, NodeRegister nodes)
    {
        var map = await nodes.Map(call.Stopping);
        if (!Decide(command, map).TryGet(out var node, out var problem)) { return problem; }
        if (node.Address is { } address && await nodes.CheckAddress(new Uri(address), call.Stopping) is { } central)
        {
            return Result.No<FrontNode>(central);
        }
        return await store.Apply<FrontNode>(Containers.System, PartnerRegister.Partition, call, async unit =>
        {
            var id = $"node-{node.Id}";
            await unit.Find<FrontNode>(id);
            unit.Save(id, NodeRegister.Type, node);
            unit.Audit("exchange.node", new Scope(command.Division), $"设置前置机 {node.Id}：{node.Adapter}");
            return node;
        });
    }

    /// <summary>The rule itself. Pure.</summary>
    /// <returns>Or the first of <see cref="NodeUnknown"/>, <see cref="CentralNotAddressable"/>,
    /// <see cref="PartnerInvalid"/>.</returns>
    internal static Result<FrontNode> Decide(SaveNode command, NodeMap map)
    {
        // The nodes belong to the installation: whoever administers its division sets them, the centre's key too.
        if (map.Find(command.Id) is not { } node || map.Own?.Division != command.Division)
        {
            return new NodeUnknown(command.Id);
        }
        if (node.Role == NodeRole.Central && command.Address is not null)
        {
            return new CentralNotAddressable(node.Name);
        }
        var isHttp = command.Adapter == FrontAdapter.Http;
        if (isHttp != (command.Address is not null)
            || (isHttp && !(Uri.TryCreate(command.Address, UriKind.Absolute, out var uri)
                && uri.Scheme is "https" or "http")))
        {
            return new PartnerInvalid("HTTP 适配器须有完整的服务地址，其他适配器不填地址。");
        }
        if (command.PublicKey is { } key && (key.Length != PublicKeyLength || !key.All(char.IsAsciiHexDigit)))
        {
            return new PartnerInvalid("SM2 公钥为 04 开头的 130 位十六进制数。");
        }
        return node with
        {
            Adapter = node.Role == NodeRole.Central ? null : command.Adapter,
            Address = command.Address,
            PublicKey = command.PublicKey,
        };
    }
}

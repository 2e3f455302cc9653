using System.Text.RegularExpressions;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Partners;

/// <summary>A partner without what leads to its password.</summary>
/// <param name="User">For web services; null when there is no password.</param>
/// <param name="Since">When the password was last renewed.</param>
public sealed record PartnerView(
    string Id, string Name, PartnerKind Kind, Division Division, string Folder,
    IReadOnlyList<PartnerChannel> Channels, IReadOnlyList<ExpectedDelivery> Deliveries, bool IsOpen, string? User,
    DateTimeOffset? Since)
{
    internal static PartnerView Of(Partner partner) => new(
        partner.Id, partner.Name, partner.Kind, partner.Division, partner.Folder, partner.Channels, partner.Deliveries,
        partner.IsOpen, partner.Credential?.User, partner.Credential?.Since);
}

/// <summary>The partners that a division and those below it look after.</summary>
public sealed record ListPartners(Division? Division = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => new(Division ?? actor.Division);

    internal static Endpoint Endpoint(PartnerRegister partners) => Kernel.Endpoint.Of<ListPartners, Page<PartnerView>>(
        HttpMethod.Get, "partners/list", Permission.ExchangeView, "交换单位", async (request, call) =>
        {
            var division = request.Division ?? call.Actor.Division;
            var views = (await partners.All(call.Stopping)).Where(partner => division.Contains(partner.Division))
                .Select(PartnerView.Of).ToList();
            return new Page<PartnerView>(views, views.Count, null);
        });
}

/// <summary>Adds or changes a partner; its password is renewed apart.</summary>
public sealed partial record SavePartner(
    string Id, string Name, PartnerKind Kind, Division Division, string Folder,
    IReadOnlyList<PartnerChannel> Channels, IReadOnlyList<ExpectedDelivery> Deliveries, bool IsOpen) : IScoped
{
    private const int DeliveriesMax = 50;

    public Scope ScopeFor(Actor actor) => new(Division);

    internal static Endpoint Endpoint(IDocumentStore store, NodeRegister nodes) =>
        Kernel.Endpoint.Of<SavePartner, PartnerView>(
            HttpMethod.Put, "partners/list/{id}", Permission.SettingChange, "设置交换单位",
            (command, call) => Handle(command, call, store, nodes));

    private static async Task<Result<PartnerView>> Handle(
        SavePartner command, Call call, IDocumentStore store, NodeRegister nodes)
    {
        var map = await nodes.Map(call.Stopping);
        if (Decide(command, map) is { } problem) { return problem; }
        foreach (var address in command.Channels.Select(channel => channel.Address).OfType<string>())
        {
            if (await nodes.CheckAddress(new Uri(address), call.Stopping) is { } central)
            {
                return Result.No<PartnerView>(central);
            }
        }
        return await store.Apply<PartnerView>(Containers.System, PartnerRegister.Partition, call, async unit =>
        {
            var known = await PartnerRegister.Find(unit, command.Id);
            // Who may change a partner must look after it before and after the change.
            if (known is not null && !call.May(Permission.SettingChange, known.Scope))
            {
                return new NotAllowed(Permission.SettingChange.Title);
            }
            var partner = new Partner(
                command.Id, command.Name.Trim(), command.Kind, command.Division, command.Folder, command.Channels,
                command.Deliveries, known?.Credential, command.IsOpen);
            unit.Save(partner.Id, PartnerRegister.Type, partner);
            unit.Audit("partner.save", partner.Scope,
                $"设置交换单位 {partner.Id}：{(partner.IsOpen ? "启用" : "停用")}，{partner.Channels.Count} 个通道，"
                + $"{partner.Deliveries.Count} 项应报内容");
            return PartnerView.Of(partner);
        });
    }

    /// <summary>The rule itself. Pure.</summary>
    /// <returns>Null, or <see cref="PartnerInvalid"/>, <see cref="NodeUnknown"/>.</returns>
    internal static Problem? Decide(SavePartner command, NodeMap map)
    {
        if (!IdForm().IsMatch(command.Id)) { return new PartnerInvalid("编号须为 2 至 32 位字母、数字或连字符。"); }
        if (command.Name.Trim().Length is 0 or > 60) { return new PartnerInvalid("名称为 1 至 60 个字。"); }
        if (!BlobName.IsValid(command.Folder) || command.Folder.Length > 60)
        {
            return new PartnerInvalid("收件目录含有不允许的字符。");
        }
        if (command.Channels.Count == 0) { return new PartnerInvalid("至少要有一个通道。"); }
        if (command.Channels.DistinctBy(channel => channel.Kind).Count() != command.Channels.Count)
        {
            return new PartnerInvalid("同一种通道只能有一个。");
        }
        return command.Channels.Select(channel => Check(command, channel, map))
            .Append(CheckDeliveries(command.Deliveries)).FirstOrDefault(problem => problem is not null);
    }

    private static Problem? Check(SavePartner command, PartnerChannel channel, NodeMap map)
    {
        // R-6.1-01: what belongs to the ministry's platform passes front servers and nothing else.
        if (command.Kind == PartnerKind.Platform != (channel.Kind == ChannelKind.Front))
        {
            return new PartnerInvalid("部级平台和级联节点只能使用前置机通道，其他单位不使用前置机通道。");
        }
        if (channel.Kind == ChannelKind.Front && map.Find(channel.Node ?? "") is null)
        {
            return new NodeUnknown(channel.Node ?? "");
        }
        if (channel.Address is not { } address) { return null; }
        if (channel.Kind != ChannelKind.Soap) { return new PartnerInvalid("只有 SOAP 通道需要服务地址。"); }
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"
            ? null
            : new PartnerInvalid("服务地址须为 https:// 或 http:// 开头的完整地址。");
    }

    private static PartnerInvalid? CheckDeliveries(IReadOnlyList<ExpectedDelivery> deliveries)
    {
        if (deliveries.Count > DeliveriesMax || deliveries.DistinctBy(one => one.Id).Count() != deliveries.Count)
        {
            return new PartnerInvalid($"应报内容最多 {DeliveriesMax} 项，编号不能重复。");
        }
        var wrong = deliveries.FirstOrDefault(one => !IdForm().IsMatch(one.Id) || one.DeadlineDay is < 1 or > 180
            || one.Name.Trim().Length == 0 || !DeliveryPattern.IsValid(one.Pattern));
        return wrong is null
            ? null
            : new PartnerInvalid($"应报内容“{wrong.Name}”的编号、文件名样式（须含一个 {{period}}）或期限（1 至 180 日）有误。");
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9-]{1,31}\z")]
    private static partial Regex IdForm();
}

/// <param name="Password">Told once, in this answer; only its place is kept.</param>
public sealed record NewPassword(string User, string Password);

/// <summary>
/// Renews a partner's password: a random one for those who call us; or the one that a partner gave us for calling it.
/// </summary>
/// <param name="Password">What the partner gave; null makes one.</param>
public sealed record RenewPassword(string Id, Division Division, string User, string? Password = null) : IScoped
{
    private const int PasswordMin = 8;
    private const int UserMax = 40;

    public Scope ScopeFor(Actor actor) => new(Division);

    internal static Endpoint Endpoint(IDocumentStore store, PartnerRegister partners, PartnerSecrets secrets) =>
        Kernel.Endpoint.Of<RenewPassword, NewPassword>(
            HttpMethod.Post, "partners/list/{id}/password", Permission.SettingChange, "更新交换单位口令",
            (command, call) => Handle(command, call, store, partners, secrets));

    private static async Task<Result<NewPassword>> Handle(
        RenewPassword command, Call call, IDocumentStore store, PartnerRegister partners, PartnerSecrets secrets)
    {
        var user = command.User.Trim();
        if (user.Length is 0 or > UserMax) { return new PartnerInvalid($"用户名为 1 至 {UserMax} 个字符。"); }
        if (command.Password is { Length: < PasswordMin }) { return new PartnerInvalid($"口令至少 {PasswordMin} 位。"); }
        if (await partners.OfUser(user, call.Stopping) is { } other && other.Id != command.Id)
        {
            return new PartnerInvalid($"用户名“{user}”已由“{other.Name}”使用。");
        }
        // The password goes to the secrets under a name of its own and never into a document, the kept answer included.
        var secret = $"partner-{command.Id.ToLowerInvariant()}-{call.RequestId.ToLowerInvariant()}";
        var changed = await store.Apply<Done>(Containers.System, PartnerRegister.Partition, call, async unit =>
        {
            if (await PartnerRegister.Find(unit, command.Id) is not { } partner || partner.Division != command.Division)
            {
                return new NotFound("交换单位", command.Id);
            }
            unit.Save(partner.Id, PartnerRegister.Type, partner with
            {
                Credential = new CredentialReference(user, secret, call.Now),
            });
            unit.Audit("partner.password", partner.Scope, $"更新交换单位 {partner.Id} 的口令");
            return Done.Value;
        });
        if (!changed.TryGet(out _, out var problem)) { return problem; }
        if (call.Origin.IsKept) { return new IdReused(call.IdempotencyKey!); }
        var kept = await secrets.Keep(secret, command.Password ?? PartnerSecrets.NewPassword(), call.Stopping);
        return new NewPassword(user, command.Password is null ? kept : "");
    }
}

using SocialFund.Kernel;

namespace SocialFund.Exchange.Sharing;

/// <summary>
/// The security administrator says what a consumer may call, and how much. Replaces what held before.
/// </summary>
/// <param name="Grants">At most one a subject; none: it may call nothing.</param>
public sealed record SetSharedGrants(
    ConsumerId Id, IReadOnlyList<SharedGrant> Grants, ConsumerQuota Quota) : IScoped
{
    /// <summary>A grant by division of every county of a province.</summary>
    private const int DivisionsMax = 200;

    public Scope ScopeFor(Actor actor) => Id.Scope;

    internal static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<SetSharedGrants, Done>(
        HttpMethod.Put, "sharing/consumers/{id}/grants", Permission.GrantManage, "设置共享授权",
        async (request, call) => Decide(request, call) is { } problem
            ? problem
            : await ChangeConsumer.Apply(
                store, request.Id, call,
                consumer => consumer with
                {
                    Grants = [.. request.Grants.Select(Tidy)],
                    Quota = request.Quota,
                },
                "sharing.grants.set", Detail(request)));

    /// <returns>invalid_value with the place, <see cref="NotAllowed"/> where the administrator himself may not grant,
    /// or nothing.</returns>
    internal static Problem? Decide(SetSharedGrants request, Call call)
    {
        if (request.Quota.CallsPerDay is < 1 or > ConsumerQuota.CallsMax)
        {
            return new InvalidValue("quota.callsPerDay", $"应为1至{ConsumerQuota.CallsMax}次。");
        }
        if (request.Quota.RowsPerCall is < 1 or > ConsumerQuota.RowsMax)
        {
            return new InvalidValue("quota.rowsPerCall", $"应为1至{ConsumerQuota.RowsMax}行。");
        }
        for (var index = 0; index < request.Grants.Count; index++)
        {
            var grant = request.Grants[index];
            if (Fault(grant, request.Grants.Take(index)) is { } fault)
            {
                return new InvalidValue($"grants[{index}].{fault.Field}", fault.Why);
            }
            if (!MayGrant(grant, call)) { return new NotAllowed(Permission.GrantManage.Title); }
        }
        return null;
    }

    private static (string Field, string Why)? Fault(SharedGrant grant, IEnumerable<SharedGrant> before)
    {
        if (SharedSubjects.Find(grant.Subject) is not { } subject)
        {
            return ("subject", $"没有共享主题“{grant.Subject}”。");
        }
        if (before.Any(other => other.Subject == grant.Subject)) { return ("subject", $"“{subject.Name}”重复授权。"); }
        if (grant.Fields is { Count: 0 }) { return ("fields", "请至少选择一个字段。"); }
        if (grant.Fields?.FirstOrDefault(field => subject.Column(field) is null) is { } unknown)
        {
            return ("fields", $"“{subject.Name}”没有字段“{unknown}”。");
        }
        if (grant.Divisions.Count is 0 or > DivisionsMax) { return ("divisions", $"请选择1至{DivisionsMax}个区划。"); }
        if (grant.Divisions.Any(division => !Divisions.IsKnown(division)))
        {
            return ("divisions", "含有不存在的区划。");
        }
        if (grant.Funds is { Count: 0 }) { return ("funds", "请至少选择一个险种，或选择全部险种。"); }
        return grant.Until < grant.From ? ("until", "截止日期不能早于开始日期。") : null;
    }

    /// <summary>Nobody gives away what lies outside his own part.</summary>
    private static bool MayGrant(SharedGrant grant, Call call) => grant.Divisions.All(division =>
        grant.Funds is { } funds
            ? funds.All(fund => call.May(Permission.GrantManage, new Scope(division, fund)))
            : call.May(Permission.GrantManage, new Scope(division)));

    /// <summary>Leaves out what lies in another division of the same grant, so that no row comes twice.</summary>
    private static SharedGrant Tidy(SharedGrant grant) => grant with
    {
        Divisions =
        [
            .. grant.Divisions.Distinct()
                .Where(each => !grant.Divisions.Any(other => other != each && other.Contains(each)))
                .OrderBy(each => each.Text, StringComparer.Ordinal),
        ],
        Funds = grant.Funds is { } funds ? [.. funds.Distinct().Order()] : null,
        Fields = grant.Fields is { } fields ? [.. fields.Distinct()] : null,
    };

    private static string Detail(SetSharedGrants request)
    {
        var subjects = request.Grants.Select(grant =>
            $"{SharedSubjects.Find(grant.Subject)!.Name}（{string.Join("、", grant.Divisions)}，"
            + $"{(grant.Fields is { } fields ? $"{fields.Count} 个字段" : "全部非敏感字段")}）");
        return $"设置 {request.Id} 的共享授权：{(request.Grants.Count == 0 ? "无" : string.Join("；", subjects))}；"
            + $"每日 {request.Quota.CallsPerDay} 次，每次 {request.Quota.RowsPerCall} 行";
    }
}

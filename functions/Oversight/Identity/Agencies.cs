using SocialFund.Kernel;

namespace SocialFund.Oversight.Identity;

/// <summary>The agencies; few hundreds in a province, so one partition.</summary>
public sealed class Agencies(IDocumentStore store) : IAgencies, IAgencyList
{
    internal const string Partition = "agencies";
    internal const string Document = "agency";

    public async Task<Agency?> Find(string code, CancellationToken stopping = default) =>
        (await store.Find<Agency>(Containers.Identity, Partition, code, stopping))?.Value;

    public async Task<IReadOnlyList<Agency>> Under(Division division, CancellationToken stopping = default)
    {
        var agencies = new List<Agency>();
        string? continuation = null;
        do
        {
            var query = new DocumentQuery(Document) { Limit = DocumentQuery.LimitMax, Continuation = continuation };
            var page = await store.Query(Containers.Identity, Partition, query, stopping);
            agencies.AddRange(page.Items.Select(item => item.As<Agency>()));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return [.. agencies.Where(agency => division.Contains(agency.Division))];
    }
}

/// <summary>The agencies of a division and all below it, in the order of their codes.</summary>
public sealed record ListAgencies(Division? Division = null, int Limit = 500, string? Continuation = null) : IScoped
{
    public static Endpoint Endpoint(IdentityServices services) =>
        Kernel.Endpoint.Of<ListAgencies, Page<Agency>>(
            HttpMethod.Get, "identity/agencies", Permission.UserView, "经办机构列表",
            (request, call) => request.Handle(call, services));

    public Scope ScopeFor(Actor actor) => Division is { } division
        ? new Scope(division)
        : SomewhereScope.Of(actor, Permission.UserView);

    private async Task<Result<Page<Agency>>> Handle(Call call, IdentityServices services)
    {
        if (Limit is < 1 or > DocumentQuery.LimitMax)
        {
            return new InvalidValue("limit", $"应为1至{DocumentQuery.LimitMax}。");
        }
        var division = ScopeFor(call.Actor).Division;
        var query = new DocumentQuery(Agencies.Document)
        {
            Where = [new Filter("division", Comparison.StartsWith, division.Text[..(division.Level * 2)])],
            Limit = Limit,
            Continuation = Continuation,
        };
        return await services.Store.Page<Agency>(Containers.Identity, Agencies.Partition, query, call.Stopping);
    }
}

/// <summary>The system administrator registers an agency.</summary>
/// <param name="PublicKey">SM2 public key, hex 04…; once registered, its manifests must be signed.</param>
public sealed record CreateAgency(
    string Code, string Name, Division Division, IReadOnlyList<Fund> Funds, string? PublicKey = null) : IScoped
{
    public static Endpoint Endpoint(IdentityServices services) =>
        Kernel.Endpoint.Of<CreateAgency, Agency>(
            HttpMethod.Post, "identity/agencies", Permission.UserManage, "登记经办机构",
            (request, call) => request.Handle(call, services));

    public Scope ScopeFor(Actor actor) => new(Division);

    private async Task<Result<Agency>> Handle(Call call, IdentityServices services)
    {
        if (Code.Length is < 1 or > 20 || !Code.All(char.IsAsciiLetterOrDigit))
        {
            return new InvalidValue("code", "机构代码须为1至20位字母或数字。");
        }
        if (Name.Trim().Length is < 1 or > 100) { return new InvalidValue("name", "机构名称须为1至100个字。"); }
        if (!Divisions.IsKnown(Division)) { return new InvalidValue("division", $"没有区划“{Division}”。"); }
        return await services.Store.Apply<Agency>(Containers.Identity, Agencies.Partition, call, async unit =>
        {
            if (await unit.Find<Agency>(Code) is not null) { return new AgencyTaken(Code); }
            var agency = new Agency(Code, Name.Trim(), Division, [.. Funds.Distinct()], PublicKey);
            unit.Create(Code, Agencies.Document, agency);
            unit.Audit("agency.create", new Scope(Division), $"登记经办机构 {Code}");
            return agency;
        });
    }
}

using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion;

/// <summary>Adds or changes an agency that may send files.</summary>
public sealed record RegisterAgency(
    string Code, string AgencyName, Division Division, IReadOnlyList<Fund> Funds, string? PublicKey = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => new(Division);

    public static Endpoint Endpoint(Agencies agencies) => Kernel.Endpoint.Of<RegisterAgency, Done>(
        HttpMethod.Put, "intake/agencies/{code}", Permission.SettingChange, "登记报送单位",
        (request, call) => Handle(request, call, agencies));

    private static async Task<Result<Done>> Handle(RegisterAgency request, Call call, Agencies agencies)
    {
        if (!SocialFund.Funds.Expenditure.RequestId.IsWord(request.Code)) { return new InvalidValue("code", "须为 1 至 20 位字母或数字。"); }
        if (!Divisions.IsKnown(request.Division)) { return new InvalidValue("division", "不是已知的区划。"); }
        var agency = new Agency(request.Code, request.AgencyName, request.Division, request.Funds, request.PublicKey);
        return await agencies.Register(agency, call);
    }

}

/// <summary>The agencies registered.</summary>
public sealed record ListAgencies(Division? Division = null, string? Continuation = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.IntakeView, Division, null);

    public static Endpoint Endpoint(Agencies agencies) => Kernel.Endpoint.Of<ListAgencies, Page<Agency>>(
        HttpMethod.Get, "intake/agencies", Permission.IntakeView, "报送单位",
        async (request, call) => await agencies.List(
            new DocumentQuery("agency") { Continuation = request.Continuation, Limit = 200 }, call.Stopping));
}

using SocialFund.Kernel;

namespace SocialFund.Oversight.Identity;

/// <summary>The accounts of a division and all below it, in the order of their ids.</summary>
/// <param name="Text">Part of account, name or agency.</param>
/// <param name="Role">Only holders of that role.</param>
public sealed record ListUsers(
    Division? Division = null, string? Text = null, string? Role = null, int Limit = 50, string? Continuation = null)
    : IScoped
{
    public static Endpoint Endpoint(IdentityServices services) =>
        Kernel.Endpoint.Of<ListUsers, Page<UserRow>>(
            HttpMethod.Get, "identity/users", Permission.UserView, "用户列表",
            (request, call) => request.Handle(call, services));

    public Scope ScopeFor(Actor actor) => Division is { } division
        ? new Scope(division)
        : SomewhereScope.Of(actor, Permission.UserView);

    private async Task<Result<Page<UserRow>>> Handle(Call call, IdentityServices services)
    {
        if (Limit is < 1 or > DocumentQuery.LimitMax)
        {
            return new InvalidValue("limit", $"应为1至{DocumentQuery.LimitMax}。");
        }
        var division = ScopeFor(call.Actor).Division;
        var filters = new List<Filter>
        {
            new("division.code", Comparison.StartsWith, division.Text[..(division.Level * 2)]),
        };
        if (!string.IsNullOrWhiteSpace(Text))
        {
            filters.Add(new Filter("search", Comparison.Contains, Text.Trim().ToLowerInvariant()));
        }
        if (!string.IsNullOrWhiteSpace(Role)) { filters.Add(new Filter("roleText", Comparison.Contains, $"|{Role}|")); }
        var query = new DocumentQuery(DirectoryRow.Document)
        {
            Where = filters,
            Limit = Limit,
            Continuation = Continuation,
        };
        var page = await services.Store.Page<DirectoryRow>(
            Containers.Identity, DirectoryRow.Partition, query, call.Stopping);
        return new Page<UserRow>([.. page.Items.Select(UserRow.Of)], page.Total, page.Continuation);
    }
}

/// <param name="State">active or disabled; a lock shows in the single view.</param>
public sealed record UserRow(
    string Id, string Account, string Name, Named Division, string? Agency, IReadOnlyList<Named> Roles, string State)
{
    internal static UserRow Of(DirectoryRow row) =>
        new(row.Id, row.Account, row.Name, row.Division, row.Agency, row.Roles, row.State);
}

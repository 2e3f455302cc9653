using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

/// <summary>What came of one row of a bulk command.</summary>
public sealed record RowResult(string Id, bool Done, string Code, string Message);

public sealed record BulkAnswer(int Done, int Refused, IReadOnlyList<RowResult> Rows);

/// <summary>Approves several requests, each by itself: a refused row leaves the others approved.</summary>
public sealed record ApproveMany(IReadOnlyList<RequestId> Ids, string? Opinion = null) : IScoped
{
    /// <summary>One screen page of rows; each is a commit of its own.</summary>
    public const int RowsMax = 200;

    public Scope ScopeFor(Actor actor) =>
        Ids.Count > 0 ? Ids[0].Scope : ListScope.Of(actor, Permission.RequestView, null, null);

    internal static Endpoint Endpoint(RequestChange requests) => Kernel.Endpoint.Of<ApproveMany, BulkAnswer>(
        HttpMethod.Post, "expenditure/approvals", Permission.RequestView, "批量同意",
        (command, call) => Handle(command, call, requests));

    private static async Task<Result<BulkAnswer>> Handle(ApproveMany command, Call call, RequestChange requests)
    {
        if (command.Ids.Count > RowsMax) { return new TooManyLines(command.Ids.Count, RowsMax); }
        var rows = new List<RowResult>();
        foreach (var id in command.Ids.DistinctBy(id => id.Text))
        {
            rows.Add(await One(new ApproveRequest(id, command.Opinion), RequestChange.Part(call, id.Text), requests));
        }
        return new BulkAnswer(rows.Count(row => row.Done), rows.Count(row => !row.Done), rows);
    }

    private static async Task<RowResult> One(ApproveRequest command, Call call, RequestChange requests)
    {
        var id = command.Id.Text;
        if (!call.May(Permission.RequestView, command.Id.Scope))
        {
            var refusal = new NotFound("用款申请", id);
            return new RowResult(id, false, refusal.Code, refusal.Message);
        }
        return (await ApproveRequest.Handle(command, call, requests)).TryGet(out var answer, out var problem)
            ? new RowResult(id, true, "ok", answer.StateTitle)
            : new RowResult(id, false, problem.Code, problem.Message);
    }
}

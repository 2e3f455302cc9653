using System.Globalization;
using SocialFund.Kernel;

namespace SocialFund.Oversight.Audit;

/// <summary>A sealed record as the audit administrator reads it.</summary>
/// <param name="Number">In the division's chain.</param>
/// <param name="SourceNumber">In the partition where it was written; 0 for the sealer's own alarms.</param>
public sealed record AuditView(
    long Number, DateTimeOffset At, string ActorId, string ActorName, string Action, string Detail, Division Division,
    Fund? Fund, string RequestId, string From, string Container, string Subject, long SourceNumber, string Digest)
{
    internal static AuditView Of(Link link)
    {
        var record = link.Read();
        return new AuditView(
            link.Number, record.At, record.ActorId, record.ActorName, record.Action, record.Detail, record.Division,
            record.Fund, record.RequestId, record.From, record.Container, record.Subject, record.Number, link.Digest);
    }
}

/// <summary>The sealed records of one division, newest first.</summary>
/// <param name="From">First day, in China.</param>
/// <param name="To">Last day, included.</param>
/// <param name="Action">An action or the beginning of one: <c>payment.</c>.</param>
/// <param name="Subject">The partition that was changed, for example a request's id.</param>
public sealed record ListRecords(
    Division? Division = null, DateOnly? From = null, DateOnly? To = null, string? Actor = null, string? Action = null,
    string? Subject = null, int Limit = 50, string? Continuation = null) : IScoped
{
    public static Endpoint Endpoint(IDocumentStore store) =>
        Kernel.Endpoint.Of<ListRecords, Page<AuditView>>(
            HttpMethod.Get, "audit/records", Permission.AuditView, "审计记录",
            (request, call) => request.Handle(call, store));

    public Scope ScopeFor(Actor actor) => new(Division ?? actor.Division);

    private async Task<Result<Page<AuditView>>> Handle(Call call, IDocumentStore store)
    {
        if (Limit is < 1 or > DocumentQuery.LimitMax)
        {
            return new InvalidValue("limit", $"应为1至{DocumentQuery.LimitMax}。");
        }
        var query = new DocumentQuery(Link.Document)
        {
            Where = [.. Filters()],
            Descending = true,
            Limit = Limit,
            Continuation = Continuation,
        };
        var partition = ScopeFor(call.Actor).Division.Text;
        var page = await store.Page<Link>(Containers.Audit, partition, query, call.Stopping);
        return new Page<AuditView>([.. page.Items.Select(AuditView.Of)], page.Total, page.Continuation);
    }

    private IEnumerable<Filter> Filters()
    {
        if (From is { } from) { yield return new Filter("record.at", Comparison.AtLeast, Start(from)); }
        if (To is { } to) { yield return new Filter("record.at", Comparison.AtMost, Start(to.AddDays(1))); }
        if (Text(Actor) is { } actor) { yield return Filter.Is("record.actorId", actor); }
        if (Text(Action) is { } action) { yield return new Filter("record.action", Comparison.StartsWith, action); }
        if (Text(Subject) is { } subject) { yield return Filter.Is("record.subject", subject); }
    }

    /// <summary>
    /// Instants are kept as UTC with offset, <c>2026-05-31T16:00:00+00:00</c>. Without the offset the text is just
    /// before that of the same second, so it bounds a day from both sides.
    /// </summary>
    private static string Start(DateOnly day) =>
        ChinaTime.StartOf(day).UtcDateTime.ToString("s", CultureInfo.InvariantCulture);

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}

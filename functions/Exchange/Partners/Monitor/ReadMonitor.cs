using SocialFund.Kernel;

namespace SocialFund.Exchange.Partners;

/// <param name="Late">Deliveries whose day has passed.</param>
/// <param name="Failing">Being retried or refused this month; <paramref name="Dead"/> of all time.</param>
public sealed record PartnerStatus(
    string Id, string Name, PartnerKind Kind, bool IsOpen, long TodayIn, long TodayOut, long MonthIn, long MonthOut,
    int Late, long Failing, long Dead, DateTimeOffset? LastAt);

public enum DeliveryState
{
    Came = 1,
    CameLate,

    /// <summary>Not there, and not due yet.</summary>
    Waiting,

    /// <summary>Not there, and its day has passed.</summary>
    Late,
}

/// <param name="Transfer">That brought it.</param>
public sealed record DeliveryStatus(
    string Partner, string PartnerName, string Delivery, string Name, string Period, DateOnly Due, DeliveryState State,
    DateTimeOffset? CameAt, string? Transfer);

public sealed record DayVolume(DateOnly Day, long Received, long Sent, long Bytes);

public sealed record MonitorView(
    DateOnly Day, IReadOnlyList<PartnerStatus> Partners, IReadOnlyList<DeliveryStatus> Deliveries,
    IReadOnlyList<DayVolume> Days, long Dead);

/// <summary>交换监控: for each partner what came, what is late, what failed.</summary>
public sealed record ReadMonitor(Division? Division = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => new(Division ?? actor.Division);

    internal static Endpoint Endpoint(MonitorBoard board) => Kernel.Endpoint.Of<ReadMonitor, MonitorView>(
        HttpMethod.Get, "partners/monitor", Permission.ExchangeView, "交换监控",
        async (request, call) => await board.Read(request.Division ?? call.Actor.Division, call));
}

/// <summary>Counts in the list of one division; nothing is scanned.</summary>
internal sealed class MonitorBoard(IDocumentStore store, PartnerRegister partners)
{
    /// <summary>What the chart shows.</summary>
    private const int DaysShown = 14;

    public async Task<MonitorView> Read(Division division, Call call)
    {
        var today = ChinaTime.DateOf(call.Now);
        var mine = (await partners.All(call.Stopping)).Where(partner => division.Contains(partner.Division)).ToList();
        var deliveries = (await Bounded.Each(
            [.. mine.SelectMany(partner => partner.Deliveries.SelectMany(
                delivery => Deadlines.Of(delivery, today).Select(due => (Partner: partner, Due: due))))],
            (owed, stopping) => StatusOf(division, owed.Partner, owed.Due, today, stopping), call.Stopping)).ToList();
        var statuses = await Bounded.Each(
            mine, (partner, stopping) => StatusOf(division, partner, deliveries, today, stopping), call.Stopping);
        var days = await Bounded.Each(
            [.. Enumerable.Range(0, DaysShown).Select(back => today.AddDays(back + 1 - DaysShown))],
            (day, stopping) => VolumeOf(division, day, stopping), call.Stopping);
        return new MonitorView(today, statuses, deliveries, days, statuses.Sum(status => status.Dead));
    }

    private async Task<DeliveryStatus> StatusOf(
        Division division, Partner partner, DueDelivery due, DateOnly today, CancellationToken stopping)
    {
        var query = new DocumentQuery(TransferRow.List)
        {
            Where =
            [
                Filter.Is("partner", partner.Id), Filter.Is("delivery", due.Delivery.Id),
                Filter.Is("period", due.Period), Filter.OneOf("state", "received", "accepted", "returned"),
            ],
            OrderBy = "at",
            Limit = 1,
        };
        var page = await store.Query(
            Containers.Lists, ListRows.Partition(TransferRow.List, division), query, stopping);
        var first = page.Items.Count == 0 ? null : page.Items[0].As<TransferRow>();
        return new DeliveryStatus(
            partner.Id, partner.Name, due.Delivery.Id, due.Delivery.Name, due.Period, due.Due,
            StateOf(first?.At, due.Due, today), first?.At, first?.Id);
    }

    /// <summary>The rule itself. Pure.</summary>
    private static DeliveryState StateOf(DateTimeOffset? cameAt, DateOnly due, DateOnly today) => cameAt is { } at
        ? ChinaTime.DateOf(at) <= due ? DeliveryState.Came : DeliveryState.CameLate
        : today <= due ? DeliveryState.Waiting : DeliveryState.Late;

    private async Task<PartnerStatus> StatusOf(
        Division division, Partner partner, IReadOnlyList<DeliveryStatus> deliveries, DateOnly today,
        CancellationToken stopping)
    {
        var (day, month) = (Text(today), Text(new DateOnly(today.Year, today.Month, 1)));
        var own = Filter.Is("partner", partner.Id);
        var sinceMonth = new Filter("day", Comparison.AtLeast, month);
        Task<long> Of(params IReadOnlyList<Filter> where) => Count(division, [own, .. where], stopping);
        return new PartnerStatus(
            partner.Id, partner.Name, partner.Kind, partner.IsOpen,
            await Of(In, Filter.Is("day", day)), await Of(Out, Filter.Is("day", day)),
            await Of(In, sinceMonth), await Of(Out, sinceMonth),
            deliveries.Count(delivery => delivery.Partner == partner.Id && delivery.State == DeliveryState.Late),
            await Of(sinceMonth, Filter.OneOf("state", "retrying", "refused")), await Of(Filter.Is("state", "dead")),
            await LastAt(division, own, stopping));
    }

    private async Task<DayVolume> VolumeOf(Division division, DateOnly day, CancellationToken stopping)
    {
        var query = new DocumentQuery(TransferRow.List) { Where = [Filter.Is("day", Text(day))] };
        var all = await store.Totals(
            Containers.Lists, ListRows.Partition(TransferRow.List, division), query, ["size"], stopping);
        var received = await Count(division, [.. query.Where, In], stopping);
        return new DayVolume(day, received, all.Count - received, all.Sums[0]);
    }

    private async Task<DateTimeOffset?> LastAt(Division division, Filter own, CancellationToken stopping)
    {
        var query = new DocumentQuery(TransferRow.List)
        {
            Where = [own],
            OrderBy = "changedAt",
            Descending = true,
            Limit = 1,
        };
        var page = await store.Query(
            Containers.Lists, ListRows.Partition(TransferRow.List, division), query, stopping);
        return page.Items.Count == 0 ? null : page.Items[0].As<TransferRow>().ChangedAt;
    }

    private async Task<long> Count(Division division, IReadOnlyList<Filter> where, CancellationToken stopping) =>
        (await store.Totals(
            Containers.Lists, ListRows.Partition(TransferRow.List, division),
            new DocumentQuery(TransferRow.List) { Where = where }, [], stopping)).Count;

    private static Filter In => Filter.Is("direction", "in");

    private static Filter Out => Filter.Is("direction", "out");

    private static string Text(DateOnly day) =>
        day.ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);
}

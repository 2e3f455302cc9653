using System.Globalization;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Sharing;

/// <summary>One call of a consumer.</summary>
/// <param name="Number">Day and count: numbers of a day have no gaps, so a missing line shows.</param>
/// <param name="Subject">The subject's id, or the address for other calls.</param>
/// <param name="Filter">The query as sent.</param>
/// <param name="Credential">Which key or certificate.</param>
/// <param name="Code"><c>ok</c>, the problem's code, or <c>started</c> while it runs or when the process ended in
/// it.</param>
public sealed record SharedCall(
    string Number, ConsumerId Consumer, string Day, DateTimeOffset At, string Credential, string Method, string Subject,
    string Filter, string From, string RequestId, string Code, long Rows, long DurationMs)
{
    public const string Document = "call";
    public const string Running = "started";

    /// <summary>A query is some hundred signs; what is longer is cut.</summary>
    public const int FilterMax = 1000;
}

/// <summary>What a consumer used on one day of China.</summary>
/// <param name="Logged">All calls, also those that count for no quota because the proof did not hold.</param>
public sealed record CallDay(string Day, int Logged, int Calls)
{
    public const string Document = "day";

    public static string IdOf(string day) => $"day-{day}";
}

/// <summary>
/// The log of calls and, in the same commit, the count that the quota is measured by. One partition a consumer and
/// year.
/// </summary>
public sealed class CallLog(IDocumentStore store, TimeProvider clock)
{
    private const string Subjects = "sharing/subjects/";

    /// <summary>Begins a call that may go on.</summary>
    /// <returns>Its number, or <see cref="QuotaUsedUp"/>, which is logged too.</returns>
    public async Task<Result<string>> Begin(
        Consumer consumer, string credential, Visit visit, CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        var number = await Add(consumer, credential, visit, now, day => day.Calls < consumer.Quota.CallsPerDay
            ? (day with { Calls = day.Calls + 1 }, SharedCall.Running)
            : (day, QuotaUsed(consumer, now).Code), stopping);
        return number.Code == SharedCall.Running ? number.Number : QuotaUsed(consumer, now);
    }

    /// <summary>Logs a call whose proof did not hold, or whose consumer is stopped.</summary>
    public Task Refuse(
        Consumer consumer, string credential, Visit visit, Problem problem, CancellationToken stopping) =>
        Add(consumer, credential, visit, clock.GetUtcNow(), day => (day, problem.Code), stopping);

    /// <summary>Writes how a call ended that had begun. Only its own request writes it.</summary>
    public async Task End(ConsumerId consumer, string number, string code, long rows, CancellationToken stopping)
    {
        var partition = PartitionOf(consumer, number[..4]);
        var call = (await store.Find<SharedCall>(Containers.Identity, partition, IdOf(number), stopping))!.Value;
        var ended = call with
        {
            Code = code,
            Rows = rows,
            DurationMs = (long)(clock.GetUtcNow() - call.At).TotalMilliseconds,
        };
        var put = new Write.Put(IdOf(number), SharedCall.Document, Json.Write(ended));
        (await store.Commit(Containers.Identity, partition, [put], stopping)).Require();
    }

    public async Task<CallDay> Day(ConsumerId consumer, DateTimeOffset now, CancellationToken stopping)
    {
        var day = DayOf(now);
        var found = await store.Find<CallDay>(
            Containers.Identity, PartitionOf(consumer, day[..4]), CallDay.IdOf(day), stopping);
        return found?.Value ?? new CallDay(day, 0, 0);
    }

    /// <summary>Numbers and writes the call. Whoever is overtaken reads and decides again.</summary>
    private async Task<(string Number, string Code)> Add(
        Consumer consumer, string credential, Visit visit, DateTimeOffset now,
        Func<CallDay, (CallDay Day, string Code)> decide, CancellationToken stopping)
    {
        var day = DayOf(now);
        var partition = PartitionOf(consumer.Id, day[..4]);
        while (true)
        {
            var stored = await store.Find<CallDay>(Containers.Identity, partition, CallDay.IdOf(day), stopping);
            var (counted, code) = decide(stored?.Value ?? new CallDay(day, 0, 0));
            counted = counted with { Logged = counted.Logged + 1 };
            var number = string.Create(CultureInfo.InvariantCulture, $"{day}-{counted.Logged:000000}");
            var call = new SharedCall(
                number, consumer.Id, day, now, credential, visit.Method, SubjectOf(visit.Path), Cut(visit.Query),
                visit.From, visit.RequestId, code, 0, 0);
            Write[] writes =
            [
                stored is null
                    ? new Write.Create(CallDay.IdOf(day), CallDay.Document, Json.Write(counted))
                    : new Write.Replace(CallDay.IdOf(day), CallDay.Document, Json.Write(counted), stored.ETag),
                new Write.Create(IdOf(number), SharedCall.Document, Json.Write(call)),
            ];
            var commit = await store.Commit(Containers.Identity, partition, writes, stopping);
            if (commit.TryGet(out _, out _)) { return (number, code); }
        }
    }

    internal static string PartitionOf(ConsumerId consumer, string year) => $"consumer-calls-{consumer}-{year}";

    internal static string DayOf(DateTimeOffset now) =>
        ChinaTime.DateOf(now).ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string IdOf(string number) => $"call-{number}";

    private static QuotaUsedUp QuotaUsed(Consumer consumer, DateTimeOffset now)
    {
        var tomorrow = ChinaTime.StartOf(ChinaTime.DateOf(now).AddDays(1));
        return new QuotaUsedUp(consumer.Quota.CallsPerDay, (int)Math.Ceiling((tomorrow - now).TotalSeconds));
    }

    private static string SubjectOf(string path) =>
        path.StartsWith(Subjects, StringComparison.Ordinal) ? path[Subjects.Length..] : path;

    private static string Cut(string query)
    {
        var text = Uri.UnescapeDataString(query.TrimStart('?'));
        return text.Length <= SharedCall.FilterMax ? text : text[..SharedCall.FilterMax];
    }
}

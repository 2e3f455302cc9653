using SocialFund.Kernel;

namespace SocialFund.Exchange.Reconciliation;

/// <summary>When the lake last got a batch.</summary>
internal sealed record LastLoaded(DateTimeOffset At)
{
    public const string Id = "last-loaded";
}

/// <summary>Notes that the lake has changed, so that the next turn of <see cref="AskWhenLoaded"/> asks again.</summary>
/// <param name="topic">Of a batch that was loaded, or taken out.</param>
public sealed class NoteLoaded(IDocumentStore store, string topic) : IMessageHandler
{
    public string Topic => topic;

    public async Task Handle(OutboxMessage message, Call call)
    {
        var last = await store.Find<LastLoaded>(Containers.System, AnswerBook.Partition, LastLoaded.Id, call.Stopping);
        if (last is not null && last.Value.At >= message.At) { return; }
        await store.Commit(
            Containers.System, AnswerBook.Partition,
            [new Write.Put(LastLoaded.Id, "lastLoaded", Json.Write(new LastLoaded(message.At)))], call.Stopping);
    }
}

/// <summary>Asks every question whose answer is older than the newest batch: many batches that come together cost one
/// run.</summary>
public sealed class AskWhenLoaded(IDocumentStore store, AnswerBook book) : ISchedule
{
    public string Name => "reconciliation";

    public string Title => "对账、核对与主索引";

    public string Cron => "*/10 * * * *";

    public async Task<string> Run(Call call)
    {
        var last = await store.Find<LastLoaded>(Containers.System, AnswerBook.Partition, LastLoaded.Id, call.Stopping);
        if (last is null) { return "还没有明细数据。"; }
        var asked = new List<string>();
        foreach (var question in Questions.All)
        {
            var answer = await book.Find(question.Name, call.Stopping);
            if (answer is not null && answer.AskedAt > last.Value.At) { continue; }
            await book.Ask(question, null, call);
            asked.Add(question.Title);
        }
        return asked.Count == 0 ? "没有新的明细数据。" : $"已重新计算：{string.Join('、', asked)}。";
    }
}

/// <summary>Asks all questions as a job.</summary>
public sealed class AskJob(AnswerBook book) : IJobHandler
{
    internal const string KindName = "reconciliation";

    public string Kind => KindName;

    public async Task<Result<Done>> Run(string input, IJobProgress progress, Call call)
    {
        foreach (var question in Questions.All)
        {
            var answer = await book.Ask(question, progress, call);
            await progress.Log($"{question.Title}：{answer.Files.Sum(file => file.Rows)} 行，{answer.TookMs} 毫秒。");
        }
        return Done.Value;
    }
}

/// <summary>Asks all questions now (重新计算).</summary>
public sealed record AskNow : IScoped
{
    public Scope ScopeFor(Actor actor) => new(actor.Division);

    internal static Endpoint Endpoint(IJobs jobs) => Kernel.Endpoint.Of<AskNow, Accepted>(
        HttpMethod.Post, "reconciliation/answers", Permission.ReconcileRun, "重新对账与核对",
        (request, call) => jobs.Start(
            new JobOrder(
                call.IdempotencyKey!.Replace(':', '.'), AskJob.KindName, "对账、核对与主索引",
                new Scope(call.Actor.Division), Permission.ReconcileRun, "{}"),
            call));
}

/// <summary>When each question was answered last, and how the answers are read: statuses, items, rules,
/// kinds.</summary>
public sealed record ReconciliationView(
    IReadOnlyList<AnswerHead> Answers, MatchRules Match, IReadOnlyList<TaxItem> Items,
    IReadOnlyList<CrossRule> CrossRules, RegistryRules Registry);

public sealed record AnswerHead(string Question, string Title, DateTimeOffset AskedAt, long TookMs, long Rows);

public sealed record ViewReconciliation : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.IntakeView, actor.Division, null);

    internal static Endpoint Endpoint(AnswerBook book) => Kernel.Endpoint.Of<ViewReconciliation, ReconciliationView>(
        HttpMethod.Get, "reconciliation/answers", Permission.IntakeView, "对账与核对概况", async (_, call) =>
        {
            var heads = new List<AnswerHead>();
            foreach (var question in Questions.All)
            {
                if (await book.Find(question.Name, call.Stopping) is not { } answer) { continue; }
                heads.Add(new AnswerHead(
                    answer.Question, answer.Title, answer.AskedAt, answer.TookMs, answer.Files.Sum(file => file.Rows)));
            }
            return new ReconciliationView(
                heads, MatchRules.Shipped, TaxItem.Shipped, CrossRule.Shipped, RegistryRules.Shipped);
        });
}

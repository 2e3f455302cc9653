using System.Globalization;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Sharing;

/// <summary>Publishes now.</summary>
/// <param name="Subject">All when not given.</param>
/// <param name="Year">This year and the one before when not given.</param>
public sealed record PublishShared(string? Subject = null, int? Year = null) : IScoped
{
    /// <summary>Files are the installation's; the job belongs to the starter's division.</summary>
    public Scope ScopeFor(Actor actor) => new(actor.Division);

    internal static Endpoint Endpoint(IJobs jobs) => Kernel.Endpoint.Of<PublishShared, Accepted>(
        HttpMethod.Post, "sharing/publications", Permission.SharingPublish, "发布共享数据",
        (request, call) => Handle(request, call, jobs));

    private static async Task<Result<Accepted>> Handle(PublishShared request, Call call, IJobs jobs)
    {
        if (request.Subject is { } subject && SharedSubjects.Find(subject) is null)
        {
            return new NotFound("共享主题", subject);
        }
        if (request.Year is < 1999 or > 9999) { return new InvalidValue("year", "应为四位年度，不早于1999年。"); }
        var order = new PublishOrder(call.Actor.Id, request.Subject, request.Year);
        return await jobs.Start(
            new JobOrder(
                call.IdempotencyKey!.Replace(':', '.'), PublishJob.KindName, "发布共享数据",
                new Scope(call.Actor.Division), Permission.SharingPublish, Json.Write(order)),
            call);
    }
}

public sealed class PublishJob(Publisher publisher) : IJobHandler
{
    internal const string KindName = "sharing-publish";

    public string Kind => KindName;

    public async Task<Result<Done>> Run(string input, IJobProgress progress, Call call)
    {
        var run = await publisher.Run(Json.Read<PublishOrder>(input), progress, call);
        await progress.Report("发布完成", run.Editions, run.Editions);
        await progress.Log(run.Written == 0
            ? $"核对 {run.Editions} 份文件，内容均未变化。"
            : $"核对 {run.Editions} 份文件，更新 {run.Written} 份：{string.Join("、", run.Changed)}。");
        return Done.Value;
    }
}

/// <summary>The publication that the clock starts every night.</summary>
/// <param name="at">China time.</param>
public sealed class NightlyPublication(Publisher publisher, TimeOnly at) : ISchedule
{
    public string Name => "sharing-publish";

    public string Title => "共享数据发布";

    public string Cron => string.Create(CultureInfo.InvariantCulture, $"{at.Minute} {at.Hour} * * *");

    public async Task<string> Run(Call call)
    {
        var run = await publisher.Run(new PublishOrder("定时任务"), null, call);
        return $"核对 {run.Editions} 份文件，更新 {run.Written} 份。";
    }
}

/// <param name="Folder">In the blob store.</param>
/// <param name="Manifest">Absent before the first publication.</param>
public sealed record PublicationView(string Subject, string Name, string Folder, SharedManifest? Manifest);

/// <param name="Last">Absent before the first publication.</param>
public sealed record Publications(PublishRun? Last, IReadOnlyList<PublicationView> Items);

/// <summary>What lies in the intermediate store.</summary>
public sealed record ListPublications : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.SharingView, null, null);

    internal static Endpoint Endpoint(IDocumentStore store, IBlobStore blobs) =>
        Kernel.Endpoint.Of<ListPublications, Publications>(
            HttpMethod.Get, "sharing/publications", Permission.SharingView, "共享文件发布情况", async (_, call) =>
            {
                var last = await store.Find<PublishRun>(
                    Containers.System, PublishRun.Partition, PublishRun.Id, call.Stopping);
                var items = await Bounded.Each(
                    SharedSubjects.All, async (subject, token) => new PublicationView(
                        subject.Id, subject.Name, SharedManifest.FolderOf(subject.Id),
                        await SharedManifest.Read(blobs, subject, token)),
                    call.Stopping);
                return new Publications(last?.Value, items);
            });
}

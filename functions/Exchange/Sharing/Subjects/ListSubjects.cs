using SocialFund.Kernel;

namespace SocialFund.Exchange.Sharing;

/// <summary>The subjects with their columns, as administrators see them.</summary>
public sealed record ListSubjects : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.SharingView, null, null);

    internal static Endpoint Endpoint() => Kernel.Endpoint.Of<ListSubjects, Page<SharedSubject>>(
        HttpMethod.Get, "sharing/subjects", Permission.SharingView, "共享主题目录",
        (_, _) => Task.FromResult<Result<Page<SharedSubject>>>(
            new Page<SharedSubject>(SharedSubjects.All, SharedSubjects.All.Count, null)));
}

/// <param name="Columns">Those that this consumer gets.</param>
/// <param name="Funds">All where the grant names none.</param>
public sealed record GrantedSubject(
    string Subject, string Name, Granularity Granularity, string Description, IReadOnlyList<SharedColumn> Columns,
    IReadOnlyList<Division> Divisions, IReadOnlyList<Fund> Funds, DateOnly From, DateOnly? Until);

/// <summary>What the caller itself may call, and how much of its quota is left today.</summary>
public sealed record GrantedSubjects(
    ConsumerId Consumer, string Name, ConsumerQuota Quota, int CallsLeftToday, IReadOnlyList<GrantedSubject> Subjects);

/// <summary>A consumer asks what it may call.</summary>
public sealed record ReadGranted : IScoped
{
    /// <summary>Wherever the caller may call at all.</summary>
    public Scope ScopeFor(Actor actor) =>
        actor.Grants is [var first, ..] ? new(first.Division, first.Fund) : new(actor.Division);

    internal static Endpoint Endpoint(IDocumentStore store, TimeProvider clock) =>
        Kernel.Endpoint.Of<ReadGranted, GrantedSubjects>(
            HttpMethod.Get, "sharing/granted", Permission.SharingCall, "本单位的共享授权",
            (_, call) => Handle(call, store, new CallLog(store, clock)));

    private static async Task<Result<GrantedSubjects>> Handle(Call call, IDocumentStore store, CallLog log)
    {
        if (!call.Actor.IsConsumer) { return new NotAllowed(Permission.SharingCall.Title); }
        var consumer = (await Consumers.Find(store, Consumer.IdOf(call.Actor), call.Stopping))!;
        var day = await log.Day(consumer.Id, call.Now, call.Stopping);
        return new GrantedSubjects(
            consumer.Id, consumer.Name, consumer.Quota, Math.Max(0, consumer.Quota.CallsPerDay - day.Calls),
            [
                .. from grant in consumer.Grants
                   let subject = SharedSubjects.Find(grant.Subject)
                   where subject is not null
                   select Of(grant, subject),
            ]);
    }

    private static GrantedSubject Of(SharedGrant grant, SharedSubject subject)
    {
        var fields = grant.FieldsGranted(subject);
        return new GrantedSubject(
            subject.Id, subject.Name, subject.Granularity, subject.Description,
            [.. subject.Columns.Where(column => fields.Contains(column.Name))], grant.Divisions, grant.FundsGranted,
            grant.From, grant.Until);
    }
}

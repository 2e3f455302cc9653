using System.Globalization;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Sharing;

/// <summary>A page of a subject's rows.</summary>
/// <param name="Columns">Those handed over, in the subject's order.</param>
/// <param name="Items">Column name → text or whole number (amounts in fen); what is not known is left out.</param>
/// <param name="Total">Of all rows that match, not of this page.</param>
public sealed record SharedPage(
    string Subject, string Name, IReadOnlyList<SharedColumn> Columns,
    IReadOnlyList<IReadOnlyDictionary<string, object>> Items, long Total, string? Continuation) : ITable
{
    string ITable.FileName => $"{Name}.csv";

    int ITable.Count => Items.Count;

    IReadOnlyList<string> ITable.Heading => [.. Columns.Select(column => column.Heading)];

    IEnumerable<IReadOnlyList<string>> ITable.Lines =>
        Items.Select(item => Columns.Select(column => Text(item.GetValueOrDefault(column.Name))).ToList());

    internal static string Text(object? value) => value switch
    {
        null => "",
        Money amount => amount.ToPlainYuan(),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}

/// <summary>A consumer reads a subject. What it names must be granted; what it does not name is left out.</summary>
/// <param name="Year">The current year when neither year nor period is given.</param>
/// <param name="Period">One month, of subjects told by month.</param>
/// <param name="Division">With all below it; must be granted whole.</param>
/// <param name="Fields">Each must be granted; all granted ones when not given.</param>
/// <param name="Limit">At most the quota's rows; the smaller of that and 200 when not given.</param>
public sealed record ReadSubject(
    string Subject, int? Year = null, Period? Period = null, Division? Division = null, Fund? Fund = null,
    IReadOnlyList<string>? Fields = null, int? Limit = null, string? Continuation = null) : IScoped
{
    private const int LimitDefault = 200;

    /// <summary>
    /// What is named, filled up from a grant that covers it. That any grant does is all the pipeline asks;
    /// <see cref="Decide"/> asks the subject's own.
    /// </summary>
    public Scope ScopeFor(Actor actor)
    {
        var cover = actor.Grants.FirstOrDefault(grant =>
            (Division is not { } place || grant.Division.Contains(place))
            && (Fund is null || grant.Fund is null || grant.Fund == Fund));
        return new Scope(Division ?? cover?.Division ?? actor.Division, Fund ?? cover?.Fund);
    }

    internal static Endpoint Endpoint(IDocumentStore store, SharedReader reader) =>
        Kernel.Endpoint.Of<ReadSubject, SharedPage>(
            HttpMethod.Get, "sharing/subjects/{subject}", Permission.SharingCall, "调用共享数据",
            (request, call) => Handle(request, call, store, reader));

    private static async Task<Result<SharedPage>> Handle(
        ReadSubject request, Call call, IDocumentStore store, SharedReader reader)
    {
        if (!call.Actor.IsConsumer) { return new NotAllowed(Permission.SharingCall.Title); }
        var consumer = await Consumers.Find(store, Consumer.IdOf(call.Actor), call.Stopping);
        if (!Decide(request, consumer!, call.Now).TryGet(out var question, out var problem)) { return problem; }
        var answer = reader.Ask(question.Subject, question.Queries);
        try
        {
            var (rows, next) = await answer.Page(request.Continuation, question.Limit, call.Stopping);
            return PageOf(question, rows, await answer.Count(call.Stopping), next);
        }
        catch (BadContinuationException)
        {
            return new InvalidValue("continuation", "翻页标记无效，请从第一页重新查询。");
        }
    }

    /// <summary>What is asked for, once it is known to be granted. Pure.</summary>
    internal sealed record Question(
        SharedSubject Subject, IReadOnlyList<SharedColumn> Columns, IReadOnlyList<SharedQuery> Queries, int Limit);

    /// <returns>The question, or the first that applies of not_found, <see cref="SubjectNotGranted"/>,
    /// <see cref="GrantNotInForce"/>, invalid_value, <see cref="RowsOverQuota"/>, <see cref="FieldNotGranted"/>,
    /// <see cref="DivisionNotGranted"/>, <see cref="FundNotGranted"/>.</returns>
    internal static Result<Question> Decide(ReadSubject request, Consumer consumer, DateTimeOffset now)
    {
        if (SharedSubjects.Find(request.Subject) is not { } subject) { return new NotFound("共享主题", request.Subject); }
        if (consumer.GrantOf(subject.Id) is not { } grant) { return new SubjectNotGranted(subject.Name); }
        var today = ChinaTime.DateOf(now);
        if (!grant.HoldsOn(today)) { return new GrantNotInForce(subject.Name, grant.From, grant.Until); }
        if (Wrong(request, subject) is { } wrong) { return wrong; }

        var limit = request.Limit ?? Math.Min(LimitDefault, consumer.Quota.RowsPerCall);
        if (limit > consumer.Quota.RowsPerCall) { return new RowsOverQuota(limit, consumer.Quota.RowsPerCall); }
        var granted = grant.FieldsGranted(subject);
        List<string> refused = [.. (request.Fields ?? []).Where(field => !granted.Contains(field))];
        if (refused.Count > 0) { return new FieldNotGranted(subject.Name, refused); }
        if (request.Division is { } asked && !grant.Divisions.Any(each => each.Contains(asked)))
        {
            return new DivisionNotGranted(subject.Name, asked);
        }
        if (request.Fund is { } fund && !grant.FundsGranted.Contains(fund))
        {
            return new FundNotGranted(subject.Name, fund);
        }

        var fields = request.Fields ?? granted;
        var year = request.Period?.Year ?? request.Year ?? today.Year;
        IReadOnlyList<Fund> funds = request.Fund is { } one ? [one] : grant.FundsGranted;
        IReadOnlyList<Division> places = request.Division is { } place ? [place] : grant.Divisions;
        return new Question(
            subject, [.. subject.Columns.Where(column => fields.Contains(column.Name))],
            [.. places.Select(each => new SharedQuery(each, funds, year, request.Period?.Month))], limit);
    }

    /// <summary>What no grant could make right.</summary>
    private static InvalidValue? Wrong(ReadSubject request, SharedSubject subject)
    {
        if (request.Limit is < 1) { return new InvalidValue("limit", "应为大于零的整数。"); }
        if (request.Fields?.FirstOrDefault(field => subject.Column(field) is null) is { } unknown)
        {
            return new InvalidValue("fields", $"“{subject.Name}”没有字段“{unknown}”。");
        }
        if (request.Period is not null && subject.Granularity != Granularity.Month)
        {
            return new InvalidValue("period", $"“{subject.Name}”不按月提供，请去掉 period。");
        }
        if (request.Year is not null && subject.Granularity == Granularity.None)
        {
            return new InvalidValue("year", $"“{subject.Name}”只有现状，请去掉 year。");
        }
        if (request.Year is { } year && request.Period is { } period && period.Year != year)
        {
            return new InvalidValue("period", "期别不在所给的年度内。");
        }
        return request.Year is < 1999 or > 9999 ? new InvalidValue("year", "应为四位年度，不早于1999年。") : null;
    }

    private static SharedPage PageOf(Question question, IReadOnlyList<SharedRow> rows, long total, string? next)
    {
        var places = question.Subject.Columns.Select((column, index) => (Column: column, column.Name, Index: index))
            .Where(place => question.Columns.Contains(place.Column)).ToList();
        IReadOnlyDictionary<string, object> Item(SharedRow row) => places
            .Where(place => row.Values[place.Index] is not null)
            .ToDictionary(place => place.Name, place => row.Values[place.Index]!);
        return new SharedPage(
            question.Subject.Id, question.Subject.Name, question.Columns, [.. rows.Select(Item)], total, next);
    }
}

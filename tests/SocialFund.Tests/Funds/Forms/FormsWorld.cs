using SocialFund.Funds.Forms;
using SocialFund.Kernel;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Funds.Forms;

/// <summary>A province, a city and two counties with a task, over the in-memory store and a set clock.</summary>
internal sealed class FormsWorld
{
    public static readonly Division Province = Division.Of("630000");
    public static readonly Division City = Division.Of("630100");
    public static readonly Division One = Division.Of("630102");
    public static readonly Division Two = Division.Of("630103");

    public static readonly Actor Clerk = Person("clerk", City);
    public static readonly Actor Other = Person("other", City);
    public static readonly Actor Reviewer = Person("reviewer", City);
    public static readonly Actor Head = Person("head", City);
    public static readonly Actor Leader = Person("leader", Province);

    private int _keys;

    public MemoryDocumentStore Store { get; } = new();

    public DateTimeOffset Now { get; set; } = new(2026, 10, 8, 1, 0, 0, TimeSpan.Zero);

    /// <summary>Everything, in a division and below.</summary>
    public static Actor Person(string id, Division where, params Fund[] funds) => new(
        id, $"姓名{id}", where, null,
        [
            .. (funds.Length == 0 ? [null] : funds.Select(fund => (Fund?)fund)).Select(fund => new Grant(
                Permission.All.Select(permission => permission.Code).ToHashSet(), fund, where)),
        ]);

    public static CellAddress Cell(string row, string column = "budget", string form = "enterprise-pension") =>
        new(form, row, column);

    public async Task<FormTaskId> Issue(string kind = "budget", int year = 2027) => (await Ask<FormTask>(
        new IssueTask(kind, year, new DateOnly(2026, 11, 30), Division: Province, Divisions: [City, One, Two]), Leader)).Id;

    public async Task<CellsSaved> Fill(
        FormTaskId task, Division division, int revision, params IEnumerable<(CellAddress Cell, long? Value)> cells) =>
        await Ask<CellsSaved>(new SaveCells(
            task, division, revision, [.. cells.Select(cell => new EnteredCell(cell.Cell, cell.Value))]));

    public async Task<T> Ask<T>(object request, Actor? actor = null) => (T)(await Try(request, actor)).Require();

    public async Task<Problem> Refused(object request, Actor? actor = null) =>
        (await Try(request, actor)).TryGet(out var answer, out var problem)
            ? throw new InvalidOperationException($"Not refused: {answer}") : problem;

    /// <summary>Calls an endpoint as the pipeline would, then delivers what it sent.</summary>
    public async Task<Result<object>> Try(object request, Actor? actor = null, string? key = null)
    {
        // As after a restart: nothing is kept between two calls but what is stored.
        var module = new FormsModule(Store);
        var endpoint = module.Endpoints.Single(endpoint => endpoint.Request == request.GetType());
        var caller = actor ?? Clerk;
        if (!caller.May(((Access.Needs)endpoint.Access).Permission, ((IScoped)request).ScopeFor(caller)))
        {
            return new NotAllowed(endpoint.Title);
        }
        var answer = await endpoint.Handle(request, new Call(caller, Now, "r-1", key ?? $"key-{_keys++}"));
        var pump = new OutboxPump(
            Store, new SetClock(this), [new ListRowsHandler(Store), .. module.Handlers], (_, error) => throw error);
        while (await pump.RunOnce(Containers.Budgets) > 0) { }
        return answer;
    }

    private sealed class SetClock(FormsWorld world) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => world.Now;
    }
}

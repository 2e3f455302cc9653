using SocialFund.Kernel;
using SocialFund.Storage.Workflows;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Storage.Workflows;

/// <summary>One script on one store, with an engine that can be dropped and made anew.</summary>
internal sealed class EngineWorld
{
    public static readonly DateTimeOffset Begin = new(2026, 6, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly List<IActivity> _activities = [];
    private readonly EngineLimits? _limits;
    private Func<IWorkflowContext, string, Task> _script;

    public EngineWorld(
        Func<IWorkflowContext, string, Task> script, IDocumentStore? store = null, EngineLimits? limits = null)
    {
        (_script, _limits, Store) = (script, limits, store ?? new MemoryDocumentStore());
        With<string, string>("echo", (input, call) => Task.FromResult(input));
        Engine = NewEngine();
    }

    public IDocumentStore Store { get; set; }
    public FakeClock Clock { get; } = new(Begin);
    public JournaledEngine Engine { get; private set; }

    /// <summary>What scripts and activities have to tell the test.</summary>
    public List<string> Log { get; } = [];

    public List<string> Reports { get; } = [];

    public EngineWorld With<TInput, TOutput>(string name, Func<TInput, Call, Task<TOutput>> activity)
        where TInput : notnull where TOutput : notnull
    {
        _activities.Add(new ActivityOf<TInput, TOutput>(name, activity));
        Engine = NewEngine();
        return this;
    }

    /// <summary>Forgets all that is in memory.</summary>
    public void Restart() => Engine = NewEngine();

    /// <summary>The same, with a newer version of the script.</summary>
    public void Deploy(Func<IWorkflowContext, string, Task> script)
    {
        _script = script;
        Restart();
    }

    public async Task Start(string instanceId = "i")
    {
        await Engine.Start("script", instanceId, "input");
        await Engine.RunUntilIdle();
    }

    public async Task Advance(TimeSpan span)
    {
        Clock.Advance(span);
        await Engine.RunUntilIdle();
    }

    public async Task Raise(string eventName, string payload, string eventId)
    {
        await Engine.Raise("i", eventName, payload, eventId);
        await Engine.RunUntilIdle();
    }

    public async Task<WorkflowView> View(string instanceId = "i") => (await Engine.View(instanceId))!;

    private JournaledEngine NewEngine() => new(
        Store, Clock, [new ScriptOf("script", (context, input) => _script(context, input))], _activities,
        (id, error) => Reports.Add($"{id}: {error.GetType().Name}"), _limits);
}

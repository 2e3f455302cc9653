using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SocialFund.Kernel;

namespace SocialFund.Storage.Workflows;

/// <summary>A step that the script waits for, with what the journal does not hold.</summary>
/// <param name="Input">JSON for an activity, else empty.</param>
/// <param name="Due">A timer's instant or an event's deadline.</param>
internal sealed record Waiting(
    int Number, string Input, DateTimeOffset? Due, RetryPolicy Retry, TaskCompletionSource<Step> Source);

/// <summary>
/// One replay of a script over its journal. Operations are matched with the journaled steps by number; those that the
/// journal does not have are added as pending. Lives for one turn.
/// </summary>
internal sealed class Script : IWorkflowContext
{
    private readonly Journal _journal;
    private readonly Func<string, bool> _hasActivity;
    private readonly ScriptThread _thread;
    private readonly SortedDictionary<int, Waiting> _waiting = [];
    private ScriptFaultException? _fault;
    private int _asked;

    private Script(Journal journal, Func<string, bool> hasActivity, ScriptThread thread)
    {
        (_journal, _hasActivity, _thread) = (journal, hasActivity, thread);
        Now = journal.Head.StartedAt;
    }

    public string InstanceId => _journal.InstanceId;
    public DateTimeOffset Now { get; private set; }
    public string? Status { get; private set; }

    /// <summary>What the script waits for, in the order of asking.</summary>
    public IReadOnlyCollection<Waiting> Waiting => _waiting.Values;

    /// <summary>The script's own task; never completed by anything but this replay.</summary>
    public Task Task { get; private set; } = Task.CompletedTask;

    /// <summary>Starts the script and takes it as far as the journal goes.</summary>
    /// <exception cref="ScriptFaultException">It asks for other steps, or awaits what it may not.</exception>
    public static Script Replay(
        Journal journal, IWorkflow workflow, Func<string, bool> hasActivity, ScriptThread thread)
    {
        var script = new Script(journal, hasActivity, thread);
        var completed = journal.Steps.Where(step => step.Order is not null).OrderBy(step => step.Order).ToList();
        var known = journal.Steps.Count == 0 ? 0 : journal.Steps.Max(step => step.Number);
        script.Task = script.Guard(workflow);
        script.Check();
        foreach (var step in completed) { script.Deliver(step); }
        return script._asked >= known
            ? script
            : throw ScriptFaultException.Changed(journal.Find(script._asked + 1) ?? journal.Find(known)!, asked: null);
    }

    /// <summary>Hands a completed step to the script, which goes on until it waits again or ends.</summary>
    public void Deliver(Step step)
    {
        if (!_waiting.Remove(step.Number, out var waiting))
        {
            throw ScriptFaultException.Changed(_journal.Find(_asked + 1) ?? step, asked: null);
        }
        Now = step.At!.Value;
        waiting.Source.SetResult(step);
        Check();
    }

    public async Task<T> Call<T>(string activity, object input, RetryPolicy? retry = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (!_hasActivity(activity)) { throw Fault(ScriptFaultException.UnknownActivity(activity)); }
        var json = JsonSerializer.Serialize(input, input.GetType(), Json.Options);
        var step = await Ask("activity", activity, json, json, due: null, retry);
        return step.State == "done"
            ? Json.Read<T>(step.Result!)
            : throw new ActivityFailedException(activity, step.Result!);
    }

    public async Task<Signal<T>> WaitFor<T>(string eventName, DateTimeOffset? deadline = null)
    {
        var step = await Ask("event", eventName, Text(deadline), "", deadline);
        return step.State == "timedOut"
            ? new Signal<T>(true, default)
            : new Signal<T>(false, Json.Read<T>(step.Result!));
    }

    public Task SleepUntil(DateTimeOffset instant) => Ask("timer", "sleep", Text(instant), "", instant);

    public void SetStatus(string status) => Status = status;

    private async Task<Step> Ask(
        string kind, string name, string identity, string input, DateTimeOffset? due, RetryPolicy? retry = null)
    {
        if (!_thread.IsHere) { throw Fault(ScriptFaultException.ForeignAwait()); }
        var asked = Step.Asked(++_asked, kind, name, Hash(identity));
        var step = _journal.Find(asked.Number) ?? _journal.Ask(asked);
        if ((step.Kind, step.Name, step.InputHash) != (asked.Kind, asked.Name, asked.InputHash))
        {
            throw Fault(ScriptFaultException.Changed(step, asked));
        }
        var source = new TaskCompletionSource<Step>();
        _waiting.Add(asked.Number, new Waiting(asked.Number, input, due, retry ?? RetryPolicy.Default, source));
        return await source.Task;
    }

    /// <summary>An await of its own: it shows when the script was ended by another thread than this replay's.</summary>
    private async Task Guard(IWorkflow workflow) => await workflow.Run(this, _journal.Head.Input);

    /// <summary>A script may catch what its mistakes throw; they stop it all the same.</summary>
    private void Check()
    {
        if (_fault is not null) { throw _fault; }
        if (Task.IsCompleted) { return; }
        if (_thread.SawForeign || _waiting.Count == 0) { throw ScriptFaultException.ForeignAwait(); }
    }

    private ScriptFaultException Fault(ScriptFaultException fault) => _fault ??= fault;

    private static string Text(DateTimeOffset? instant) => instant?.ToUniversalTime().ToString("O") ?? "";

    private static string Hash(string identity) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)));
}

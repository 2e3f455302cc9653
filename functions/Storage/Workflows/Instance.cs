using System.Text.Json;
using SocialFund.Kernel;

namespace SocialFund.Storage.Workflows;

/// <summary>What instances are run with.</summary>
internal sealed record Runtime(
    IDocumentStore Store,
    Func<DateTimeOffset> Now,
    IReadOnlyDictionary<string, IWorkflow> Workflows,
    IReadOnlyDictionary<string, IActivity> Activities,
    int ActivitiesMax);

/// <summary>An instance while there is something to do for it. Between times it is in the store only.</summary>
internal sealed class Instance(string id, Runtime runtime)
{
    /// <summary>Answers stand in the journal, which is read whole; larger ones belong in documents or blobs.</summary>
    private const int ResultCharactersMax = 256 * 1024;

    private volatile string? _ownTag;

    public string Id { get; } = id;

    /// <summary>Rung when somebody else wrote to the journal or a timer is due.</summary>
    public Bell Bell { get; } = new();

    /// <summary>Whether the head with that ETag was written by this run.</summary>
    public bool Wrote(string headTag) => _ownTag == headTag;

    /// <summary>Takes turns and runs activities until the instance ends or only waits.</summary>
    public async Task Advance(CancellationToken stopping)
    {
        var flights = new SortedDictionary<int, Task<Outcome>>();
        try
        {
            await Advance(flights, stopping);
        }
        finally
        {
            // No try of this instance may overlap with its next run. Tries report failures as outcomes.
            await Task.WhenAll(flights.Values).ContinueWith(
                _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private async Task Advance(SortedDictionary<int, Task<Outcome>> flights, CancellationToken stopping)
    {
        Journal? journal = null;
        List<Outcome> outcomes = [];
        while (true)
        {
            if (Bell.Take()) { journal = null; }
            journal ??= await Journal.Load(runtime.Store, Id, stopping);
            if (journal is not { Head.IsRunning: true }) { return; }
            var (committed, tries) = await TakeTurn(journal, outcomes, stopping);
            if (!committed) { journal = null; continue; }
            outcomes = [];
            foreach (var next in tries.Where(next => !flights.ContainsKey(next.Step.Number)))
            {
                if (flights.Count == runtime.ActivitiesMax) { break; }
                flights.Add(next.Step.Number, Task.Run(() => Attempt(next, stopping), stopping));
            }
            if (flights.Count == 0) { return; }
            await Task.WhenAny([.. flights.Values, Bell.Rung]);
            outcomes = await Land(flights);
        }
    }

    private static async Task<List<Outcome>> Land(SortedDictionary<int, Task<Outcome>> flights)
    {
        var landed = new List<Outcome>();
        foreach (var (number, flight) in flights.Where(entry => entry.Value.IsCompleted).ToList())
        {
            flights.Remove(number);
            landed.Add(await flight);
        }
        return landed;
    }

    /// <returns>Not committed when the journal is out of date; the outcomes are then still to be entered.</returns>
    private async Task<(bool Committed, IReadOnlyList<ActivityTry> Tries)> TakeTurn(
        Journal journal, List<Outcome> outcomes, CancellationToken stopping)
    {
        IReadOnlyList<ActivityTry> tries = [];
        try
        {
            Turn.Enter(journal, outcomes);
            var workflow = runtime.Workflows.GetValueOrDefault(journal.Head.Workflow)
                ?? throw ScriptFaultException.UnknownWorkflow(journal.Head.Workflow);
            tries = Turn.Run(journal, workflow, runtime.Activities.ContainsKey, runtime.Now());
        }
        catch (ScriptFaultException fault)
        {
            // The steps that the wrong script asked for are not kept; what activities answered before it is.
            journal = (await Journal.Load(runtime.Store, Id, stopping))!;
            Turn.Enter(journal, outcomes);
            journal.Head = journal.Head with { State = "failed", Idle = true, WakeAt = null, Error = fault.Message };
        }
        var committed = await journal.Commit(stopping);
        _ownTag = journal.HeadTag;
        return (committed, tries);
    }

    private async Task<Outcome> Attempt(ActivityTry attempt, CancellationToken stopping)
    {
        var activity = runtime.Activities[attempt.Step.Name];
        var call = Call.System(activity.Name, runtime.Now(), $"{Id}/{attempt.Step.Number}", stopping);
        try
        {
            var input = JsonSerializer.Deserialize(attempt.Input, activity.Input, Json.Options)!;
            var answer = await activity.Run(input, call);
            var result = JsonSerializer.Serialize(answer, answer.GetType(), Json.Options);
            return result.Length <= ResultCharactersMax
                ? new Outcome(attempt, result, null, runtime.Now())
                : new Outcome(attempt, null, $"The answer has {result.Length} characters; "
                    + $"{ResultCharactersMax} is the most. Keep it in a document or blob.", runtime.Now());
        }
        catch (Exception error) when (!stopping.IsCancellationRequested)
        {
            // Whatever an activity throws is a failed try: the policy decides on the next, the script on the last.
            return new Outcome(attempt, null, $"{error.GetType().Name}: {error.Message}", runtime.Now());
        }
    }
}

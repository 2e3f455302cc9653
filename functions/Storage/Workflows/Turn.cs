using SocialFund.Kernel;

namespace SocialFund.Storage.Workflows;

/// <summary>One try of an activity that is due.</summary>
/// <param name="Input">JSON.</param>
internal sealed record ActivityTry(Step Step, string Input, RetryPolicy Retry);

/// <summary>How a try ended.</summary>
/// <param name="Result">JSON of the answer; null when it failed.</param>
internal sealed record Outcome(ActivityTry Try, string? Result, string? Error, DateTimeOffset At);

/// <summary>One turn of an instance: pure. What it changes is in the journal, for the caller to commit.</summary>
internal static class Turn
{
    /// <summary>Enters what came of tries. A failed one waits for the next; the last one fails the step.</summary>
    public static void Enter(Journal journal, IEnumerable<Outcome> outcomes)
    {
        foreach (var outcome in outcomes)
        {
            if (journal.Find(outcome.Try.Step.Number) is not { IsPending: true } step) { continue; }
            if (outcome.Result is not null)
            {
                journal.Complete(step with { State = "done", Result = outcome.Result }, outcome.At);
                continue;
            }
            var failed = step with { Tries = step.Tries + 1, Result = outcome.Error };
            if (failed.Tries >= outcome.Try.Retry.TriesMax)
            {
                journal.Complete(failed with { State = "failed" }, outcome.At);
            }
            else
            {
                journal.Change(failed with { RetryAt = outcome.At + Pause(outcome.Try.Retry, failed.Tries) });
            }
        }
    }

    /// <summary>Replays the script and takes it as far as events and the time allow.</summary>
    /// <returns>The tries that are due, in the order of asking.</returns>
    /// <exception cref="ScriptFaultException">The journal is then spoilt; load it again.</exception>
    public static IReadOnlyList<ActivityTry> Run(
        Journal journal, IWorkflow workflow, Func<string, bool> hasActivity, DateTimeOffset now)
    {
        var thread = new ScriptThread();
        return thread.Run(() =>
        {
            var script = Script.Replay(journal, workflow, hasActivity, thread);
            while (!script.Task.IsCompleted && Decide(journal, script.Waiting, now) is { } decided)
            {
                script.Deliver(decided);
            }
            var tries = script.Task.IsCompleted ? [] : TriesDue(journal, script.Waiting, now);
            journal.Head = HeadAfter(journal, script, tries.Count == 0);
            return tries;
        });
    }

    /// <summary>The pause after the failed try of that number.</summary>
    private static TimeSpan Pause(RetryPolicy retry, int tries)
    {
        var pause = retry.FirstPause * Math.Pow(retry.Backoff, tries - 1);
        return pause < retry.PauseMax ? pause : retry.PauseMax;
    }

    private static Step? Decide(Journal journal, IReadOnlyCollection<Waiting> waiting, DateTimeOffset now)
    {
        foreach (var wait in waiting)
        {
            var step = journal.Find(wait.Number)!;
            if (step.Kind == "event" && Unread(journal, step.Name, wait.Due) is { } raised)
            {
                return journal.Complete(
                    step with { State = "done", Result = raised.Payload, Event = raised.Number }, now);
            }
            if (step.Kind != "activity" && wait.Due <= now)
            {
                return journal.Complete(step with { State = step.Kind == "event" ? "timedOut" : "done" }, now);
            }
        }
        return null;
    }

    /// <summary>
    /// The oldest event of that name that no step took. One raised after the deadline does not count, whenever the
    /// engine gets round to looking: who was first does not depend on how busy or how long down the engine was.
    /// </summary>
    private static RaisedEvent? Unread(Journal journal, string name, DateTimeOffset? deadline)
    {
        var taken = journal.Steps.Select(step => step.Event).ToHashSet();
        return journal.Events.FirstOrDefault(raised =>
            raised.Name == name && !taken.Contains(raised.Number) && (deadline is null || raised.At <= deadline));
    }

    private static List<ActivityTry> TriesDue(
        Journal journal, IReadOnlyCollection<Waiting> waiting, DateTimeOffset now) =>
        [.. waiting
            .Select(wait => new ActivityTry(journal.Find(wait.Number)!, wait.Input, wait.Retry))
            .Where(entry => entry.Step.Kind == "activity" && !(entry.Step.RetryAt > now))];

    private static Head HeadAfter(Journal journal, Script script, bool isIdle)
    {
        var head = journal.Head with { Status = script.Status, Error = null, FailedStep = null };
        if (script.Task.IsCompletedSuccessfully) { return head with { State = "done", Idle = true, WakeAt = null }; }
        if (script.Task.IsCompleted) { return Failed(journal, head, script.Task); }
        return head with
        {
            Idle = isIdle,
            WakeAt = script.Waiting.Min(wait => wait.Due ?? journal.Find(wait.Number)!.RetryAt),
        };
    }

    private static Head Failed(Journal journal, Head head, Task script)
    {
        var error = script.Exception?.InnerException;
        var last = journal.Steps.SingleOrDefault(step => step.Order == journal.Completed && step.State == "failed");
        return head with
        {
            State = "failed",
            Idle = true,
            WakeAt = null,
            Error = error is ActivityFailedException
                ? $"activity_failed: {error.Message}"
                : $"script_failed: {error?.GetType().Name ?? "cancelled"}: {error?.Message}",
            FailedStep = error is ActivityFailedException failed && last?.Name == failed.Activity ? last.Number : null,
        };
    }
}

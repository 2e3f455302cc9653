using System.Text.Json.Serialization;

namespace SocialFund.Storage.Workflows;

/// <summary>
/// Document <c>head</c> of an instance. Every commit to the instance replaces it, so commits are serial and each shows
/// in the change feed.
/// </summary>
/// <param name="State">running, done, failed.</param>
/// <param name="Idle">Nothing is to do before <paramref name="WakeAt"/> or the next event.</param>
/// <param name="WakeAt">The earliest timer, deadline or retry that waits; null when none does.</param>
/// <param name="Events">How many events were raised; the number of the newest.</param>
/// <param name="FailedStep">The activity whose failure ended the script, if nothing happened after it.</param>
internal sealed record Head(
    string Workflow, string Input, string State, DateTimeOffset StartedAt, bool Idle, int Events,
    DateTimeOffset? WakeAt, string? Status, string? Error, int? FailedStep)
{
    public const string Id = "head";

    /// <summary>Not "head": that is the type of a Unit's counters, which may stand in the same partition.</summary>
    public const string Type = "workflow";

    [JsonIgnore]
    public bool IsRunning => State == "running";

    [JsonIgnore]
    public bool IsFailed => State == "failed";

    public static Head Started(string workflow, string input, DateTimeOffset now) =>
        new(workflow, input, "running", now, false, 0, null, null, null, null);
}

/// <summary>Document <c>step-00000001</c>: one operation of the script, numbered in the order of asking.</summary>
/// <param name="Kind">activity, event, timer.</param>
/// <param name="InputHash">SHA-256 of the activity's input, the event's deadline or the timer's instant.</param>
/// <param name="State">pending; then done, failed (activity) or timedOut (event).</param>
/// <param name="Tries">Failed ones.</param>
/// <param name="At">When it was completed.</param>
/// <param name="Result">JSON of the answer; while it is retried and after it failed, the last error.</param>
/// <param name="Order">Completed as the how-manieth; replay completes in the same order.</param>
/// <param name="Event">Number of the event it took.</param>
/// <param name="RetryAt">No try before this.</param>
internal sealed record Step(
    int Number, string Kind, string Name, string InputHash, string State, int Tries,
    DateTimeOffset? At, string? Result, int? Order, int? Event, DateTimeOffset? RetryAt)
{
    public const string Type = "step";

    [JsonIgnore]
    public string Id => IdOf(Number);

    [JsonIgnore]
    public bool IsPending => State == "pending";

    public static string IdOf(int number) => $"step-{number:00000000}";

    public static Step Asked(int number, string kind, string name, string inputHash) =>
        new(number, kind, name, inputHash, "pending", 0, null, null, null, null, null);
}

/// <summary>Document <c>event-00000001</c>: an event as it was raised. Which step took it, the step says.</summary>
internal sealed record RaisedEvent(int Number, string Name, string EventId, string Payload, DateTimeOffset At)
{
    public const string Type = "event";

    [JsonIgnore]
    public string Id => $"event-{Number:00000000}";
}

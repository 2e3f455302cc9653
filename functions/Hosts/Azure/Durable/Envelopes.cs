namespace SocialFund.Hosts.Azure.Durable;

// What crosses Durable Functions is plain text that we wrote ourselves in the product's one JSON form, so that no
// setting of a converter can change what an instance reads back years later.

/// <param name="Workflow">Names the script.</param>
/// <param name="Input">As given to <c>Start</c>.</param>
public sealed record WorkflowOrder(string Workflow, string Input);

/// <param name="Step">Number of the operation in its instance; with the instance id the idempotency key.</param>
/// <param name="Input">JSON of the activity's input.</param>
public sealed record ActivityOrder(string Instance, int Step, string Activity, string Input)
{
    public string Key => $"{Instance}/{Step}";
}

/// <param name="Json">What the activity answered.</param>
public sealed record ActivityAnswer(string Json);

/// <param name="Id">The same id twice is one event.</param>
/// <param name="Payload">JSON of what was raised.</param>
public sealed record RaisedEvent(string Id, string Payload);

namespace SocialFund.Kernel;

/// <summary>One command or query as it reaches a handler: who, when, under which ids.</summary>
/// <param name="RequestId">The trace id shown to users with every error.</param>
/// <param name="IdempotencyKey">Same key and content: the first answer again. Null for queries.</param>
/// <param name="ContentHash">SHA-256 of route and body, to tell a repeat from a reuse of the key.</param>
public sealed record Call(
    Actor Actor,
    DateTimeOffset Now,
    string RequestId,
    string? IdempotencyKey = null,
    string ContentHash = "",
    CancellationToken Stopping = default)
{
    /// <summary>From where: the caller's address, or the part of the system.</summary>
    public string From { get; init; } = "";

    /// <summary>The If-Match header, if one came.</summary>
    public string? IfMatch { get; init; }

    /// <summary>The raw body of an upload endpoint; empty otherwise.</summary>
    public Stream Body { get; init; } = Stream.Null;

    /// <summary>Says whether the answer was made now or kept from an earlier try.</summary>
    public AnswerOrigin Origin { get; init; } = new();

    /// <summary>The system acting on a message or schedule, once for each key.</summary>
    public static Call System(string part, DateTimeOffset now, string key, CancellationToken stopping = default) =>
        new(Actor.System(part), now, key, key, "", stopping) { From = part };

    public bool May(Permission permission, Scope scope) => Actor.May(permission, scope);
}

/// <summary>The one mutable note on a call: set where a repeat is recognised, read where the answer is told.</summary>
public sealed class AnswerOrigin
{
    /// <summary>The answer was given before, under the same idempotency key.</summary>
    public bool IsKept { get; private set; }

    public void MarkKept() => IsKept = true;
}

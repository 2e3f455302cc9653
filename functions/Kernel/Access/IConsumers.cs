namespace SocialFund.Kernel;

/// <summary>What a machine shows at the door instead of a person's token: one of the two.</summary>
/// <param name="Key">The header <c>X-Api-Key</c>.</param>
/// <param name="Certificate">The client certificate of the TLS connection.</param>
public sealed record ConsumerProof(string? Key, ConsumerCertificate? Certificate);

/// <param name="Thumbprint">SHA-256, lower-case hex.</param>
public sealed record ConsumerCertificate(string Thumbprint, DateTimeOffset NotBefore, DateTimeOffset NotAfter);

/// <summary>A call as it came to the door.</summary>
/// <param name="Path">Below <c>/api/</c>.</param>
/// <param name="Query">As sent, with the question mark; may be empty.</param>
/// <param name="From">The caller's address.</param>
public sealed record Visit(string Method, string Path, string Query, string From, string RequestId);

/// <summary>
/// Other departments' machines (共享单位). The pipeline asks once a call whether it may come in, and tells once what
/// became of it, whatever that was: so the log of calls has no holes.
/// </summary>
public interface IConsumers
{
    /// <returns>An actor that <see cref="Actor.IsConsumer"/>, or why the proof does not hold.</returns>
    Task<Result<Actor>> Admit(ConsumerProof proof, Visit visit, CancellationToken stopping);

    /// <param name="consumer">As <see cref="Admit"/> answered.</param>
    /// <param name="code"><c>ok</c> or the problem's code.</param>
    /// <param name="rows">How many rows were handed over.</param>
    Task Answered(Actor consumer, string code, long rows, CancellationToken stopping);
}

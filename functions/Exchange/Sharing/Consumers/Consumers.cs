using SocialFund.Kernel;

namespace SocialFund.Exchange.Sharing;

/// <summary>Who may come in with a key or certificate, read anew at each call: a revocation counts at once.</summary>
public sealed class Consumers(IDocumentStore store, TimeProvider clock) : IConsumers
{
    private readonly CallLog _log = new(store, clock);

    /// <summary>In the order of the checks: known at all, the proof itself, the consumer's state, its quota.</summary>
    public async Task<Result<Actor>> Admit(ConsumerProof proof, Visit visit, CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        var shown = proof.Key is { } key
            ? await OfKey(key, now, stopping)
            : await OfCertificate(proof.Certificate!, now, stopping);
        if (!shown.TryGet(out var known, out var unknown)) { return unknown; }
        var (consumer, credential, fault) = known;
        if ((fault ?? Stopped(consumer)) is { } refused)
        {
            await _log.Refuse(consumer, credential, visit, refused, stopping);
            return Result.No<Actor>(refused);
        }
        return (await _log.Begin(consumer, credential, visit, stopping)).TryGet(out var number, out var over)
            ? consumer.ToActor(number)
            : over;
    }

    public Task Answered(Actor consumer, string code, long rows, CancellationToken stopping) =>
        _log.End(Consumer.IdOf(consumer), consumer.Session, code, rows, stopping);

    public static async Task<Consumer?> Find(IDocumentStore store, ConsumerId id, CancellationToken stopping) =>
        (await store.Find<Consumer>(Containers.Identity, Consumer.Partition, id.Text, stopping))?.Value;

    private static ConsumerStopped? Stopped(Consumer consumer) =>
        consumer.StoppedReason is null ? null : new ConsumerStopped();

    /// <returns>Whose it is and what speaks against it; or api_key_unknown, which is nobody's and not logged.</returns>
    private async Task<Result<(Consumer Consumer, string Credential, Problem? Fault)>> OfKey(
        string text, DateTimeOffset now, CancellationToken stopping)
    {
        if (Keys.Read(text) is not var (id, number)) { return new ApiKeyUnknown(); }
        var consumer = await Find(store, id, stopping);
        var key = consumer?.Keys.FirstOrDefault(each => each.Number == number);
        return key is not null && Keys.Fits(key, text)
            ? (consumer!, $"密钥 {number}", key.Fault(now))
            : new ApiKeyUnknown();
    }

    private async Task<Result<(Consumer Consumer, string Credential, Problem? Fault)>> OfCertificate(
        ConsumerCertificate shown, DateTimeOffset now, CancellationToken stopping)
    {
        var owner = await store.Find<CertificateOwner>(
            Containers.Identity, Consumer.Partition, CertificateOwner.IdOf(shown.Thumbprint), stopping);
        if (owner is null || await Find(store, owner.Value.Consumer, stopping) is not { } consumer)
        {
            return new CertificateUnknown();
        }
        var registered = consumer.Certificates.First(each => each.Thumbprint == shown.Thumbprint);
        Problem? fault = registered.RevokedAt is not null ? new CertificateRevoked()
            : now < shown.NotBefore || now > shown.NotAfter ? new CertificateExpired()
            : null;
        return (consumer, $"证书 {shown.Thumbprint[..8]}", fault);
    }
}

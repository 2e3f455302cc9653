using SocialFund.Kernel;

namespace SocialFund.Exchange.Sharing;

/// <summary>Registers a client certificate by its SHA-256 thumbprint, as openssl prints it or plain.</summary>
/// <param name="Note">Which machine it is of.</param>
public sealed record RegisterCertificate(ConsumerId Id, string Thumbprint, string Note) : IScoped
{
    public Scope ScopeFor(Actor actor) => Id.Scope;

    internal static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<RegisterCertificate, Done>(
        HttpMethod.Post, "sharing/consumers/{id}/certificates", Permission.SharingManage, "登记客户端证书",
        (request, call) => Handle(request, call, store));

    private static async Task<Result<Done>> Handle(RegisterCertificate request, Call call, IDocumentStore store)
    {
        var thumbprint = request.Thumbprint.Replace(":", "", StringComparison.Ordinal).Trim().ToLowerInvariant();
        if (thumbprint.Length != 64 || !thumbprint.All(char.IsAsciiHexDigit))
        {
            return new InvalidValue("thumbprint", "应为证书的 SHA-256 指纹（64位十六进制，可带冒号）。");
        }
        if (request.Note.Trim().Length > 100) { return new InvalidValue("note", "说明不超过100个字。"); }
        return await store.Apply<Done>(Containers.Identity, Consumer.Partition, call, async unit =>
        {
            if (await unit.Find<Consumer>(request.Id.Text) is not { } consumer)
            {
                return new NotFound("共享单位", request.Id.Text);
            }
            var owner = CertificateOwner.IdOf(thumbprint);
            if (await unit.Find<CertificateOwner>(owner) is not null) { return new CertificateTaken(); }
            if (consumer.Certificates.Count >= Consumer.ProofsMax) { return new TooManyProofs(Consumer.ProofsMax); }
            var made = new ClientCertificate(thumbprint, request.Note.Trim(), call.Now);
            unit.Create(owner, CertificateOwner.Document, new CertificateOwner(request.Id));
            unit.Replace(
                request.Id.Text, Consumer.Document,
                consumer with { Certificates = [.. consumer.Certificates, made] });
            unit.Audit(
                "sharing.certificate.add", request.Id.Scope, $"登记 {request.Id} 的客户端证书 {thumbprint[..8]}…");
            return Done.Value;
        });
    }
}

/// <summary>A certificate once revoked is not registered again: a machine gets a new one.</summary>
public sealed record RevokeCertificate(ConsumerId Id, string Thumbprint) : IScoped
{
    public Scope ScopeFor(Actor actor) => Id.Scope;

    internal static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<RevokeCertificate, Done>(
        HttpMethod.Post, "sharing/consumers/{id}/certificates/{thumbprint}/revoke", Permission.SharingManage,
        "撤销客户端证书", (request, call) => ChangeConsumer.Apply(
            store, request.Id, call, consumer => Decide(request, consumer, call.Now), "sharing.certificate.revoke",
            $"撤销 {request.Id} 的客户端证书 {(request.Thumbprint.Length > 8 ? request.Thumbprint[..8] : "")}…"));

    internal static Result<Consumer> Decide(RevokeCertificate request, Consumer consumer, DateTimeOffset now)
    {
        if (consumer.Certificates.FirstOrDefault(each => each.Thumbprint == request.Thumbprint) is not { } found)
        {
            return new NotFound("客户端证书", request.Thumbprint);
        }
        if (found.RevokedAt is not null) { return new WrongState("撤销", "已撤销"); }
        return consumer with
        {
            Certificates =
            [
                .. consumer.Certificates.Select(each => each == found ? found with { RevokedAt = now } : each),
            ],
        };
    }
}

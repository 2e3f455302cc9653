using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Partners;

/// <summary>
/// Calls the partner's own web service: the content is the body's element, sent in SOAP 1.1 with a digest token. Its
/// answer is the receipt; its fault decides whether trying again makes sense.
/// </summary>
internal sealed class SoapCarrier(IWebCalls web, IBlobStore blobs, PartnerSecrets secrets) : ICarrier
{
    /// <summary>What is larger is data and goes as a file.</summary>
    private const int MessageMax = 4 << 20;

    /// <summary>An answer is a receipt, not data.</summary>
    private const int AnswerMax = 1 << 20;

    public ChannelKind Channel => ChannelKind.Soap;

    public async Task<Result<Carried>> Carry(Partner partner, Transfer transfer, Call call)
    {
        if (partner.Channel(ChannelKind.Soap)?.Address is not { } address)
        {
            return new ChannelMissing(partner.Name, "SOAP");
        }
        await using var content = await blobs.Open(transfer.Content!, call.Stopping);
        if (content is null) { return new ContentGone(transfer.Name); }
        var bytes = await SmallBody.Read(content.Content, MessageMax, call.Stopping);
        if (bytes is null || XmlText.Load(bytes) is not { } message) { return new MessageUnsendable(transfer.Name); }
        var password = await secrets.Read(partner.Credential, call.Stopping);
        using var envelope = new MemoryStream();
        Write(envelope, message, TokenOf(partner, password, call));
        envelope.Position = 0;
        var question = new WebQuestion(
            HttpMethod.Post, new Uri(address), "text/xml; charset=utf-8", envelope, transfer.Operation ?? "");
        if (!(await web.Ask(question, call.Stopping)).TryGet(out var answer, out var problem)) { return problem; }
        using (answer)
        {
            if (await SmallBody.Read(answer.Body, AnswerMax, call.Stopping) is not { } body)
            {
                return new CarriageRefused($"对方应答超过 {AnswerMax} 字节");
            }
            return Judge(answer, body) is { } refused
                ? refused
                : new Carried(await Keep(transfer, body, call), IsFinal: true);
        }
    }

    /// <returns>Null when the other side took it.</returns>
    private static Problem? Judge(WebAnswer answer, byte[] body)
    {
        var fault = FaultOf(body);
        if (fault is { IsSender: true } refused) { return new CarriageRefused(refused.Text); }
        if (fault is { } failed) { return new CarriageFailed(failed.Text); }
        if (answer.IsGood) { return null; }
        var text = $"对方服务返回 HTTP {answer.Status}";
        return answer.MayPass ? new CarriageFailed(text) : new CarriageRefused(text);
    }

    /// <returns>Null when it is no fault, or no XML at all; then the status alone tells.</returns>
    private static (bool IsSender, string Text)? FaultOf(byte[] body)
    {
        var fault = XmlText.Load(body)?.DescendantsAndSelf().FirstOrDefault(one => one.Name.LocalName == "Fault");
        if (fault is null) { return null; }
        string Find(string name) =>
            fault.Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value.Trim() ?? "";
        var code = Find("faultcode") + Find("Value");
        var isSender = code.EndsWith("Client", StringComparison.Ordinal)
            || code.EndsWith("Sender", StringComparison.Ordinal);
        return (isSender, Find("faultstring") + Find("Text"));
    }

    private async Task<string> Keep(Transfer transfer, byte[] body, Call call)
    {
        using var content = new MemoryStream(body);
        var name = $"transfers/receipts/{transfer.Id}-{transfer.Round}-回执.xml";
        return (await blobs.Put(name, content, onlyNew: false, call.Stopping)).Require().Name;
    }

    private static UsernameToken? TokenOf(Partner partner, string? password, Call call)
    {
        if (partner.Credential is not { } credential || password is null) { return null; }
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        var created = call.Now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var digest = UsernameToken.DigestOf(nonce, created, password);
        return new UsernameToken(credential.User, digest, IsDigest: true, nonce, created);
    }

    private static void Write(Stream target, XElement message, UsernameToken? token) => SoapWriter.Write(
        target, SoapVersion.Soap11, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        token is null ? null : xml => WriteToken(xml, token),
        message.WriteTo);

    private static void WriteToken(XmlWriter xml, UsernameToken token)
    {
        xml.WriteStartElement("wsse", "Security", SoapNames.Security);
        xml.WriteAttributeString("soap", "mustUnderstand", SoapNames.Soap11, "1");
        xml.WriteStartElement("UsernameToken", SoapNames.Security);
        xml.WriteElementString("Username", SoapNames.Security, token.User);
        xml.WriteStartElement("Password", SoapNames.Security);
        xml.WriteAttributeString("Type", SoapNames.PasswordDigest);
        xml.WriteString(token.Password);
        xml.WriteEndElement();
        xml.WriteElementString("Nonce", SoapNames.Security, token.Nonce);
        xml.WriteElementString("wsu", "Created", SoapNames.Utility, token.Created);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }
}

using System.Text;
using System.Xml;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Partners;

/// <summary>A message as the HTTP layer received it.</summary>
/// <param name="Charset">Of the Content-Type; null when it says none.</param>
/// <param name="Media">What the Content-Type says; the envelope must agree.</param>
public sealed record SoapRequest(Stream Body, string? Charset, SoapVersion Media);

/// <summary>The answer as the HTTP layer sends it.</summary>
public sealed record SoapReply(int Status, string ContentType, ReadOnlyMemory<byte> Body);

internal static class SoapWriter
{
    public static SoapReply Answer(SoapVersion version, Encoding encoding, Action<XmlWriter> body) =>
        Write(200, version, encoding, body);

    /// <summary>A refusal as a fault: the code is stable, the reason Chinese.</summary>
    public static SoapReply Fault(SoapVersion version, Encoding encoding, Problem problem)
    {
        var isSender = problem is not (SoapVersionWrong or SoapHeaderUnknown);
        // A fault about the version is told in 1.1, which everybody reads.
        var told = problem is SoapVersionWrong ? SoapVersion.Soap11 : version;
        var status = told == SoapVersion.Soap12 && isSender ? 400 : 500;
        return Write(status, told, encoding, xml =>
        {
            if (told == SoapVersion.Soap12) { WriteFault12(xml, CodeOf(problem, told), problem); }
            else { WriteFault11(xml, CodeOf(problem, told), problem); }
        });
    }

    private static string CodeOf(Problem problem, SoapVersion version) => problem switch
    {
        SoapVersionWrong => "VersionMismatch",
        SoapHeaderUnknown => "MustUnderstand",
        _ => version == SoapVersion.Soap12 ? "Sender" : "Client",
    };

    private static void WriteFault11(XmlWriter xml, string code, Problem problem)
    {
        xml.WriteStartElement("soap", "Fault", SoapNames.Soap11);
        xml.WriteElementString("faultcode", $"soap:{code}");
        xml.WriteStartElement("faultstring");
        xml.WriteAttributeString("xml", "lang", null, "zh-CN");
        xml.WriteString(problem.Message);
        xml.WriteEndElement();
        xml.WriteStartElement("detail");
        WriteDetail(xml, problem);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteFault12(XmlWriter xml, string code, Problem problem)
    {
        xml.WriteStartElement("soap", "Fault", SoapNames.Soap12);
        xml.WriteStartElement("soap", "Code", SoapNames.Soap12);
        xml.WriteElementString("soap", "Value", SoapNames.Soap12, $"soap:{code}");
        xml.WriteEndElement();
        xml.WriteStartElement("soap", "Reason", SoapNames.Soap12);
        xml.WriteStartElement("soap", "Text", SoapNames.Soap12);
        xml.WriteAttributeString("xml", "lang", null, "zh-CN");
        xml.WriteString(problem.Message);
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteStartElement("soap", "Detail", SoapNames.Soap12);
        WriteDetail(xml, problem);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteDetail(XmlWriter xml, Problem problem)
    {
        xml.WriteStartElement("Problem", SoapNames.Tax);
        xml.WriteElementString("Code", SoapNames.Tax, problem.Code);
        xml.WriteElementString("Message", SoapNames.Tax, problem.Message);
        xml.WriteEndElement();
    }

    private static SoapReply Write(int status, SoapVersion version, Encoding encoding, Action<XmlWriter> body)
    {
        using var bytes = new MemoryStream();
        Write(bytes, version, encoding, header: null, body);
        var media = version == SoapVersion.Soap12 ? "application/soap+xml" : "text/xml";
        return new SoapReply(status, $"{media}; charset={encoding.WebName}", bytes.ToArray());
    }

    /// <summary>One envelope.</summary>
    public static void Write(
        Stream target, SoapVersion version, Encoding encoding, Action<XmlWriter>? header, Action<XmlWriter> body)
    {
        var settings = new XmlWriterSettings { Encoding = encoding, CloseOutput = false };
        using var xml = XmlWriter.Create(target, settings);
        xml.WriteStartElement("soap", "Envelope", SoapNames.Of(version));
        if (header is not null)
        {
            xml.WriteStartElement("soap", "Header", SoapNames.Of(version));
            header(xml);
            xml.WriteEndElement();
        }
        xml.WriteStartElement("soap", "Body", SoapNames.Of(version));
        body(xml);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }
}

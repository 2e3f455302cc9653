using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Xml;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Partners;

public enum SoapVersion
{
    Soap11 = 1,
    Soap12,
}

internal static class SoapNames
{
    public const string Soap11 = "http://schemas.xmlsoap.org/soap/envelope/";
    public const string Soap12 = "http://www.w3.org/2003/05/soap-envelope";
    public const string Tax = "urn:socialfund:tax:1";

    public const string Security =
        "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";

    public const string Utility =
        "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";

    public const string PasswordDigest =
        "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordDigest";

    public const string PasswordText =
        "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText";

    public static string Of(SoapVersion version) => version == SoapVersion.Soap12 ? Soap12 : Soap11;
}

/// <summary>
/// Ends the reading of a message. An exception and not a result, because it comes out of the depth of a stream; it is
/// caught where the answer is written.
/// </summary>
public sealed class SoapRefusedException(Problem problem) : Exception(problem.Message)
{
    public Problem Problem { get; } = problem;
}

/// <summary>Reads a SOAP message forward, once, without holding it: no DTD, bounded size, depth, values.</summary>
internal sealed class SoapReader : IDisposable
{
    /// <summary>200,000 rows of 16 items are some 60 MB of XML; more comes as a file.</summary>
    public const long BytesMax = 64L << 20;

    /// <summary>Envelope, Body, operation, Rows, Row, Item and the security header need seven.</summary>
    public const int DepthMax = 16;

    /// <summary>No field of the catalogue is longer than an address.</summary>
    public const int ValueMax = 2000;

    private readonly XmlReader _xml;

    private SoapReader(XmlReader xml, Encoding encoding) => (_xml, Encoding) = (xml, encoding);

    /// <summary>Of the message; the answer is written in the same.</summary>
    public Encoding Encoding { get; }

    public SoapVersion Version { get; private set; } = SoapVersion.Soap11;

    public string Name => _xml.LocalName;

    public string Namespace => _xml.NamespaceURI;

    /// <param name="charset">Of the Content-Type; it wins over what the XML declares (RFC 7303).</param>
    public static async Task<SoapReader> Open(Stream body, string? charset, CancellationToken stopping)
    {
        var pipe = PipeReader.Create(new BoundedStream(body, BytesMax));
        var encoding = EncodingOf(charset ?? await DeclaredIn(pipe, stopping));
        var settings = XmlText.Settings(BytesMax);
        settings.Async = true;
        settings.IgnoreComments = true;
        settings.IgnoreProcessingInstructions = true;
        settings.IgnoreWhitespace = true;
        settings.CloseInput = true;
        return new SoapReader(XmlReader.Create(new StreamReader(pipe.AsStream(), encoding), settings), encoding);
    }

    /// <summary>Reads up to the first header block or the body's element.</summary>
    public async Task ReadEnvelope()
    {
        await Next();
        if (_xml.NodeType == XmlNodeType.XmlDeclaration) { await Next(); }
        if (Name != "Envelope") { throw Refused(new SoapUnreadable("根元素不是 Envelope。")); }
        Version = Namespace switch
        {
            SoapNames.Soap11 => SoapVersion.Soap11,
            SoapNames.Soap12 => SoapVersion.Soap12,
            _ => throw Refused(new SoapVersionWrong()),
        };
        await Enter("Envelope");
    }

    /// <summary>Goes through the header, if there is one, and into the body.</summary>
    /// <returns>The user's token; null without one.</returns>
    public async Task<UsernameToken?> ReadHeader()
    {
        UsernameToken? token = null;
        if (IsSoap("Header"))
        {
            await Enter("Header");
            while (_xml.NodeType == XmlNodeType.Element)
            {
                if (Name == "Security" && Namespace == SoapNames.Security) { token = await ReadToken(); }
                else { await SkipBlock(); }
            }
            await Next();
        }
        if (!IsSoap("Body")) { throw Refused(new SoapUnreadable("缺少 Body。")); }
        await Enter("Body");
        if (_xml.NodeType != XmlNodeType.Element) { throw Refused(new SoapUnreadable("Body 为空。")); }
        return token;
    }

    /// <summary>Into the element that the reader stands on: to its first child, or to its end.</summary>
    public async Task Enter(string what)
    {
        if (_xml.IsEmptyElement) { throw Refused(new SoapUnreadable($"{what} 为空。")); }
        await Next();
    }

    public bool IsElement => _xml.NodeType == XmlNodeType.Element;

    public string? Attribute(string name) => _xml.GetAttribute(name);

    /// <summary>The text of the element that the reader stands on; goes on to what follows it.</summary>
    public async Task<string> Text()
    {
        var name = Name;
        if (_xml.IsEmptyElement) { await Next(); return ""; }
        var text = new StringBuilder();
        while (await NextNode() != XmlNodeType.EndElement)
        {
            if (_xml.NodeType == XmlNodeType.Element) { throw Refused(new SoapUnreadable($"{name} 中不应有下级元素。")); }
            text.Append(await _xml.GetValueAsync());
            if (text.Length > ValueMax) { throw Refused(new SoapTooLarge($"元素 {name} 的长度", ValueMax)); }
        }
        await Next();
        return text.ToString().Trim();
    }

    /// <summary>Behind the end of the element whose children were read.</summary>
    public async Task Leave()
    {
        if (_xml.NodeType != XmlNodeType.EndElement) { throw Refused(new SoapUnreadable($"不应有元素 {Name}。")); }
        await Next();
    }

    public void Dispose() => _xml.Dispose();

    internal static SoapRefusedException Refused(Problem problem) => new(problem);

    private bool IsSoap(string name) => IsElement && Name == name && Namespace == SoapNames.Of(Version);

    /// <summary>A header block that is not ours: skipped, unless it says that it must be understood.</summary>
    private async Task SkipBlock()
    {
        var soap = SoapNames.Of(Version);
        var target = _xml.GetAttribute(Version == SoapVersion.Soap12 ? "role" : "actor", soap) ?? "";
        var isForUs = target.Length == 0 || target.EndsWith("/next", StringComparison.Ordinal)
            || target.EndsWith("/ultimateReceiver", StringComparison.Ordinal);
        if (isForUs && _xml.GetAttribute("mustUnderstand", soap) is "1" or "true")
        {
            throw Refused(new SoapHeaderUnknown(Name));
        }
        var depth = _xml.Depth;
        if (!_xml.IsEmptyElement)
        {
            while (await NextNode() != XmlNodeType.EndElement || _xml.Depth > depth) { }
        }
        await Next();
    }

    private async Task<UsernameToken?> ReadToken()
    {
        UsernameToken? token = null;
        await Enter("Security");
        while (IsElement)
        {
            if (Name == "UsernameToken") { token = await ReadUser(); }
            else { await SkipBlock(); }
        }
        await Leave();
        return token;
    }

    private async Task<UsernameToken> ReadUser()
    {
        var token = new UsernameToken("", "", IsDigest: false, "", "");
        await Enter("UsernameToken");
        while (IsElement)
        {
            var (name, type) = (Name, Attribute("Type"));
            var text = await Text();
            token = name switch
            {
                "Username" => token with { User = text },
                "Password" => token with { Password = text, IsDigest = type == SoapNames.PasswordDigest },
                "Nonce" => token with { Nonce = text },
                "Created" => token with { Created = text },
                _ => token,
            };
        }
        await Leave();
        return token;
    }

    /// <summary>The next node that means something; text between elements is a fault of the sender.</summary>
    private async Task Next()
    {
        if (await NextNode() is XmlNodeType.Text or XmlNodeType.CDATA)
        {
            throw Refused(new SoapUnreadable("元素之间不应有文字。"));
        }
    }

    private async Task<XmlNodeType> NextNode()
    {
        try
        {
            await _xml.ReadAsync();
        }
        catch (XmlException error)
        {
            throw Refused(new SoapUnreadable(
                $"第 {error.LineNumber} 行第 {error.LinePosition} 列不是规范的 XML，或含有不允许的 DTD。"));
        }
        catch (DecoderFallbackException)
        {
            throw Refused(new SoapUnreadable($"内容不是有效的 {Encoding.WebName} 编码。"));
        }
        if (_xml.Depth > DepthMax) { throw Refused(new SoapTooLarge("嵌套层数", DepthMax)); }
        if (_xml.EOF) { return XmlNodeType.None; }
        return _xml.NodeType;
    }

    private static Encoding EncodingOf(string name) =>
        XmlText.Find(name) ?? throw Refused(new SoapEncodingUnknown(name));

    /// <summary>The encoding that the XML declares; what is read here is read again.</summary>
    private static async Task<string> DeclaredIn(PipeReader pipe, CancellationToken stopping)
    {
        var read = await pipe.ReadAtLeastAsync(XmlText.BeginningLength, stopping);
        var beginning = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, XmlText.BeginningLength)).ToArray();
        pipe.AdvanceTo(read.Buffer.Start);
        return XmlText.DeclaredIn(beginning);
    }
}

/// <summary>Passes at most so many bytes on.</summary>
internal sealed class BoundedStream(Stream inner, long max) : Stream
{
    private long _read;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await inner.ReadAsync(buffer, cancellationToken));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Count(int count)
    {
        _read += count;
        return _read <= max ? count : throw new SoapRefusedException(new SoapTooLarge("字节数", max));
    }
}

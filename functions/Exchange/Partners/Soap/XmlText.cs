using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using SocialFund.Exchange.Ingestion.Text;

namespace SocialFund.Exchange.Partners;

/// <summary>XML of partners: UTF-8, GB18030 or UTF-16, without DTD.</summary>
internal static partial class XmlText
{
    /// <summary>A declaration lies within these.</summary>
    public const int BeginningLength = 256;

    /// <summary>The encoding that the XML declares; UTF-8 where it declares none. The platform's own readers know no
    /// GB18030.</summary>
    public static string DeclaredIn(ReadOnlySpan<byte> beginning)
    {
        if (beginning.StartsWith<byte>([0xFF, 0xFE])) { return "UTF-16"; }
        var text = Encoding.Latin1.GetString(beginning[..Math.Min(beginning.Length, BeginningLength)]);
        var match = Declaration().Match(text);
        return match.Success ? match.Groups[1].Value : "UTF-8";
    }

    /// <returns>Null for one that is not taken.</returns>
    public static Encoding? Find(string name) => name.ToUpperInvariant() is "UTF-16" or "UNICODE"
        ? new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true)
        : Encodings.Find(name);

    public static XmlReaderSettings Settings(long max) => new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = max,
        MaxCharactersFromEntities = 1,
    };

    /// <returns>The root element; null when it is no XML that we take.</returns>
    public static XElement? Load(byte[] bytes)
    {
        if (Find(DeclaredIn(bytes)) is not { } encoding) { return null; }
        try
        {
            using var text = new StreamReader(new MemoryStream(bytes), encoding);
            using var reader = XmlReader.Create(text, Settings(bytes.Length));
            return XElement.Load(reader);
        }
        catch (Exception error) when (error is XmlException or DecoderFallbackException)
        {
            // What is no XML is answered by whoever asked.
            return null;
        }
    }

    [GeneratedRegex("""^(?:\xEF\xBB\xBF)?<\?xml[^>]{0,80}?encoding=["']([A-Za-z0-9._-]{1,20})["']""")]
    private static partial Regex Declaration();
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SocialFund.Tests.Exchange.Partners;

/// <summary>Envelopes as the tax bureau's own program would write them.</summary>
internal static class SoapText
{
    public const string Soap11 = "http://schemas.xmlsoap.org/soap/envelope/";
    public const string Soap12 = "http://www.w3.org/2003/05/soap-envelope";

    private const string Wsse = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    private const string Wsu = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";

    private const string Profile =
        "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0";

    private const string Table = "enterprise-pension/tax-individual-contributions";

    public static string Envelope(
        string body, string header = "", string version = Soap11, string encoding = "UTF-8") =>
        $"""
        <?xml version="1.0" encoding="{encoding}"?>
        <s:Envelope xmlns:s="{version}"><s:Header>{header}</s:Header><s:Body>{body}</s:Body></s:Envelope>
        """;

    /// <summary>Base64(SHA-1(nonce + created + password)), or the password as it is.</summary>
    public static string Token(
        DateTimeOffset created, string password, string user = "tax-qh", string nonce = "bm9uY2UtMQ==",
        bool isDigest = true)
    {
        var time = created.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var word = password;
        if (isDigest)
        {
            byte[] text = [.. Convert.FromBase64String(nonce), .. Encoding.UTF8.GetBytes(time + password)];
#pragma warning disable CA5350 // The profile fixes SHA-1.
            word = Convert.ToBase64String(SHA1.HashData(text));
#pragma warning restore CA5350
        }
        var type = $"{Profile}#{(isDigest ? "PasswordDigest" : "PasswordText")}";
        return $"""
            <w:Security xmlns:w="{Wsse}"><w:UsernameToken><w:Username>{user}</w:Username>
            <w:Password Type="{type}">{word}</w:Password><w:Nonce>{nonce}</w:Nonce>
            <u:Created xmlns:u="{Wsu}">{time}</u:Created></w:UsernameToken></w:Security>
            """;
    }

    public static string Rows(string batch = "B001", int count = 2, string rows = TwoRows, string table = Table) =>
        $"""
        <t:PushRows xmlns:t="urn:socialfund:tax:1"><t:Batch>{batch}</t:Batch><t:Table>{table}</t:Table>
        <t:Period>202610</t:Period><t:Division>630000</t:Division><t:Count>{count}</t:Count>
        <t:Rows>{rows}</t:Rows></t:PushRows>
        """;

    /// <summary>Fields by code, by Chinese name and by id.</summary>
    private const string TwoRows =
        """
        <t:Row><t:Item name="AAD009">6300012026100001</t:Item><t:Item name="人员编号">P&amp;1</t:Item>
        <t:Item name="individualPaidAmount">480.00</t:Item></t:Row>
        <t:Row><t:Item name="AAD009">6300012026100002</t:Item><t:Item name="人员编号">何㐂</t:Item></t:Row>
        """;

    public static string Ask(string receipt) =>
        $"""<t:QueryReceipt xmlns:t="urn:socialfund:tax:1"><t:Receipt>{receipt}</t:Receipt></t:QueryReceipt>""";
}

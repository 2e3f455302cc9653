using System.Text;

namespace SocialFund.Exchange.Ingestion.Text;

/// <summary>The encodings that partners may use, strict: a wrong byte is an error, never a question mark.</summary>
public static class Encodings
{
    private static readonly Encoding Utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);

    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding(
        "GB18030", EncoderFallback.ReplacementFallback, DecoderFallback.ExceptionFallback)!;

    /// <returns>Null for any other name.</returns>
    public static Encoding? Find(string name) => name.ToUpperInvariant() switch
    {
        "GB18030" or "GBK" or "GB2312" => Gb18030,
        "UTF-8" or "UTF8" => Utf8,
        _ => null,
    };
}

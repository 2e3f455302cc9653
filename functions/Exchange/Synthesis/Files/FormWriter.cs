using System.Buffers;
using System.Text;
using SocialFund.Exchange.Catalog;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Synthesis;

/// <summary>Puts a table's lines down in the form that was asked for, and digests what it puts.</summary>
/// <remarks>Lines come as the usual form has them: GB18030, |, CRLF, the heading first.</remarks>
internal sealed class FormWriter(ExchangeFormat format, CatalogTable table, Stream target, ISm3 digest)
{
    private const string XmlBegin = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rows>\n";
    private const string XmlEnd = "</rows>\n";

    private static readonly SearchValues<char> Quotable = SearchValues.Create(",\"");
    private static readonly SearchValues<char> Markup = SearchValues.Create("&<>");

    private readonly (string Open, string Close)[] _tags =
        [.. table.Fields.Select(field => ($"<{field.Id}>", $"</{field.Id}>"))];

    private readonly ArrayBufferWriter<char> _xml = new();

    private char[] _chars = [];
    private byte[] _bytes = [];
    private bool _hasBegun;

    /// <param name="lines">Whole lines.</param>
    public void Write(ReadOnlySpan<byte> lines)
    {
        if (format == ExchangeFormat.Text) { Put(lines); }
        else if (format == ExchangeFormat.Csv) { Csv(Chars(lines)); }
        else { Xml(Chars(lines)); }
    }

    /// <returns>The digest.</returns>
    public string Finish()
    {
        if (format == ExchangeFormat.Xml) { Put(XmlEnd); }
        return digest.Finish();
    }

    private void Csv(Span<char> text)
    {
        // Nothing that is made needs quotes.
        if (text.ContainsAny(Quotable)) { throw new InvalidOperationException($"{table.Id}: a cell needs quotes."); }
        text.Replace('|', ',');
        Put(text);
    }

    private void Xml(ReadOnlySpan<char> text)
    {
        _xml.ResetWrittenCount();
        if (!_hasBegun)
        {
            _xml.Write(XmlBegin);
            text = text[(text.IndexOf('\n') + 1)..];
            _hasBegun = true;
        }
        while (text.Length > 0)
        {
            var end = text.IndexOf('\r');
            XmlRow(text[..end]);
            text = text[(end + 2)..];
        }
        Put(_xml.WrittenSpan);
    }

    /// <summary>An empty cell is an element all the same, so that the first rows name every field.</summary>
    private void XmlRow(ReadOnlySpan<char> line)
    {
        _xml.Write("<row>");
        var place = 0;
        foreach (var range in line.Split('|'))
        {
            _xml.Write(_tags[place].Open);
            var cell = line[range];
            _xml.Write(cell.ContainsAny(Markup) ? System.Security.SecurityElement.Escape(cell.ToString()) : cell);
            _xml.Write(_tags[place++].Close);
        }
        _xml.Write("</row>\n");
    }

    private Span<char> Chars(ReadOnlySpan<byte> lines)
    {
        if (_chars.Length < lines.Length) { _chars = new char[lines.Length]; }
        return _chars.AsSpan(0, FileText.Encoding.GetChars(lines, _chars));
    }

    private void Put(ReadOnlySpan<char> text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (_bytes.Length < most) { _bytes = new byte[most]; }
        Put(_bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, _bytes)));
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        digest.Append(bytes);
        target.Write(bytes);
    }
}

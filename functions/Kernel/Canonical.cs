using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SocialFund.Kernel;

/// <summary>
/// The one text of a JSON value, whatever a store did to its layout: members in the order of their names, no blanks,
/// only quotation marks, backslashes and control characters escaped. <c>jq -cS</c> prints the same.
/// </summary>
/// <remarks>Basis: RFC 8785, for the texts and whole numbers that our records consist of.</remarks>
public static class Canonical
{
    public static string Of<T>(T value) => Of(JsonSerializer.SerializeToElement(value, Json.Options));

    public static string Of(JsonElement value)
    {
        var text = new StringBuilder();
        Write(value, text);
        return text.ToString();
    }

    private static void Write(JsonElement value, StringBuilder text)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var members = value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal);
                WriteList('{', members, '}', text, member =>
                {
                    WriteText(member.Name, text);
                    text.Append(':');
                    Write(member.Value, text);
                });
                break;
            case JsonValueKind.Array:
                WriteList('[', value.EnumerateArray(), ']', text, item => Write(item, text));
                break;
            case JsonValueKind.String:
                WriteText(value.GetString()!, text);
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    private static void WriteList<T>(char open, IEnumerable<T> items, char close, StringBuilder text, Action<T> write)
    {
        text.Append(open);
        var first = true;
        foreach (var item in items)
        {
            if (!first) { text.Append(','); }
            first = false;
            write(item);
        }
        text.Append(close);
    }

    private static void WriteText(string value, StringBuilder text)
    {
        text.Append('"');
        foreach (var sign in value)
        {
            _ = sign switch
            {
                '"' or '\\' => text.Append('\\').Append(sign),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' => text.Append("\\u").Append(((int)sign).ToString("x4", CultureInfo.InvariantCulture)),
                _ => text.Append(sign),
            };
        }
        text.Append('"');
    }
}

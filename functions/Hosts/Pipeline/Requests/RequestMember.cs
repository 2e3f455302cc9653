using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Primitives;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Pipeline.Requests;

/// <summary>Writes the text of an address value as the JSON kind that its property is read from.</summary>
internal sealed class RequestMember
{
    private readonly Action<Utf8JsonWriter, string> _write;
    private readonly Func<string, bool> _fits;
    private readonly bool _isList;
    private readonly string _expected;

    public RequestMember(JsonPropertyInfo property)
    {
        var list = ValueWords.ElementOf(property.PropertyType);
        var type = ValueWords.Bare(list ?? property.PropertyType);
        _isList = list is not null;
        _expected = ValueWords.Expected(type);
        (_write, _fits) = type switch
        {
            _ when type == typeof(bool) => (Raw, IsFlag),
            _ when type == typeof(int) || type == typeof(long) || type == typeof(Money) => (Raw, IsInteger),
            _ when type == typeof(decimal) || type == typeof(double) => (Raw, IsNumber),
            _ => ((Action<Utf8JsonWriter, string>)Text, (Func<string, bool>)(_ => true)),
        };
        Name = property.Name;
    }

    public string Name { get; }

    /// <returns>Null, or why the values do not fit.</returns>
    public string? Write(Utf8JsonWriter writer, StringValues values)
    {
        if (!_isList && values.Count != 1) { return "只能给出一个值"; }
        if (values.Any(value => value is null || !_fits(value))) { return _expected; }
        writer.WritePropertyName(Name);
        if (!_isList) { _write(writer, values[0]!); return null; }

        writer.WriteStartArray();
        foreach (var value in values) { _write(writer, value!); }
        writer.WriteEndArray();
        return null;
    }

    private static void Text(Utf8JsonWriter writer, string value) => writer.WriteStringValue(value);

    private static void Raw(Utf8JsonWriter writer, string value) =>
        writer.WriteRawValue(value, skipInputValidation: true);

    private static bool IsFlag(string value) => value is "true" or "false";

    private static bool IsInteger(string value) =>
        long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        && number.ToString(CultureInfo.InvariantCulture) == value;

    private static bool IsNumber(string value) =>
        decimal.TryParse(
            value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _)
        && value[0] != '+' && value[0] != '.' && value[^1] != '.';
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace SocialFund.Kernel;

/// <summary>A value that has exactly one text form, used in JSON, addresses and document ids.</summary>
public interface ITextValue<TSelf> where TSelf : ITextValue<TSelf>
{
    /// <summary>What the reader calls it, for messages: 区划代码, 期别 …</summary>
    static abstract string Name { get; }

    string Text { get; }

    static abstract bool TryParse(string? text, out TSelf value);
}

public static class TextValue
{
    /// <summary>Parses trusted text, for example from our own documents.</summary>
    /// <exception cref="FormatException">The text is not a <typeparamref name="T"/>.</exception>
    public static T Parse<T>(string? text) where T : ITextValue<T> =>
        T.TryParse(text, out var value) ? value : throw new FormatException($"“{text}”不是有效的{T.Name}。");
}

public sealed class TextJson<T> : JsonConverter<T> where T : ITextValue<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        return T.TryParse(text, out var value) ? value : throw new JsonException($"“{text}”不是有效的{T.Name}。");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Text);

    public override T ReadAsPropertyName(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TextValue.Parse<T>(reader.GetString());

    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.Text);
}

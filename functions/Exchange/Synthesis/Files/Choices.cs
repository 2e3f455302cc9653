using System.Text.Json;
using SocialFund.Exchange.Catalog;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Synthesis;

/// <summary>Values of fields that nothing else hangs on (Data/choices.json): drawn evenly, the same for the same
/// thing.</summary>
internal sealed class Choices
{
    private static readonly byte[][] No = ["0"u8.ToArray()];

    private readonly Dictionary<string, byte[][]> _values =
        JsonSerializer.Deserialize<Dictionary<string, string[]>>(
            EmbeddedText.Read(typeof(Choices).Assembly, "choices.json"), Json.Options)!
            .ToDictionary(pair => pair.Key, pair => pair.Value.Select(Names.Bytes).ToArray());

    public byte[][]? Of(CatalogField field) =>
        _values.TryGetValue(field.Id, out var values) ? values : field.List == "flag" ? No : null;
}

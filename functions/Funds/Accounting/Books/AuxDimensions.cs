using System.Reflection;
using System.Text.Json;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>A sort of auxiliary accounting (辅助核算) that lines may carry.</summary>
public sealed record AuxDimension(string Id, string Name);

/// <summary>The sorts there are; which accounts require which, the chart says. Data: Data/dimensions.json.</summary>
public static class AuxDimensions
{
    public const int ValueMax = 100;

    public static IReadOnlyList<AuxDimension> All { get; } = JsonSerializer.Deserialize<List<AuxDimension>>(
        EmbeddedText.Read(Assembly.GetExecutingAssembly(), "dimensions.json"), Json.Options)!;

    public static AuxDimension? Find(string id) => All.FirstOrDefault(dimension => dimension.Id == id);

    /// <summary>By its id or its Chinese name.</summary>
    public static AuxDimension? FindByName(string text) =>
        All.FirstOrDefault(dimension => dimension.Id == text || dimension.Name == text);

    public static string TitleOf(string id) => Find(id)?.Name ?? id;
}

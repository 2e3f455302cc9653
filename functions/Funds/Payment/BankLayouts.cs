using System.Reflection;
using SocialFund.Kernel;

namespace SocialFund.Funds.Payment;

/// <summary>How files are exchanged with one bank. Data: Banks/*.json; a new bank is a new file.</summary>
/// <param name="FileName">Pattern of the instruction file: <c>{batch}</c>, <c>{date}</c>.</param>
/// <param name="Results">The bank's result codes: paid or refunded; any other code is a failure.</param>
/// <param name="Division">Where exceptions go that name no batch of ours.</param>
public sealed record BankLayout(
    string Id, string Name, Division Division, string FileName, TextTable Instruction, TextTable Receipt,
    IReadOnlyDictionary<string, string> Results)
{
    public string ResultOf(string code) => Results.GetValueOrDefault(code, "failed");
}

public sealed class BankLayouts(IEnumerable<BankLayout> layouts)
{
    private readonly Dictionary<string, BankLayout> _byId = layouts.ToDictionary(layout => layout.Id);

    public static BankLayouts Shipped { get; } = new(LoadShipped());

    public IReadOnlyCollection<BankLayout> All => _byId.Values;

    public BankLayout? Find(string id) => _byId.GetValueOrDefault(id);

    private static IEnumerable<BankLayout> LoadShipped()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(name => name.Contains(".Payment.Banks.", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Json.Read<BankLayout>(EmbeddedText.Read(assembly, name)));
    }
}

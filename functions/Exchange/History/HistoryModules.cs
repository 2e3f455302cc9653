using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

/// <summary>What a migration module does.</summary>
public enum ModuleKind
{
    Report = 1,
    Detail,
    Subjects,
    Versions,
}

/// <summary>A migration module of the tender (历史数据工程).</summary>
public sealed record HistoryModuleEntry(
    string Number, string Name, ModuleKind Kind, string Requirement, IReadOnlyList<string>? Tasks = null,
    IReadOnlyList<string>? Forms = null, Fund? Fund = null);

/// <summary>The migration modules as modules.json says.</summary>
public sealed class HistoryModules(IReadOnlyList<HistoryModuleEntry> all)
{
    private static readonly Lazy<HistoryModules> OfThisAssembly = new(() => new HistoryModules(
        Json.Read<List<HistoryModuleEntry>>(EmbeddedText.Read(typeof(HistoryModules).Assembly, "History.modules.json"))));

    public static HistoryModules OfTheSystem => OfThisAssembly.Value;

    public IReadOnlyList<HistoryModuleEntry> All => all;

    /// <summary>The module that takes a report; null when none does.</summary>
    public HistoryModuleEntry? Of(string task, string form) =>
        all.FirstOrDefault(module => module.Tasks?.Contains(task) == true && module.Forms!.Contains(form));
}

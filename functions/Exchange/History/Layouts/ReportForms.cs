using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

/// <summary>Forms, tasks and modules as the JSON files beside this say.</summary>
public sealed class ReportForms
{
    private static readonly Lazy<ReportForms> OfThisAssembly = new(() => new ReportForms(
        Shipped("Layouts."), Read<List<ReportTask>>("tasks.json"), Read<List<HistoryModuleEntry>>("modules.json")));

    private readonly Dictionary<string, ReportForm> _forms;

    /// <exception cref="InvalidOperationException">The data contradict themselves; the message names the
    /// place.</exception>
    public ReportForms(
        IReadOnlyList<ReportForm> forms, IReadOnlyList<ReportTask> tasks, IReadOnlyList<HistoryModuleEntry> modules)
    {
        (Forms, Tasks, Modules) = (forms, tasks, modules);
        _forms = forms.ToDictionary(form => form.Id);
        foreach (var form in forms) { Check(form); }
    }

    public static ReportForms OfTheSystem => OfThisAssembly.Value;

    public IReadOnlyList<ReportForm> Forms { get; }

    public IReadOnlyList<ReportTask> Tasks { get; }

    public IReadOnlyList<HistoryModuleEntry> Modules { get; }

    public ReportForm? Find(string? form) => form is null ? null : _forms.GetValueOrDefault(form);

    public ReportTask? Task(string? task) => Tasks.FirstOrDefault(each => each.Id == task);

    /// <summary>The module that takes a report; null when none does.</summary>
    public HistoryModuleEntry? ModuleOf(string task, string form) => Modules.FirstOrDefault(
        module => module.Tasks?.Contains(task) == true && module.Forms!.Contains(form));

    private static void Check(ReportForm form)
    {
        var named = form.Items.Select(item => item.Parent).OfType<string>()
            .Concat(form.Checks.SelectMany(check => check.Left.Concat(check.Right)).Select(Bare));
        if (named.FirstOrDefault(id => form.Find(id) is null) is { } unknown)
        {
            throw new InvalidOperationException($"{form.Id} has no item {unknown}.");
        }
    }

    internal static string Bare(string term) => term.TrimStart('-');

    private static List<ReportForm> Shipped(string folder)
    {
        var assembly = typeof(ReportForms).Assembly;
        var start = $"{typeof(ReportForms).Namespace}.{folder}";
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(start, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Json.Read<ReportForm>(EmbeddedText.Read(assembly, name)))];
    }

    private static T Read<T>(string name) =>
        Json.Read<T>(EmbeddedText.Read(typeof(ReportForms).Assembly, $"History.{name}"));
}

using SocialFund.Kernel;

namespace SocialFund.Funds.Forms;

/// <summary>Forms and tasks as the JSON files say.</summary>
public sealed class ReportForms
{
    private static readonly Lazy<ReportForms> OfThisAssembly = new(() => new ReportForms(
        Shipped("Catalogue."),
        Json.Read<List<ReportTask>>(EmbeddedText.Read(typeof(ReportForms).Assembly, "Forms.report-tasks.json"))));

    private readonly Dictionary<string, ReportForm> _forms;

    /// <exception cref="InvalidOperationException">The data contradict themselves; the message names the
    /// place.</exception>
    public ReportForms(IReadOnlyList<ReportForm> forms, IReadOnlyList<ReportTask> tasks)
    {
        (Forms, Tasks) = (forms, tasks);
        _forms = forms.ToDictionary(form => form.Id);
        foreach (var form in forms) { Check(form); }
    }

    public static ReportForms OfTheSystem => OfThisAssembly.Value;

    public IReadOnlyList<ReportForm> Forms { get; }

    public IReadOnlyList<ReportTask> Tasks { get; }

    public ReportForm? Find(string? form) => form is null ? null : _forms.GetValueOrDefault(form);

    public ReportTask? Task(string? task) => Tasks.FirstOrDefault(each => each.Id == task);

    private static void Check(ReportForm form)
    {
        var named = form.Items.Select(item => item.Parent).OfType<string>()
            .Concat(form.Checks.SelectMany(check => check.Left.Concat(check.Right)).Select(Bare));
        if (named.FirstOrDefault(id => form.Find(id) is null) is { } unknown)
        {
            throw new InvalidOperationException($"{form.Id} has no item {unknown}.");
        }
    }

    /// <summary>The item of a term of a check, without its sign.</summary>
    public static string Bare(string term) => term.TrimStart('-');

    private static List<ReportForm> Shipped(string folder)
    {
        var assembly = typeof(ReportForms).Assembly;
        var start = $"{typeof(ReportForms).Namespace}.{folder}";
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(start, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Json.Read<ReportForm>(EmbeddedText.Read(assembly, name)))];
    }
}

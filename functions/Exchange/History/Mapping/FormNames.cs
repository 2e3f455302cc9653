using SocialFund.Funds.Forms;
using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

/// <summary>What a label came to.</summary>
/// <param name="Item">Null where nothing was found, or the label is not wanted.</param>
/// <param name="IsUnwanted">Somebody said so, with a reason.</param>
internal readonly record struct Resolved(FormItem? Item, bool IsUnwanted)
{
    public bool IsKnown => Item is not null || IsUnwanted;
}

/// <summary>The names of one form in one year and region: the shipped ones and those that people added.</summary>
internal sealed class FormNames
{
    private sealed record Name(FormItem? Item, string? Parent, bool IsUnwanted);

    private readonly ReportForm _form;
    private readonly Dictionary<string, List<Name>> _names = [];
    private readonly Dictionary<string, (string? Column, FigureKind Unit)> _columns = [];
    private readonly HashSet<string> _placeholders;

    public FormNames(ReportForm form, ReportTask task, FormMapping mapping, int year, Division division)
    {
        _form = form;
        _placeholders = [.. (form.Placeholders ?? []).Select(ItemLabel.Narrow)];
        foreach (var item in form.Items.Where(item => item.IsIn(year)))
        {
            foreach (var label in item.Labels.Where(label => label.IsIn(year)))
            {
                Add(ItemLabel.Of(label.Label).Key, new Name(item, item.Parent, false));
            }
        }
        foreach (var column in task.Columns)
        {
            foreach (var label in column.Labels) { _columns[ItemLabel.Of(label).Key] = (column.Id, column.Unit); }
        }
        var added = mapping.Current
            .Where(row => row.IsIn(year) && row.Division.Contains(division))
            .Where(row => row.Task is null || row.Task == task.Id);
        foreach (var row in added) { Add(row, task); }
    }

    public bool IsPlaceholder(string written) => _placeholders.Contains(ItemLabel.Narrow(written));

    /// <summary>The item that a label means at its place in a report.</summary>
    /// <param name="chain">The items above it, nearest first.</param>
    /// <param name="isBroken">Something unknown stands between it and the chain.</param>
    /// <param name="last">Where the last found item stands in the form; −1 at the top.</param>
    /// <param name="side">The side of the table; null where it has one.</param>
    public Resolved Find(string key, IReadOnlyList<string> chain, bool isBroken, int last, string? side)
    {
        if (!_names.TryGetValue(key, out var names)) { return default; }
        foreach (var parent in isBroken ? [] : chain)
        {
            var below = names.Where(name => name.Parent == parent && IsOn(name, side)).ToList();
            if (below.Count > 0) { return Best(below, last); }
        }
        var free = names.Where(name => IsOn(name, side) && (name.Parent is null
            || (!isBroken && names.Count(other => IsOn(other, side)) == 1 && IsAlone(name)))).ToList();
        return free.Count == 0 ? default : Best(free, last);
    }

    /// <summary>Which column a heading names; null column: not wanted; no answer: unknown.</summary>
    public (string? Column, FigureKind Unit)? Column(string heading) =>
        _columns.TryGetValue(ItemLabel.Of(heading).Key, out var column) ? column : null;

    /// <summary>Forms with an income and an expenditure side leave headings out; others say their section.</summary>
    private static bool IsAlone(Name name) => name.Item?.Side is "income" or "expenditure";

    private static bool IsOn(Name name, string? side) => side is null || name.Item is null || name.Item.Side == side;

    /// <summary>Of several the next one in the form's order.</summary>
    private Resolved Best(List<Name> names, int last)
    {
        var chosen = names.FirstOrDefault(name => name.IsUnwanted)
            ?? names.OrderBy(name => _form.PlaceOf(name.Item!.Id) <= last)
                .ThenBy(name => _form.PlaceOf(name.Item!.Id)).First();
        return new Resolved(chosen.Item, chosen.IsUnwanted);
    }

    private void Add(MappingRow row, ReportTask task)
    {
        if (row.Part == MappedPart.Column)
        {
            _columns[row.Key] = (row.Target, task.Find(row.Target ?? "")?.Unit ?? FigureKind.None);
            return;
        }
        var item = row.Target is null ? null : _form.Find(row.Target);
        // What people say goes before what was shipped.
        if (_names.TryGetValue(row.Key, out var names)) { names.RemoveAll(name => name.Parent == row.Parent); }
        Add(row.Key, new Name(item, row.Parent, item is null));
    }

    private void Add(string key, Name name)
    {
        if (!_names.TryGetValue(key, out var names)) { _names[key] = names = []; }
        names.Add(name);
    }
}

using SocialFund.Kernel;

namespace SocialFund.Funds.Forms;

/// <summary>
/// The forms of a kind of task as they look in a year, made from the catalogue: the rows and names of that year, the
/// task's columns; a relation that gives one row becomes its formula, the others rules.
/// </summary>
public sealed class FormLayouts(ReportForms catalogue)
{
    private static readonly IReadOnlyList<LevelFlow> Flows =
        Json.Read<List<LevelFlow>>(EmbeddedText.Read(typeof(FormLayouts).Assembly, "Forms.level-flows.json"));

    public static FormLayouts OfTheSystem { get; } = new(ReportForms.OfTheSystem);

    /// <summary>In the order of their numbers; those without number after them.</summary>
    /// <param name="task">Of the catalogue, yearly.</param>
    /// <exception cref="InvalidOperationException">The catalogue has no such task.</exception>
    public IReadOnlyList<Form> Of(string task, int year)
    {
        var kind = catalogue.Task(task) ?? throw new InvalidOperationException($"No task {task}.");
        var used = catalogue.Forms.Where(form => IsUsed(form, year)).ToList();
        var funds = used.Where(IsFundForm).OrderBy(fund => fund.Number ?? "~", StringComparer.Ordinal).ToList();
        return [.. used
            .OrderBy(form => form.Number is null).ThenBy(form => form.Number, StringComparer.Ordinal)
            .ThenBy(form => form.Fund ?? (Fund)int.MaxValue)
            .Select(form => form.ColumnsAre == ReportForm.Funds
                ? Summary(form, kind, year, funds)
                : Single(form, kind, year))];
    }

    /// <summary>Monthly indicators are not filled in here; a fund's forms end with the fund.</summary>
    private static bool IsUsed(ReportForm form, int year) =>
        form.Id != "indicators" && (form.Fund?.Entry().Until is not { } until || year <= until.Year);

    /// <summary>Income and expenditure of one fund.</summary>
    private static bool IsFundForm(ReportForm form) =>
        form.Fund is not null && form.Items.Any(item => item.Side == "income");

    private static Form Single(ReportForm form, ReportTask task, int year)
    {
        var columns = task.Columns.Select(column => new FormColumn(
            column.Id, column.Name, column.Unit == FigureKind.None ? null : column.Unit, column.Formula)).ToList();
        var isFund = IsFundForm(form);
        var (rows, rules) = Rows(form, year);
        return new Form(
            form.Id, TitleOf(form, task), columns, rows, [.. rules, .. isFund ? task.FundRules ?? [] : []],
            NumberOf(form, task), form.Fund, isFund ? Flows : null, isFund ? task.FundCells : null);
    }

    /// <summary>A column a fund, taken from the fund's own form; what has no link is worked out from what has.
    /// </summary>
    private static Form Summary(ReportForm form, ReportTask task, int year, List<ReportForm> funds)
    {
        var main = task.Main ?? task.Columns[0].Id;
        var total = string.Join(" + ", funds.Select(fund => $"[:{fund.Id}]"));
        var (rows, rules) = Rows(form, year);
        var cells = funds.SelectMany(fund => (form.Links ?? new Dictionary<string, IReadOnlyList<string>>())
            .Where(link => rows.Any(row => row.Id == link.Key))
            .Select(link => new CellFormula(link.Key, fund.Id, Linked(fund, link.Value, main, year))));
        return new Form(
            form.Id, TitleOf(form, task),
            [
                new FormColumn("total", "合计", null, total),
                .. funds.Select(fund => new FormColumn(fund.Id, fund.Fund!.Value.Title())),
            ],
            rows, rules, NumberOf(form, task), Cells: [.. cells]);
    }

    private static string Linked(ReportForm fund, IReadOnlyList<string> items, string column, int year)
    {
        var there = items.Where(item => fund.Find(item)?.IsIn(year) == true).ToList();
        return there.Count == 0 ? "0" : string.Join(" + ", there.Select(item => $"[{fund.Id}!{item}:{column}]"));
    }

    private static (List<FormRow> Rows, List<FormRule> Rules) Rows(ReportForm form, int year)
    {
        var items = form.Items.Where(item => item.IsIn(year)).ToList();
        var formulas = new Dictionary<string, string>();
        var rules = new List<FormRule>();
        foreach (var check in form.Checks.Where(check => check.Left.All(id => Has(items, id))))
        {
            var (left, right) = (Sum(check.Left, items), Sum(check.Right, items));
            var gives = check is { Kind: CheckKind.Equal, Left: [var only] } && formulas.TryAdd(only, right);
            if (gives) { continue; }
            var relation = check.Kind == CheckKind.AtLeast ? ">=" : "=";
            rules.Add(new FormRule(check.Id, check.Text, $"{left} {relation} {right}", check.Weight));
        }
        var rows = items.Select(item => new FormRow(
            item.Id, item.Name, item.Unit, item.Side, item.Parent, formulas.GetValueOrDefault(item.Id)));
        return ([.. rows], rules);
    }

    private static bool Has(List<FormItem> items, string id) => items.Any(item => item.Id == id);

    /// <summary>Items that the year does not have yet, or no more, count nothing.</summary>
    private static string Sum(IReadOnlyList<string> terms, List<FormItem> items)
    {
        var there = terms.Where(term => Has(items, ReportForms.Bare(term))).ToList();
        return there.Count == 0 ? "0" : string.Concat(there.Select((term, at) =>
            $"{(term[0] == '-' ? " - " : at == 0 ? "" : " + ")}[{ReportForms.Bare(term)}]")).TrimStart();
    }

    private static string TitleOf(ReportForm form, ReportTask task) =>
        form.Title.Replace("收支", $"收支{task.Name}", StringComparison.Ordinal);

    private static string? NumberOf(ReportForm form, ReportTask task) =>
        form.Number is { } number && task.Mark is { } mark ? $"{mark}{number}表" : null;
}

using SocialFund.Kernel;

namespace SocialFund.Funds.Forms;

/// <summary>What a figure counts.</summary>
public enum FigureKind
{
    /// <summary>Whole fen.</summary>
    Money = 1,

    /// <summary>Persons and other things; whole.</summary>
    Count,

    /// <summary>Percent, kept in millionths of a percent.</summary>
    Rate,

    /// <summary>A heading: no figure belongs there.</summary>
    None,
}

/// <summary>A name that an item or column had in reports of some years, as written there.</summary>
public sealed record DatedLabel(string Label, int? From = null, int? To = null)
{
    public bool IsIn(int year) => (From ?? 0) <= year && year <= (To ?? int.MaxValue);
}

/// <summary>An item (科目、指标) of a report: its id never changes, its names may.</summary>
/// <param name="Side">income, expenditure, or row where a report has one side.</param>
/// <param name="In">The unit that this row has whatever the sheet says: 元.</param>
public sealed record FormItem(
    string Id, string Name, string Side, FigureKind Unit, IReadOnlyList<DatedLabel> Labels, string? Parent = null,
    int? Since = null, int? Until = null, string? In = null)
{
    public bool IsIn(int year) => (Since ?? 0) <= year && year <= (Until ?? int.MaxValue);

    /// <summary>What the published table of that year calls it; the first name where several were used.</summary>
    public string? LabelIn(int year) =>
        IsIn(year) ? Labels.FirstOrDefault(label => label.IsIn(year))?.Label : null;
}

/// <summary>How the two sides of a check relate.</summary>
public enum CheckKind
{
    Equal = 1,

    /// <summary>Left ≥ right: 其中 items need not be all of it.</summary>
    AtLeast,
}

/// <summary>A relation between items that holds in every column.</summary>
/// <param name="Text">What people read.</param>
/// <param name="Right">Items; one with - before it is taken off.</param>
/// <param name="Weight">Where the form is filled in here.</param>
public sealed record FormCheck(
    string Id, string Text, IReadOnlyList<string> Left, IReadOnlyList<string> Right, CheckKind Kind = CheckKind.Equal,
    RuleWeight Weight = RuleWeight.Hard);

/// <summary>The years in which a form looked the same.</summary>
public sealed record FormVersion(int Number, int From, string Text, int? To = null)
{
    public bool IsIn(int year) => From <= year && year <= (To ?? int.MaxValue);
}

/// <summary>A report form (报表版式) over all years.</summary>
/// <param name="Titles">What its title contains, in any year.</param>
/// <param name="ColumnsAre">funds, where each column is a fund; else columns are the task's.</param>
/// <param name="Placeholders">Marks in the item column of rows that are not to be filled in.</param>
/// <param name="Number">Its number in the ministry's set: 06 of 社预06表.</param>
/// <param name="Links">Where columns are funds: item → the items of each fund's own form that make it.</param>
public sealed record ReportForm(
    string Id, string Title, IReadOnlyList<string> Titles, IReadOnlyList<FormVersion> Versions,
    IReadOnlyList<FormItem> Items, IReadOnlyList<FormCheck> Checks, Fund? Fund = null, string? ColumnsAre = null,
    IReadOnlyList<string>? Placeholders = null, string? Number = null,
    IReadOnlyDictionary<string, IReadOnlyList<string>>? Links = null)
{
    private readonly Dictionary<string, int> _places =
        Items.Select((item, place) => (item.Id, place)).ToDictionary(pair => pair.Id, pair => pair.place);

    private readonly Lazy<Dictionary<string, (FormItem Item, DatedLabel Label)>> _names = new(() =>
        Items.SelectMany(item => item.Labels.Select(label => (Item: item, Label: label)))
            .GroupBy(named => ItemLabel.Of(named.Label.Label).Key)
            .ToDictionary(same => same.Key, same => same.First()));

    public const string Funds = "funds";

    /// <summary>The first item that had the name in any year, and the name.</summary>
    /// <param name="key">Of an <see cref="ItemLabel"/>.</param>
    public (FormItem Item, DatedLabel Label)? Named(string key) =>
        _names.Value.TryGetValue(key, out var named) ? named : null;

    public FormItem? Find(string id) => _places.TryGetValue(id, out var place) ? Items[place] : null;

    /// <summary>Where it stands in the form, from 0.</summary>
    public int PlaceOf(string item) => _places[item];

    /// <summary>The first version's number for years before it.</summary>
    public int VersionIn(int year) => (Versions.FirstOrDefault(version => version.IsIn(year)) ?? Versions[0]).Number;

    /// <summary>Of what class an item is (分类): its side, or its section.</summary>
    public string ClassOf(FormItem item)
    {
        if (item.Side != "row") { return item.Side == "income" ? "收入" : "支出"; }
        var top = item;
        while (top.Parent is { } parent) { top = Find(parent)!; }
        return top.Name;
    }
}

/// <summary>How often a task is reported.</summary>
public enum Cycle
{
    Month = 1,
    Quarter,
    Year,
}

/// <summary>A column of a task's reports.</summary>
/// <param name="Formula">Where it is worked out when filled in here.</param>
public sealed record TaskColumn(
    string Id, string Name, IReadOnlyList<string> Labels, FigureKind Unit = FigureKind.None, string? Formula = null);

/// <summary>A kind of report (报表任务): 预算, 预算调整, 执行, 决算, 专项, 规划, 月报 …</summary>
/// <param name="Words">What titles contain; tasks are asked in the file's order.</param>
/// <param name="Main">The column that the summary of all funds shows; the first when not given.</param>
/// <param name="Mark">What stands before a form's number: 社预.</param>
/// <param name="FundCells">Formulas of single cells of every fund's form.</param>
/// <param name="FundRules">Rules of every fund's form besides its own.</param>
public sealed record ReportTask(
    string Id, string Name, IReadOnlyList<string> Words, Cycle Cycle, IReadOnlyList<TaskColumn> Columns,
    string? Main = null, string? Mark = null, IReadOnlyList<CellFormula>? FundCells = null,
    IReadOnlyList<FormRule>? FundRules = null)
{
    public TaskColumn? Find(string column) => Columns.FirstOrDefault(each => each.Id == column);

    /// <summary>How many periods a year has.</summary>
    public int PeriodsAYear => Cycle switch { Cycle.Month => 12, Cycle.Quarter => 4, _ => 1 };

    /// <summary>The month that stands for a period: its last.</summary>
    public bool Ends(Period period) => Cycle switch
    {
        Cycle.Month => true,
        Cycle.Quarter => period.Month % 3 == 0,
        _ => period.Month == 12,
    };
}

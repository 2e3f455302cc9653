using System.Globalization;
using SocialFund.Kernel;

namespace SocialFund.Funds.Forms;

/// <summary>Where a division stands with a task.</summary>
public enum SheetState
{
    /// <summary>未开始.</summary>
    NotStarted = 1,

    /// <summary>填报.</summary>
    Filling,

    /// <summary>审核未过: it was to be submitted and broke rules.</summary>
    ChecksFailed,

    /// <summary>已上报.</summary>
    Submitted,

    /// <summary>退回.</summary>
    Returned,

    /// <summary>已审核.</summary>
    Reviewed,

    /// <summary>已批复.</summary>
    Approved,

    /// <summary>锁定.</summary>
    Locked,
}

/// <summary>A step of a sheet: who did what, and why.</summary>
public sealed record SheetStep(SheetState To, DateTimeOffset At, string ById, string ByName, string? Text = null);

/// <summary>A cell that the reviewer wants another look at.</summary>
public sealed record CellMark(CellAddress Cell, string Text);

/// <summary>Why a figure that breaks a soft rule is right all the same.</summary>
public sealed record SheetReason(string Form, string Rule, string Column, string Text, string By, DateTimeOffset At);

/// <summary>What a division fills in for a task (填报单元); the cells stand in documents of their own.</summary>
/// <param name="Revision">Counts the saves of cells.</param>
/// <param name="Round">How often it was submitted.</param>
/// <param name="Version">Counts all changes, for lists.</param>
public sealed record FormSheet(
    FormTaskId Task, Division Division, SheetState State, int Revision, int Round, long Version,
    IReadOnlyList<SheetStep> Steps, IReadOnlyList<CellMark> Marks, IReadOnlyList<SheetReason> Reasons)
{
    public const string Document = "sheet";
    public const string Type = "formSheet";

    /// <summary>A reason in fewer words explains nothing.</summary>
    public const int ReasonLengthMin = 8;

    public const int ReasonLengthMax = 500;

    public static string PartitionOf(FormTaskId task, Division division) => $"forms-{task}-{division}";

    public static FormSheet New(FormTaskId task, Division division) =>
        new(task, division, SheetState.NotStarted, 0, 0, 1, [], [], []);

    public static string TitleOf(SheetState state) => state switch
    {
        SheetState.NotStarted => "未开始",
        SheetState.Filling => "填报",
        SheetState.ChecksFailed => "审核未过",
        SheetState.Submitted => "已上报",
        SheetState.Returned => "退回",
        SheetState.Reviewed => "已审核",
        SheetState.Approved => "已批复",
        _ => "锁定",
    };

    public bool IsOpen => State is SheetState.NotStarted or SheetState.Filling or SheetState.ChecksFailed
        or SheetState.Returned;

    /// <summary>Cells were saved.</summary>
    public Result<FormSheet> Saved(Call call) => !IsOpen
        ? new WrongState("填报", TitleOf(State))
        : (State == SheetState.Filling ? this with { Version = Version + 1 } : Step(SheetState.Filling, call)).Next();

    /// <summary>A reason for a broken soft rule; an empty text takes it back.</summary>
    public Result<FormSheet> Explained(SheetReason reason)
    {
        if (!IsOpen) { return new WrongState("填写理由", TitleOf(State)); }
        if (reason.Text.Length is > 0 and < ReasonLengthMin or > ReasonLengthMax)
        {
            return new InvalidValue("理由", $"须为{ReasonLengthMin}至{ReasonLengthMax}字。");
        }
        var others = Reasons.Where(each =>
            (each.Form, each.Rule, each.Column) != (reason.Form, reason.Rule, reason.Column));
        return this with
        {
            Version = Version + 1,
            Reasons = reason.Text.Length == 0 ? [.. others] : [.. others, reason],
        };
    }

    /// <summary>It is handed in, or stays with those who fill in because rules are broken.</summary>
    public Result<FormSheet> Submitted(bool isGood, Call call) => !IsOpen || State == SheetState.NotStarted
        ? new WrongState("上报", TitleOf(State))
        : isGood ? Step(SheetState.Submitted, call) with { Round = Round + 1, Marks = [] }
        : Step(SheetState.ChecksFailed, call);

    /// <summary>Back to those who fill in, until it is locked.</summary>
    public Result<FormSheet> Returned(string? reason, IReadOnlyList<CellMark> marks, Call call)
    {
        if (State is not (SheetState.Submitted or SheetState.Reviewed or SheetState.Approved))
        {
            return new WrongState("退回", TitleOf(State));
        }
        return string.IsNullOrWhiteSpace(reason)
            ? new InvalidValue("退回原因", "不能为空。")
            : Step(SheetState.Returned, call, reason.Trim()) with { Marks = marks };
    }

    public Result<FormSheet> Reviewed(string? opinion, Call call) => State != SheetState.Submitted
        ? new WrongState("审核", TitleOf(State))
        : ByOf(SheetState.Submitted) == call.Actor.Id
            ? new SameActor("填报上报与审核")
            : Step(SheetState.Reviewed, call, opinion);

    public Result<FormSheet> Approved(string? opinion, Call call) => State != SheetState.Reviewed
        ? new WrongState("批复", TitleOf(State))
        : ByOf(SheetState.Reviewed) == call.Actor.Id
            ? new SameActor("审核与批复")
            : Step(SheetState.Approved, call, opinion);

    public Result<FormSheet> Locked(Call call) => State != SheetState.Approved
        ? new WrongState("锁定", TitleOf(State))
        : Step(SheetState.Locked, call);

    private FormSheet Next() => this with { Revision = Revision + 1 };

    private string? ByOf(SheetState state) => Steps.LastOrDefault(step => step.To == state)?.ById;

    private FormSheet Step(SheetState to, Call call, string? text = null) => this with
    {
        State = to,
        Version = Version + 1,
        Steps = [.. Steps, new SheetStep(to, call.Now, call.Actor.Id, call.Actor.Name, text)],
    };
}

/// <summary>A figure that was filled in.</summary>
/// <param name="Value">As <see cref="FigureScale"/> keeps it; null when it was emptied.</param>
/// <param name="Revision">The sheet's when it was saved.</param>
public sealed record CellEntry(long? Value, int Revision, string By);

/// <summary>What is filled in on one form of a sheet: <c>row:column</c> → entry.</summary>
public sealed record FormEntries(string Form, IReadOnlyDictionary<string, CellEntry> Cells)
{
    public const string Type = "formEntries";

    public static string IdOf(string form) => $"form-{form}";

    public static string KeyOf(CellAddress cell) => $"{cell.Row}:{cell.Column}";

    /// <summary>The entries of all forms of a sheet by their whole address.</summary>
    public static Dictionary<CellAddress, CellEntry> ByCell(IEnumerable<FormEntries> forms) => forms
        .SelectMany(form => form.Cells.Select(cell => (form.Form, cell.Key, cell.Value)))
        .ToDictionary(cell => TextValue.Parse<CellAddress>($"{cell.Form}!{cell.Key}"), cell => cell.Value);
}

/// <summary>Every figure of a sheet as it was submitted, to tell what changed since.</summary>
public sealed record SubmittedFigures(int Round, IReadOnlyDictionary<CellAddress, long> Figures)
{
    public const string Type = "formSubmitted";

    public static string IdOf(int round) => string.Create(CultureInfo.InvariantCulture, $"submitted-{round:0000}");
}

/// <summary>A sheet in the lists of its division and all above.</summary>
public sealed record SheetRow(
    FormTaskId Task, string TaskName, string Kind, int Year, Division Division, string DivisionName, SheetState State,
    string StateName, DateOnly Deadline, DateTimeOffset ChangedAt, string? ChangedBy, int Round, long Version)
    : IListRow
{
    public const string List = "forms";

    public string RowId => $"{Task}-{Division}";

    public static SheetRow Of(FormSheet sheet, FormTask task)
    {
        var last = sheet.Steps.Count == 0 ? null : sheet.Steps[^1];
        return new SheetRow(
            task.Id, task.Name, task.Id.Kind, task.Id.Year, sheet.Division, Divisions.NameOf(sheet.Division),
            sheet.State, FormSheet.TitleOf(sheet.State), task.Deadline, last?.At ?? task.IssuedAt, last?.ByName,
            sheet.Round, sheet.Version);
    }
}

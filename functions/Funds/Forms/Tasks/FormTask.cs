using System.Globalization;
using System.Text.Json.Serialization;
using SocialFund.Kernel;

namespace SocialFund.Funds.Forms;

/// <summary>Names a task: <c>630000-budget-2027-1</c>, the issuer, the kind of <see cref="ReportTask"/>, the year, its
/// number among those.</summary>
[JsonConverter(typeof(TextJson<FormTaskId>))]
public readonly record struct FormTaskId(Division Issuer, string Kind, int Year, int Number) : ITextValue<FormTaskId>
{
    public static string Name => "报表任务";

    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Issuer}-{Kind}-{Year:0000}-{Number}");

    public static bool TryParse(string? text, out FormTaskId value)
    {
        value = default;
        if (text?.Split('-') is not [var issuer, var kind, var year, var number]
            || !Division.TryParse(issuer, out var division) || kind.Length is 0 or > 20
            || !kind.All(char.IsAsciiLetterLower) || year.Length != 4 || !TryRead(year, out var y)
            || !TryRead(number, out var n) || n == 0)
        {
            return false;
        }
        value = new FormTaskId(division, kind, y, n);
        return value.Text == text;
    }

    public override string ToString() => Text;

    private static bool TryRead(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}

/// <summary>A report task (报表任务) as it was issued; its forms do not change any more.</summary>
/// <param name="Divisions">Who fills in, the issuer itself among them.</param>
public sealed record FormTask(
    FormTaskId Id, string Name, DateOnly Deadline, string Instructions, IReadOnlyList<Division> Divisions,
    IReadOnlyList<Form> Forms, DateTimeOffset IssuedAt, string IssuedBy)
{
    public const string Document = "task";
    public const string Type = "formTask";

    public static string PartitionOf(FormTaskId id) => $"formtask-{id}";

    /// <summary>Those of the task directly below: a county under a province that has no city among them too.</summary>
    public IReadOnlyList<Division> Below(Division division) =>
        [.. Divisions.Where(each => each != division && division.Contains(each) && UpperOf(each) == division)];

    /// <summary>The nearest division of the task above; null for the topmost.</summary>
    public Division? UpperOf(Division division) => Divisions
        .Where(each => each != division && each.Contains(division))
        .OrderByDescending(each => each.Level).Select(each => (Division?)each).FirstOrDefault();
}

/// <summary>Topic <c>forms.issued</c>: a task for divisions that shall get their sheets.</summary>
public sealed record FormTaskIssued(FormTaskId Task)
{
    public const string Topic = "forms.issued";
}

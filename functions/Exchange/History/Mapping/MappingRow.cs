using SocialFund.Funds.Forms;
using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

/// <summary>What a mapping row names.</summary>
public enum MappedPart
{
    Item = 1,
    Column,
}

/// <summary>
/// Says what a label of some years means (对照行): a stable item, a column, or that it is not wanted. Rows are added
/// and taken back, never changed.
/// </summary>
/// <param name="Label">As written there.</param>
/// <param name="Parent">Only below this item; null: anywhere.</param>
/// <param name="Target">The item or column; null when not wanted.</param>
/// <param name="Division">For reports of this division and those below it.</param>
/// <param name="Task">Only in this task's reports; null: in all.</param>
/// <param name="Added">The mapping's version that began with it.</param>
/// <param name="Removed">The mapping's version that no longer has it.</param>
public sealed record MappingRow(
    string Id, string Form, MappedPart Part, string Label, string? Target, int From, int? To, Division Division,
    string Reason, string By, DateTimeOffset At, int Added, string? Parent = null, string? Task = null,
    int? Removed = null, string? RemovedBy = null)
{
    public string Key => ItemLabel.Of(Label).Key;

    public bool IsIn(int year) => From <= year && year <= (To ?? int.MaxValue);
}

/// <summary>The rows that people have added to one form (对照表), every version of them.</summary>
/// <param name="Version">Grows with every change; 0 is the shipped layout alone.</param>
public sealed record FormMapping(string Form, int Version, IReadOnlyList<MappingRow> Rows)
{
    public const string Type = "historyMapping";

    public static string IdOf(string form) => $"mapping-{form}";

    public IEnumerable<MappingRow> Current => Rows.Where(row => row.Removed is null);

    public static FormMapping None(string form) => new(form, 0, []);
}

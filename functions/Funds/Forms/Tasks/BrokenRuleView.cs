using System.Globalization;

namespace SocialFund.Funds.Forms;

/// <summary>A rule that a sheet breaks, as people see it.</summary>
/// <param name="Cell">Where a click on it leads.</param>
/// <param name="Left">Both sides in yuan, persons or percent, and their difference; null where none are compared.</param>
/// <param name="Reason">What was written to it; soft rules need one.</param>
public sealed record BrokenRuleView(
    string Form, string FormTitle, string Rule, string Text, string Column, string ColumnName, RuleWeight Weight,
    CellAddress Cell, string? Left, string? Right, string? Difference, string? Reason)
{
    /// <summary>In the order of the forms; what cannot be kept first.</summary>
    public static IReadOnlyList<BrokenRuleView> Of(FormModel model, ReadSheet read)
    {
        var reasons = read.Sheet.Reasons.ToDictionary(reason => (reason.Form, reason.Rule, reason.Column));
        return
        [
            .. read.TooLarge.Select(cell => TooLarge(model, cell)),
            .. model.Check(read.Figures, read.Around).Select(broken => Of(
                model, broken,
                reasons.GetValueOrDefault((broken.Form, broken.Rule.Id, broken.Column))?.Text)),
        ];
    }

    /// <summary>Whether it stands in the way of submitting.</summary>
    public bool IsOpen => Weight == RuleWeight.Hard || Reason is null;

    private static BrokenRuleView Of(FormModel model, BrokenRule broken, string? reason)
    {
        var form = model.Forms.First(each => each.Id == broken.Form);
        return new BrokenRuleView(
            form.Id, form.Title, broken.Rule.Id, broken.Rule.Text, broken.Column,
            form.Columns.First(column => column.Id == broken.Column).Name, broken.Rule.Weight,
            model.Cells[broken.Cell].Address, Print(broken.Left), Print(broken.Right),
            Print(broken.Left - broken.Right), reason);
    }

    private static BrokenRuleView TooLarge(FormModel model, int cell)
    {
        var (address, name) = (model.Cells[cell].Address, model.Cells[cell].Name);
        var form = model.Forms.First(each => each.Id == address.Form);
        return new BrokenRuleView(
            form.Id, form.Title, "too-large", $"{name}：计算结果过大，请核对所填数据和公式。", address.Column,
            form.Columns.First(column => column.Id == address.Column).Name, RuleWeight.Hard, address, null, null, null,
            null);
    }

    private static string? Print(decimal? value) => value?.ToString("0.######", CultureInfo.InvariantCulture);
}

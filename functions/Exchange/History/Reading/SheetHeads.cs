using System.Globalization;
using System.Text.RegularExpressions;
using SocialFund.Funds.Forms;
using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

/// <summary>Finds out from a sheet's first rows, its name and the file's name what it reports.</summary>
internal static partial class SheetHeads
{
    private const string Quarters = "一二三四";

    /// <param name="heading">The row of the headings: what stands above is the head.</param>
    public static SheetHead Read(
        Sheet sheet, int heading, string fileName, ReportForms forms, IReadOnlyList<SheetChoice> choices)
    {
        var lines = Enumerable.Range(0, heading).SelectMany(row => sheet.Rows[row].Select(cell => cell.Text))
            .Select(ItemLabel.Narrow).Where(text => text.Length > 0).ToList();
        var title = lines.FirstOrDefault(line => !Labelled().IsMatch(line)) ?? "";
        List<string> texts =
            [.. lines, ItemLabel.Narrow(sheet.Name), ItemLabel.Narrow(Path.GetFileNameWithoutExtension(fileName))];
        var task = First(texts, text => forms.Tasks.FirstOrDefault(
            task => task.Words.Any(word => text.Contains(word, StringComparison.Ordinal))));
        var form = First(texts, text => FormOf(text, forms));
        var found = new SheetHead(
            task?.Id, form?.Id, task is null ? null : PeriodOf(texts, task.Cycle),
            FirstOf(texts.Where(text => Region().IsMatch(text)).Concat(texts), DivisionOf), UnitOf(lines), title);
        return choices.Where(choice => choice.Sheet is null).Concat(choices.Where(choice => choice.Sheet == sheet.Name))
            .Aggregate(found, (head, choice) => With(head, choice, texts, forms));
    }

    /// <summary>The form whose longest title the text contains.</summary>
    internal static ReportForm? FormOf(string text, ReportForms forms) => forms.Forms
        .SelectMany(form => form.Titles.Select(title => (Form: form, Title: ItemLabel.Narrow(title))))
        .Where(each => text.Contains(each.Title, StringComparison.Ordinal))
        .OrderByDescending(each => each.Title.Length)
        .Select(each => each.Form).FirstOrDefault();

    private static SheetHead With(SheetHead head, SheetChoice choice, List<string> texts, ReportForms forms)
    {
        var task = choice.Task ?? head.Task;
        var found = head.Period;
        // The cycle of another task may read another period from the same words.
        if (choice.Task is not null && forms.Task(task) is { } other) { found = PeriodOf(texts, other.Cycle); }
        return head with
        {
            Task = task,
            Form = choice.Form ?? head.Form,
            Period = choice.Period ?? found,
            Division = choice.Division ?? head.Division,
            Unit = choice.Unit ?? head.Unit,
        };
    }

    private static Period? PeriodOf(List<string> texts, Cycle cycle)
    {
        if (FirstOf(texts, YearOf) is not { } year) { return null; }
        return cycle switch
        {
            Cycle.Year => Period.Of(year, 12),
            Cycle.Quarter => FirstOf(texts, QuarterOf) is { } quarter ? Period.Of(year, quarter * 3) : null,
            _ => FirstOf(texts, MonthOf) is { } month ? Period.Of(year, month) : null,
        };
    }

    private static int? YearOf(string text) =>
        Year().Match(text) is { Success: true } match && int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
            is >= 1990 and <= 2100 and var year ? year : null;

    private static int? MonthOf(string text)
    {
        // 1至6月: the last one says where it ends.
        if (Month().Matches(text) is [.., var match])
        {
            return int.Parse(match.Groups["m"].Value, CultureInfo.InvariantCulture) is >= 1 and <= 12 and var month
                ? month : null;
        }
        return null;
    }

    private static int? QuarterOf(string text)
    {
        if (Quarter().Match(text) is not { Success: true } match) { return null; }
        var mark = match.Groups[1].Value;
        var place = Quarters.IndexOf(mark, StringComparison.Ordinal);
        return place >= 0 ? place + 1 : mark[0] - '0';
    }

    private static Division? DivisionOf(string text)
    {
        var said = Region().Match(text) is { Success: true } match ? match.Groups[2].Value : text;
        if (Code().Match(said) is { Success: true } code && Division.TryParse(code.Value, out var division)
            && Divisions.IsKnown(division))
        {
            return division;
        }
        return Divisions.All
            .Where(entry => !entry.IsPlaceholder && said.Contains(entry.Name, StringComparison.Ordinal))
            .OrderByDescending(entry => entry.Code.Level).ThenByDescending(entry => entry.Name.Length)
            .Select(entry => (Division?)entry.Code).FirstOrDefault();
    }

    private static string? UnitOf(List<string> lines)
    {
        foreach (var line in lines.Where(line => Unit().IsMatch(line)))
        {
            var said = Unit().Match(line).Groups[1].Value;
            if (AmountUnit.All.FirstOrDefault(unit => said.Contains(unit.Name, StringComparison.Ordinal)) is
                { Name: { } name })
            {
                return name;
            }
        }
        return null;
    }

    private static T? First<T>(IEnumerable<string> texts, Func<string, T?> find) where T : class =>
        texts.Select(find).FirstOrDefault(found => found is not null);

    private static T? FirstOf<T>(IEnumerable<string> texts, Func<string, T?> find) where T : struct =>
        texts.Select(find).FirstOrDefault(found => found is not null);

    [GeneratedRegex(@"(?<!\d)(\d{4})(?=年|-|度|\D|$)")]
    private static partial Regex Year();

    [GeneratedRegex(@"(?<!\d)(?<m>\d{1,2})月(?!度?统计)", RegexOptions.ExplicitCapture)]
    private static partial Regex Month();

    [GeneratedRegex("第?([一二三四1-4])季度?")]
    private static partial Regex Quarter();

    [GeneratedRegex(@"(编制单位|填报单位|填报地区|统筹地区|行政区划|编报单位|地区|区划|单位名称)[:](.+)")]
    private static partial Regex Region();

    [GeneratedRegex(@"(?<!\d)\d{6}(?!\d)")]
    private static partial Regex Code();

    [GeneratedRegex("单位[:](.+)$")]
    private static partial Regex Unit();

    [GeneratedRegex("^(单位|编制|填报|编报|地区|区划|行政区划|统筹地区|报表编号|表号|附件|日期|社[预决])")]
    private static partial Regex Labelled();
}

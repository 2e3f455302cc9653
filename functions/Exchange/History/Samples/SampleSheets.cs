using System.Globalization;
using SocialFund.Funds.Forms;
using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

/// <summary>Lays figures out as reports of that year looked.</summary>
internal sealed class SampleSheets(ReportForms forms, Division division, string unit)
{
    private const string Numerals = "一二三四五六七八九十";

    /// <param name="columns">Headings with figures by item; null prints an empty cell.</param>
    public Sheet Report(
        ReportForm form, string title, int year,
        IReadOnlyList<(string Heading, Dictionary<string, long> Figures)> columns)
    {
        var items = form.Items.Where(item => item.IsIn(year)).ToList();
        var isTwoSided = form.Fund is not null && items.Any(item => item.Side == "income");
        var sides = isTwoSided
            ? new[] { items.Where(item => item.Side == "income"), items.Where(item => item.Side == "expenditure") }
            : [items];
        var blocks = sides.Select(side => Block(form, [.. side], year, columns)).ToList();
        List<IReadOnlyList<SheetCell>> rows =
        [
            [Text(title)],
            [Text($"编制单位：{Divisions.NameOf(division)}财政厅（局）"), .. Blank(columns.Count), Text($"单位：{unit}")],
            [.. blocks.SelectMany(_ => columns.Select(column => Text(column.Heading)).Prepend(Text("项目")))],
        ];
        for (var row = 0; row < blocks.Max(block => block.Count); row++)
        {
            rows.Add([.. blocks.SelectMany(block =>
                row < block.Count ? block[row] : [.. Blank(columns.Count + 1)])]);
        }
        var width = rows[2].Count;
        rows.Add([Text("制表人：")]);
        // A sheet's name holds 31 characters.
        var name = form.Title.Length > 28 ? form.Title[..28] : form.Title;
        return new Sheet(name, rows, [new MergedCells(0, 0, 0, width - 1)]);
    }

    private List<List<SheetCell>> Block(
        ReportForm form, List<FormItem> items, int year,
        IReadOnlyList<(string Heading, Dictionary<string, long> Figures)> columns)
    {
        var rows = new List<List<SheetCell>>();
        var number = 0;
        string? parent = null;
        foreach (var item in items)
        {
            var label = item.LabelIn(year) ?? item.Name;
            // Row forms with a numbering of their own keep it.
            if (ItemLabel.Of(label) is { Level: 0, IsPart: false } && form.Id != "supplementary")
            {
                label = item.Parent is null ? Numbered(label, ref number)
                    : item.Parent == parent ? $"      {label}" : $"  其中：{label}";
            }
            parent = item.Parent ?? item.Id;
            rows.Add([Text(label), .. columns.Select(column =>
                column.Figures.TryGetValue(item.Id, out var value) ? Number(item, value) : SheetCell.Empty)]);
        }
        return rows;
    }

    private static string Numbered(string label, ref int number) => number < Numerals.Length
        ? $"{Numerals[number++]}、{label}" : label;

    private SheetCell Number(FormItem item, long value)
    {
        var scale = item.Unit switch
        {
            FigureKind.Money => AmountUnit.PowerOf(item.In ?? unit)!.Value,
            FigureKind.Rate => CellValue.RatePower,
            _ => 0,
        };
        return new SheetCell(
            ExactNumber.Typed(new ExactNumber(value, scale).ToString()).ToString(CultureInfo.InvariantCulture), true);
    }

    /// <summary>The summary: a column a fund.</summary>
    public Sheet Summary(string title, int year, Func<Fund, Dictionary<string, long>> figures)
    {
        var form = forms.Find("summary")!;
        var funds = FundList.On(new DateOnly(year, 12, 31)).ToList();
        var columns = funds.Select(fund => (fund.Title(), Condensed(figures(fund)))).ToList();
        var total = form.Items.ToDictionary(
            item => item.Id, item => columns.Sum(column => column.Item2.GetValueOrDefault(item.Id)));
        return Report(form, title, year, [("合计", total), .. columns]);
    }

    private static Dictionary<string, long> Condensed(Dictionary<string, long> fund)
    {
        long Sum(params string[] items) => items.Sum(item => fund.GetValueOrDefault(item));
        var named = new Dictionary<string, long>
        {
            ["income"] = fund["income.total"],
            ["income.premium"] = Sum("income.premium", "income.personal"),
            ["income.subsidy"] = Sum("income.subsidy"),
            ["income.collective"] = Sum("income.collective"),
            ["income.interest"] = Sum("income.interest"),
            ["income.investment"] = Sum("income.investment"),
            ["income.transfer"] = Sum("income.transfer"),
            ["income.upper"] = Sum("income.upper"),
            ["income.lower"] = Sum("income.lower"),
            ["income.other"] = Sum("income.other"),
            ["expenditure"] = fund["expenditure.total"],
            ["expenditure.transfer"] = Sum("expenditure.transfer"),
            ["expenditure.lower"] = Sum("expenditure.lower"),
            ["expenditure.upper"] = Sum("expenditure.upper"),
            ["expenditure.other"] = Sum("expenditure.other"),
            ["balance"] = fund["balance"],
            ["opening"] = fund["opening"],
            ["closing"] = fund["closing"],
        };
        named["expenditure.benefit"] = named["expenditure"] - named["expenditure.transfer"] - named["expenditure.lower"]
            - named["expenditure.upper"] - named["expenditure.other"];
        return named;
    }

    private static SheetCell Text(string text) => new(text, false);

    private static IEnumerable<SheetCell> Blank(int count) => Enumerable.Repeat(SheetCell.Empty, count);
}

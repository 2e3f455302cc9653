using System.Text;
using SocialFund.Funds.Forms;
using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

/// <summary>A made-up workbook of an earlier year.</summary>
/// <param name="Module">The number of the migration module that takes it.</param>
public sealed record SampleBook(string Module, int Year, string FileName, byte[] Bytes);

/// <summary>
/// Workbooks of a region's earlier years as they were kept: xlsx for budgets and accounts, TXT in GB18030 for quarters,
/// CSV for years; the layout of each year. The same seed gives the same bytes.
/// </summary>
public sealed class HistorySamples(int seed, Division division, int firstYear, int lastYear)
{
    /// <summary>A hundredth of 万元.</summary>
    private const long Grain = 100_00;

    private readonly ReportForms _forms = ReportForms.OfTheSystem;
    private readonly SampleFigures _figures = new(seed, division, firstYear, ReportForms.OfTheSystem, Grain);
    private readonly string _name = Divisions.NameOf(division);

    public IEnumerable<SampleBook> All() => Enumerable.Range(firstYear, lastYear - firstYear + 1).SelectMany(year =>
        new[] { Budget(year), Execution(year), Final(year), Indicators(year) }
            .Concat(FundList.On(new DateOnly(year, 12, 31)).SelectMany(fund =>
                Quarters(fund, year).Prepend(Months(fund, year)).Append(Annual(fund, year)))));

    public SampleBook Budget(int year) => Task(
        "1-01", $"{year}年社会保险基金预算", year,
        fund => [("本年预算数", Plan(fund, year)), ("上年执行数", Before(fund, year))]);

    public SampleBook Execution(int year) => Task(
        "1-02", $"{year}年社会保险基金预算执行情况", year,
        fund => [("预算数", Plan(fund, year)), ("执行数", _figures.Year(fund, year, 1000))]);

    public SampleBook Final(int year) => Task(
        "1-03", $"{year}年社会保险基金决算", year,
        fund => [("预算数", Plan(fund, year)), ("决算数", _figures.Year(fund, year, 1000))]);

    public SampleBook Months(Fund fund, int year)
    {
        var sheets = new SampleSheets(_forms, division, "元");
        return new SampleBook(
            ModuleOf("month", fund), year, $"{_name}{year}年{fund.Title()}基金月报.xlsx",
            XlsxWriter.Write([.. Enumerable.Range(1, 12).Select(month =>
                Titled(sheets.Report(
                    Form(fund), $"{fund.Entry().Name}基金执行月报（{year}年{month}月）", year,
                    [("本月数", _figures.Month(fund, year, month)), ("本年累计数", _figures.UpTo(fund, year, month))]),
                    $"{month}月"))]));
    }

    public IEnumerable<SampleBook> Quarters(Fund fund, int year) => Enumerable.Range(1, 4).Select(quarter =>
        new SampleBook(
            ModuleOf("quarter", fund), year, $"{_name}{year}年第{quarter}季度{fund.Title()}基金季报.txt",
            Lines(
                new SampleSheets(_forms, division, "元").Report(
                    Form(fund), $"{fund.Entry().Name}基金执行季报 {year}年第{"一二三四"[quarter - 1]}季度", year,
                    [("本季数", _figures.Quarter(fund, year, quarter)),
                        ("本年累计数", _figures.UpTo(fund, year, quarter * 3))]),
                '\t', CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!)));

    public SampleBook Annual(Fund fund, int year) => new(
        ModuleOf("year", fund), year, $"{_name}{year}年{fund.Title()}基金年报.csv",
        Lines(
            new SampleSheets(_forms, division, "元").Report(
                Form(fund), $"{year}年{fund.Entry().Name}基金执行年报", year,
                [("本年数", _figures.Year(fund, year, 1000)), ("上年数", Before(fund, year))]),
            ',', new UTF8Encoding(true)));

    public SampleBook Indicators(int year)
    {
        var form = _forms.Find("indicators")!;
        var sheets = new SampleSheets(_forms, division, "万元");
        return new SampleBook(
            "2-01", year, $"{_name}{year}年社会保险基金按月统计指标.xlsx",
            XlsxWriter.Write([.. Enumerable.Range(1, 12).Select(month => Titled(
                sheets.Report(
                    form, $"社会保险基金按月统计指标表（{year}年{month}月）", year, [("本月数", Monthly(form, year, month))]),
                $"{month}月"))]));
    }

    private Dictionary<string, long> Monthly(ReportForm form, int year, int month)
    {
        var figures = new Dictionary<string, long>();
        foreach (var fund in FundList.On(new DateOnly(year, 12, 31)))
        {
            var id = fund.Entry().Id;
            var money = _figures.Month(fund, year, month);
            var persons = _figures.Other(id, form.Find($"{id}.insured")!, year);
            figures[$"{id}.insured"] = persons + month * 10;
            figures[$"{id}.payers"] = persons * 4 / 5;
            figures[$"{id}.recipients"] = persons / 4;
            figures[$"{id}.income"] = money["income.total"];
            figures[$"{id}.expenditure"] = money["expenditure.total"];
            figures[$"{id}.balance"] = money["closing"];
        }
        return figures;
    }

    /// <summary>The eighteen forms of a task.</summary>
    private SampleBook Task(
        string module, string title, int year, Func<Fund, IReadOnlyList<(string, Dictionary<string, long>)>> columns)
    {
        var sheets = new SampleSheets(_forms, division, "万元");
        var funds = FundList.On(new DateOnly(year, 12, 31)).ToList();
        var heading = columns(funds[0])[^1].Item1 == "上年执行数" ? "本年预算数" : columns(funds[0])[^1].Item1;
        var book = new List<Sheet>
        {
            sheets.Summary($"{title}总表（社会保险基金收支总表）", year,
                fund => columns(fund).First(column => column.Item1 == heading).Item2),
        };
        book.AddRange(funds.Select(fund => sheets.Report(
            Form(fund), $"{title}——{NameIn(fund, year)}基金收支表", year, columns(fund))));
        book.AddRange(funds.Select(fund => _forms.Find($"{fund.Entry().Id}-base")!).Select(form => sheets.Report(
            form, $"{title}——{NameIn(form.Fund!.Value, year)}基础资料表", year, [(heading, Persons(form, year))])));
        var extra = _forms.Find("supplementary")!;
        book.Add(sheets.Report(extra, $"{title}——社会保险补充资料表", year, [(heading, Persons(extra, year))]));
        return new SampleBook(module, year, $"{_name}{title}.xlsx", XlsxWriter.Write(book));
    }

    /// <summary>Figures of a row form; a whole is the sum of its parts.</summary>
    private Dictionary<string, long> Persons(ReportForm form, int year)
    {
        var figures = form.Items.Where(item => item.IsIn(year) && item.Unit != FigureKind.None)
            .ToDictionary(item => item.Id, item => _figures.Other($"{form.Id} {item.Id.Split('.')[0]}", item, year));
        foreach (var check in form.Checks.Where(check => check.Kind == CheckKind.Equal).Reverse())
        {
            if (!check.Right.All(figures.ContainsKey)) { continue; }
            figures[check.Left[0]] = check.Right.Sum(item => figures[item]);
        }
        foreach (var check in form.Checks.Where(check => check.Kind == CheckKind.AtLeast))
        {
            figures[check.Right[0]] = figures[check.Left[0]] * 9 / 10;
        }
        return figures;
    }

    private Dictionary<string, long> Plan(Fund fund, int year) => _figures.Year(fund, year, 970);

    private Dictionary<string, long> Before(Fund fund, int year) =>
        year == firstYear ? [] : _figures.Year(fund, year - 1, 1000);

    private ReportForm Form(Fund fund) => _forms.Find(fund.Entry().Id)!;

    private static string ModuleOf(string task, Fund fund) => HistoryModules.OfTheSystem.Of(task, fund.Entry().Id)!.Number;

    /// <summary>Until 2016 two insurances had other names.</summary>
    private static string NameIn(Fund fund, int year) => (fund, year) switch
    {
        (Fund.EmployeeMedical, <= 2016) => "城镇职工基本医疗保险",
        (Fund.PublicSectorPension, <= 2016) => "机关事业单位养老保险",
        _ => fund.Entry().Name,
    };

    private static Sheet Titled(Sheet sheet, string name) => sheet with { Name = name };

    private static byte[] Lines(Sheet sheet, char separator, Encoding encoding)
    {
        var lines = sheet.Rows.Select(row => separator == ','
            ? CsvText.Line(row.Select(cell => cell.Text))
            : string.Join(separator, row.Select(cell => cell.Text)) + "\r\n");
        return [.. encoding.GetPreamble(), .. encoding.GetBytes(string.Concat(lines))];
    }
}

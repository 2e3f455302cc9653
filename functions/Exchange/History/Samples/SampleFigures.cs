using SocialFund.Funds.Forms;
using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

/// <summary>
/// Figures of a region that never was, the same for the same seed: funds that grow, years that go on from each other,
/// sums that agree.
/// </summary>
/// <param name="grain">Every figure is a multiple of so many fen, so that reports in 万元 lose nothing.</param>
internal sealed class SampleFigures(int seed, Division division, int firstYear, ReportForms forms, long grain)
{
    private const long Prime = 1_000_003;

    /// <summary>A fund's figures of a year, as a part of what the final account has.</summary>
    /// <param name="permille">1000: the final account itself.</param>
    public Dictionary<string, long> Year(Fund fund, int year, int permille)
    {
        var opening = Opening(fund, year);
        return Whole(Items(fund, year, permille), Form(fund), opening, year);
    }

    /// <summary>What a month of the final account's year has; the last month takes what division leaves.</summary>
    public Dictionary<string, long> Month(Fund fund, int year, int month)
    {
        var form = Form(fund);
        var before = Range(fund, year, month - 1, Opening(fund, year));
        var opening = month == 1 ? Opening(fund, year) : before["closing"];
        var now = Items(fund, year, 1000).ToDictionary(
            each => each.Key, each => Share(each.Value, month) - Share(each.Value, month - 1));
        return Whole(now, form, opening, year);
    }

    /// <summary>From January to that month.</summary>
    public Dictionary<string, long> UpTo(Fund fund, int year, int month) =>
        Range(fund, year, month, Opening(fund, year));

    /// <summary>A quarter alone.</summary>
    public Dictionary<string, long> Quarter(Fund fund, int year, int quarter)
    {
        var opening = Range(fund, year, (quarter - 1) * 3, Opening(fund, year))["closing"];
        var now = Items(fund, year, 1000).ToDictionary(
            each => each.Key, each => Share(each.Value, quarter * 3) - Share(each.Value, quarter * 3 - 3));
        return Whole(now, Form(fund), opening, year);
    }

    /// <summary>Persons, rates and standards of a row form, from its item's name.</summary>
    public long Other(string form, FormItem item, int year)
    {
        var persons = 20_000 + Spread($"{form.Replace("-base", "", StringComparison.Ordinal)}", 400_000);
        persons += persons * (year - firstYear) * 3 / 100;
        return item.Unit switch
        {
            FigureKind.Rate => item.Id.EndsWith("employer", StringComparison.Ordinal) ? 6_000_000
                : item.Id.EndsWith("employee", StringComparison.Ordinal) ? 2_000_000 : 8_000_000,
            FigureKind.Money when item.In is not null => (100 + Spread(item.Id, 900) + 20 * (year - firstYear)) * 100,
            FigureKind.Money => (persons * 36_000_00) / grain * grain,
            _ => persons,
        };
    }

    private ReportForm Form(Fund fund) => forms.Find(fund.Entry().Id)!;

    private Dictionary<string, long> Range(Fund fund, int year, int month, long opening) => Whole(
        Items(fund, year, 1000).ToDictionary(each => each.Key, each => Share(each.Value, month)), Form(fund), opening,
        year);

    private long Share(long year, int month) => month == 12 ? year : year / 12 / grain * grain * month;

    private long Opening(Fund fund, int year)
    {
        var opening = (500_000_000_00 + Spread($"{fund.Entry().Id} opening", 900) * 1_000_000_00) / grain * grain;
        for (var before = firstYear; before < year; before++)
        {
            opening = Whole(Items(fund, before, 1000), Form(fund), opening, before)["closing"];
        }
        return opening;
    }

    /// <summary>The items that are not sums of others.</summary>
    private Dictionary<string, long> Items(Fund fund, int year, int permille)
    {
        var form = Form(fund);
        var sums = form.Checks.Where(check => check.Kind == CheckKind.Equal)
            .SelectMany(check => check.Left).ToHashSet();
        return form.Items.Where(item => item.IsIn(year) && !sums.Contains(item.Id) && item.Id != "opening")
            .ToDictionary(item => item.Id, item => Amount(fund, item, year) * permille / 1000 / grain * grain);
    }

    private long Amount(Fund fund, FormItem item, int year)
    {
        var name = $"{fund.Entry().Id} {item.Id}";
        var yuan = (item.Parent is not null ? 3_000_000 : item.Side == "income" ? 60_000_000 : 45_000_000)
            + Spread(name, 20_000_000);
        for (var each = firstYear; each < year; each++) { yuan += yuan * (4 + Spread($"{name} {each}", 9)) / 100; }
        return yuan * 100 / grain * grain;
    }

    /// <summary>Adds the sums, by the form's own checks, in their order.</summary>
    private static Dictionary<string, long> Whole(
        Dictionary<string, long> items, ReportForm form, long opening, int year)
    {
        var all = new Dictionary<string, long>(items) { ["opening"] = opening };
        foreach (var check in form.Checks.Where(check => check.Kind == CheckKind.Equal && check.Left.Count == 1))
        {
            if (!all.ContainsKey(check.Left[0]) && form.Find(check.Left[0])!.IsIn(year))
            {
                all[check.Left[0]] = check.Right.Sum(term =>
                    (term[0] == '-' ? -1 : 1) * all.GetValueOrDefault(ReportForms.Bare(term)));
            }
        }
        return all;
    }

    /// <summary>A number below the limit that only the name, the region and the seed decide.</summary>
    private long Spread(string name, long limit)
    {
        var mixed = seed * Prime + 17;
        foreach (var symbol in $"{division.Text} {name}") { mixed = unchecked((mixed ^ symbol) * 1_099_511_628_211); }
        return unchecked((long)((ulong)mixed % (ulong)limit));
    }
}

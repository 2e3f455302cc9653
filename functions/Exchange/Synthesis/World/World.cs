using System.Globalization;
using SocialFund.Exchange.Catalog;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Synthesis;

/// <summary>A county's share of the persons: those numbered from <paramref name="First"/>.</summary>
internal sealed record CountyRange(int Ordinal, Division Code, long First, int Count);

/// <summary>The whole of it: who exists is decided by the seed, and worked out when asked.</summary>
internal sealed class World
{
    private const int WeightOfOthers = 10;

    /// <summary>Beyond it two persons of a county could have one identity number (see <see cref="Person"/>).</summary>
    public const int CountyMax = 1_990_000;

    public World(Options options)
    {
        Options = options;
        Roles = new RoleBook(options.Seed);
        Counties = Share(options);
        Months = [.. Enumerable.Range(0, options.Months).Select(month => options.From.Plus(month))];
        Rates = [.. Months.Select(period => MonthRates.Of(Parameters, period))];
    }

    public Options Options { get; }

    public Catalogue Catalogue { get; } = Catalogue.Shipped;

    public Parameters Parameters { get; } = new();

    public RoleBook Roles { get; }

    public IReadOnlyList<CountyRange> Counties { get; }

    public IReadOnlyList<Period> Months { get; }

    public IReadOnlyList<MonthRates> Rates { get; }

    public Dice Of(long person) => Dice.Of(Options.Seed, person);

    public Dice OfEmployer(int county, int employer) => Of(-1_000 - county).With(employer);

    /// <summary>The counties of an option's divisions in code order; a province without one is 青海省.</summary>
    public static IReadOnlyList<Division> CountiesOf(IReadOnlyList<Division> divisions)
    {
        IReadOnlyList<Division> chosen = divisions.Count > 0 ? divisions : [Division.Of("630000")];
        return
        [
            .. Divisions.All.Where(entry => entry.Code.Level == 3 && !entry.IsPlaceholder
                    && chosen.Any(division => division.Contains(entry.Code)))
                .Select(entry => entry.Code),
        ];
    }

    private static List<CountyRange> Share(Options options)
    {
        var weights = EmbeddedCsv.Read(typeof(World).Assembly, "counties.csv")
            .ToDictionary(row => row["code"], row => int.Parse(row["weight"], CultureInfo.InvariantCulture));
        var codes = CountiesOf(options.Divisions);
        var total = codes.Sum(code => weights.GetValueOrDefault(code.Text, WeightOfOthers));
        var ranges = new List<CountyRange>();
        var (before, first) = (0L, 0L);
        foreach (var code in codes)
        {
            before += weights.GetValueOrDefault(code.Text, WeightOfOthers);
            var end = options.Persons * before / total;
            ranges.Add(new CountyRange(ranges.Count, code, first, (int)(end - first)));
            first = end;
        }
        return ranges;
    }
}

using System.Globalization;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Synthesis;

/// <summary>Wages, rates and standards with the month from which they hold (Data/parameters.csv).</summary>
/// <remarks>Amounts in fen, rates in millionths.</remarks>
internal sealed class Parameters
{
    private readonly Dictionary<string, (Period From, long Value)[]> _values =
        EmbeddedCsv.Read(typeof(Parameters).Assembly, "parameters.csv")
            .GroupBy(row => row["key"])
            .ToDictionary(group => group.Key, group => group.Select(Read).OrderBy(entry => entry.From).ToArray());

    /// <summary>The value in force; before the first entry, the first.</summary>
    public long At(string key, Period period)
    {
        var entries = _values[key];
        for (var index = entries.Length - 1; index > 0; index--)
        {
            if (entries[index].From <= period) { return entries[index].Value; }
        }
        return entries[0].Value;
    }

    private static (Period From, long Value) Read(IReadOnlyDictionary<string, string> row) => (
        TextValue.Parse<Period>(row["from"]), long.Parse(row["value"], CultureInfo.InvariantCulture));
}

/// <summary>A share of an amount, to the fen, half away from zero.</summary>
internal static class Share
{
    private const long Million = 1_000_000;

    public static long Of(long fen, long millionths) => (fen * millionths + Million / 2) / Million;
}

/// <summary>What contributions of a month rest on.</summary>
/// <param name="Wage">Mean monthly wage of the year before.</param>
/// <param name="Floor">The lowest base, 60% of it.</param>
/// <param name="Cap">The highest base, 300% of it.</param>
internal sealed record MonthRates(Period Period, long Wage, long Floor, long Cap, FundRates[] Funds)
{
    private const long Yuan = 100;

    /// <summary>The funds that persons and employers both pay to.</summary>
    private static readonly Fund[] Personal =
        [Fund.EnterprisePension, Fund.PublicSectorPension, Fund.EmployeeMedical, Fund.Unemployment];

    public FundRates Of(Fund fund) => Funds[(int)fund];

    public static MonthRates Of(Parameters parameters, Period period)
    {
        var wage = parameters.At("wage", period);
        var funds = new FundRates[FundList.All.Count + 1];
        foreach (var fund in Personal)
        {
            var id = fund.Entry().Id;
            var flexible = fund is Fund.EnterprisePension or Fund.EmployeeMedical
                ? parameters.At($"{id}.flexible", period) : 0;
            funds[(int)fund] = new FundRates(
                parameters.At($"{id}.employer", period), parameters.At($"{id}.person", period), flexible);
        }
        funds[(int)Fund.Maternity] = new FundRates(parameters.At("maternity.employer", period), 0, 0);
        // Bases are whole yuan: the floor is rounded up and the cap down, so that both keep the law.
        return new MonthRates(
            period, wage, (wage * 6 / 10 + Yuan - 1) / Yuan * Yuan, wage * 3 / Yuan * Yuan, funds);
    }
}

/// <param name="Flexible">Of persons who enrol themselves.</param>
internal readonly record struct FundRates(long Employer, long Person, long Flexible);

using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Synthesis;

/// <summary>An employer's papers, worked out from its place in the county.</summary>
internal sealed record Employer(
    int Ordinal, Dice Chance, long Number, byte[] Name, byte[] CreditCode, DateOnly Enrolled, int RiskClass,
    long InjuryRate)
{
    private const string CreditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static readonly string[] Trades = ["商贸", "建筑", "食品", "机械", "物流", "餐饮", "农牧", "能源", "信息", "纺织"];
    private static readonly string[] Bodies = ["教育局", "卫生健康局", "水利局", "农业农村局", "中学", "人民医院", "档案馆", "林业站"];

    /// <summary>Basis: 人社部发〔2015〕71号; millionths.</summary>
    private static readonly long[] ClassRates = [2_000, 4_000, 7_000, 9_000, 11_000, 13_000, 16_000, 19_000];
    private static readonly long[] FirstClassFloats = [100, 120, 150];
    private static readonly long[] Floats = [50, 80, 100, 120, 150];

    public static long BaseRate(int riskClass) => ClassRates[riskClass - 1];

    public static Employer Of(World world, County county, int ordinal)
    {
        var range = county.Range;
        var chance = world.OfEmployer(range.Ordinal, ordinal);
        var isPublic = county.IsPublic(ordinal);
        var risk = isPublic ? 1 : 1 + chance.Roll(Ask.Risk, 8);
        var floats = risk == 1 ? FirstClassFloats : Floats;
        var rate = ClassRates[risk - 1] * floats[chance.Roll(Ask.Float, floats.Length)] / 100;
        return new Employer(
            ordinal, chance, NumberOf(range, ordinal), NameOf(range, ordinal, chance, isPublic),
            CreditCodeOf(range, ordinal, isPublic), EnrolledOf(world, county, ordinal, chance), risk, rate);
    }

    public static long NumberOf(CountyRange range, int ordinal) =>
        Scene.Number(range.Code) * 10_000_000 + 1_000_000 + ordinal;

    private static byte[] NameOf(CountyRange range, int ordinal, Dice chance, bool isPublic)
    {
        var place = Divisions.NameOf(range.Code);
        return Names.Bytes(isPublic
            ? $"{place}{Bodies[chance.Roll(Ask.Trade, Bodies.Length)]}{ordinal}号单位"
            : $"{place}虚拟{Trades[chance.Roll(Ask.Trade, Trades.Length)]}{ordinal}号有限公司");
    }

    /// <summary>The organisation code inside begins with two characters of the county: it is one of a kind in the
    /// country.</summary>
    private static byte[] CreditCodeOf(CountyRange range, int ordinal, bool isPublic)
    {
        var size = CreditAlphabet.Length;
        var county = $"{CreditAlphabet[range.Ordinal / size % size]}{CreditAlphabet[range.Ordinal % size]}";
        var body = $"{(isPublic ? "12" : "91")}{range.Code}{county}{ordinal:0000000}";
        var code = CreditAlphabet.Select(check => body + check).First(code => Kernel.CreditCode.TryParse(code, out _));
        return Encoding.ASCII.GetBytes(code);
    }

    private static DateOnly EnrolledOf(World world, County county, int ordinal, Dice chance)
    {
        var owner = county.OwnerOf(ordinal);
        return owner >= 0 && county.Members[owner].Fraud == Fraud.WorkInjuryFirstContributionAfterInjury
            // The injury is on the day before.
            ? world.Months[Math.Max(0, world.EventMonth(county.Members[owner]))].FirstDay.AddDays(20)
            : new DateOnly(2002 + chance.Roll(Ask.Enrollment, 10), 1 + chance.Roll(Ask.Start, 12), 1);
    }
}

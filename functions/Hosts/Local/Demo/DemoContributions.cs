using System.Globalization;
using System.Text;
using SocialFund.Funds.Accounting;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Local.Demo;

/// <summary>
/// What employers contributed in the last months: treasury transfers and both details by employer. The newest month
/// still waits: one employer owes a part, and of one fund the tax bureau has not sent its detail.
/// </summary>
internal sealed class DemoContributions(DemoPeople people)
{
    private const int Months = 4;

    /// <summary>A wage base of 6,120 yuan a head keeps the figures plausible.</summary>
    private const long BaseFen = 6_120_00;

    /// <param name="UnitPermille">Of the wage base; <paramref name="PersonalPermille"/> likewise.</param>
    private sealed record Levy(string Division, Fund Fund, int UnitPermille, int PersonalPermille);

    private static readonly Levy[] Levies =
    [
        new("630102", Fund.EnterprisePension, 160, 80), new("630102", Fund.Unemployment, 5, 5),
        new("630100", Fund.WorkInjury, 4, 0),
    ];

    /// <summary>Code, name, insured persons; all made up.</summary>
    private static readonly (string Code, string Name, int Heads)[] Employers =
    [
        ("91630102710531137M", "西宁清源供水有限公司", 142), ("916301027105312746", "青海湟水电力安装有限公司", 87),
        ("916301027105314112", "高原红食品有限公司", 56), ("91630102710531548G", "西宁城东公共交通有限公司", 318),
        ("916301027105316851", "三江源毛纺织有限公司", 204), ("91630102710531822W", "青海昆仑软件技术有限公司", 33),
        ("91630102710531959B", "西宁众和物业服务有限公司", 71), ("91630102710532096A", "青海格桑花大药房连锁有限公司", 45),
        ("916301027105322336", "西宁康乐宾馆有限公司", 28), ("91630102710532370N", "青海北川建筑工程有限公司", 165),
        ("91630102710532507G", "西宁晨光印刷有限公司", 19), ("916301027105326441", "青海远山物流有限公司", 62),
    ];

    public async Task Send(Period today)
    {
        var transfers = new StringBuilder("区划,险种,日期,凭证号,金额（元）,银行账号\n");
        var (agency, tax) = (Head(), Head());
        foreach (var levy in Levies)
        {
            for (var period = today.Plus(-Months); period < today; period = period.Next())
            {
                var isNewest = period.Next() == today;
                Add(levy, period, isNewest, transfers, agency, isNewest && levy.Fund == Fund.WorkInjury ? null : tax);
            }
        }
        await Import(new ImportTransfers(), "transfers", transfers);
        await Import(new ImportEmployers(DetailSource.Agency), "agency", agency);
        await Import(new ImportEmployers(DetailSource.Tax), "tax", tax);
    }

    private static StringBuilder Head() => new("区划,险种,票号,属期,统一社会信用代码,单位名称,人数,单位缴费（元）,个人缴费（元）\n");

    private static void Add(
        Levy levy, Period period, bool isNewest, StringBuilder transfers, StringBuilder agency, StringBuilder? tax)
    {
        var start = $"{levy.Division},{levy.Fund.Entry().Id}";
        var ticket = $"{period}{levy.Fund.Entry().Code}8";
        var transferred = Money.Zero;
        for (var index = 0; index < Employers.Length; index++)
        {
            var (code, name, few) = Employers[index];
            var heads = few + (period.Month + index) % 3;
            var (unit, personal) = (Of(heads, levy.UnitPermille), Of(heads, levy.PersonalPermille));
            var row = $"{start},{ticket},{period},{code},{name},{heads}";
            agency.Append(CultureInfo.InvariantCulture, $"{row},{unit.ToPlainYuan()},{personal.ToPlainYuan()}\n");
            // One employer of twelve is behind with its own part of the newest month.
            var paid = isNewest && index == 4 ? Of(heads / 2, levy.UnitPermille) : unit;
            tax?.Append(CultureInfo.InvariantCulture, $"{row},{paid.ToPlainYuan()},{personal.ToPlainYuan()}\n");
            transferred += paid + personal;
        }
        var account = DemoAccounts.Special(Division.Of(levy.Division), levy.Fund);
        var day = period.Next().FirstDay.AddDays(-3);
        transfers.Append(
            CultureInfo.InvariantCulture,
            $"{start},{day:yyyy-MM-dd},{ticket},{transferred.ToPlainYuan()},{account}\n");
    }

    private static Money Of(int heads, int permille) => Money.FromFen(BaseFen / 1000 * permille * heads);

    private async Task Import(object request, string name, StringBuilder table)
    {
        using var body = new MemoryStream(Encoding.UTF8.GetBytes(table.ToString()));
        var done = await people.Do<SuspenseImport>("p-clerk", request, $"contributions-{name}", body);
        if (done.Problems is [var first, ..]) { throw new InvalidOperationException($"The contributions: {first}"); }
    }
}

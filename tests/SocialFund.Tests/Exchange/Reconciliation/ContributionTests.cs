using System.Globalization;
using SocialFund.Exchange.Reconciliation;
using SocialFund.Kernel;
using SocialFund.Tests.Exchange.Ingestion.Detail;
using SocialFund.Tests.Exchange.Synthesis;
using SocialFund.Tests.Funds;

namespace SocialFund.Tests.Exchange.Reconciliation;

/// <summary>缴费台账: a person's contributions as the files say them.</summary>
[Collection(GeneratedLakes.Name)]
public sealed class ContributionTests(GeneratedLakes lakes) : IDisposable
{
    private const string Agency = "行政区划代码|数据期别|所在单位编号|个人编号|姓名|性别|公民身份号码|出生日期|个人缴费基数|个人应缴当月金额|个人实缴当月金额";

    private const string Tax = "统筹区编码|征集通知流水号|电子税票号码（缴费凭证号）|险种类型|单位编号|人员编号|对应费款所属期|"
        + "单位实际缴费金额|人员缴费基数|个人实缴金额";

    private readonly QuestionLake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task Contributions_OfAPerson_AreBothSidesLinesWithTheirOrigin()
    {
        var january = await Drop("enterprise-pension.individual-contributions", "202601",
            Agency, Row("202601", "P1", 1, "400.00"), Row("202601", "P2", 2, "300.00"));
        var march = await Drop("enterprise-pension.individual-contributions", "202603",
            Agency, Row("202603", "P1", 1, "390.00"));
        await Drop("unemployment.individual-contributions", "202601", Agency, Row("202601", "U7", 1, "25.00"));
        // The same number is another person's in another fund.
        var tax = await Drop("enterprise-pension.tax-individual-contributions", "202601",
            Tax, Ticket("T1", "110", "P1", "800.00", "400.00"), Ticket("T2", "110", "P2", "800.00", "300.00"));
        await Drop("unemployment.tax-individual-contributions", "202601",
            Tax, Ticket("T3", "210", "P1", "50.00", "25.00"));
        await _lake.Ask(Questions.Registry);
        var hit = Assert.Single((await _lake.Read<SubjectHits>(
            new FindSubjects("person", DetailWorld.IdOf(1)))).Hits);

        var ledger = await _lake.Read<PersonContributions>(new ViewContributions(hit.Key));

        Assert.Equal(("张三1", CitizenId.Mask(DetailWorld.IdOf(1)), false), (ledger.Name, ledger.Number, ledger.IsCut));
        Assert.Equal(
            [
                "agency enterprise-pension 202601 E1 500000 40000 40000  ",
                "tax enterprise-pension 202601 E1 500000  40000 80000 T1",
                "agency enterprise-pension 202603 E1 500000 40000 39000  ",
                "agency unemployment 202601 E1 500000 40000 2500  ",
            ],
            ledger.Lines.Select(line => string.Create(
                CultureInfo.InvariantCulture,
                $"{line.Side} {line.Fund} {line.Period} {line.EmployerNo} {line.BaseFen} {line.DueFen} ")
                + $"{line.PersonFen} {line.EmployerFen} {line.Ticket}"));
        Assert.Equal(
            [(january.Id, 2L), (tax.Id, 2L), (march.Id, 2L)],
            ledger.Lines.Take(3).Select(line => (line.Source.Batch, line.Source.Line)));
    }

    [Fact]
    public async Task Contributions_OfWhomTheCallerMayNotSee_AreNotFound()
    {
        await Drop("enterprise-pension.individual-contributions", "202601", Agency, Row("202601", "P1", 1, "400.00"));
        Assert.Equal("not_asked_yet", (await _lake.Handle(new ViewContributions("x"))).Problem().Code);
        await _lake.Ask(Questions.Registry);
        var key = Assert.Single((await _lake.Read<SubjectHits>(
            new FindSubjects("person", DetailWorld.IdOf(1)))).Hits).Key;
        var stranger = QuestionLake.Person("u-2", "630103", Permission.IntakeView);

        Assert.Equal("not_found", (await _lake.Handle(new ViewContributions(key), stranger)).Problem().Code);
        Assert.Equal("not_found", (await _lake.Handle(new ViewContributions("x"))).Problem().Code);
    }

    /// <summary>A naive reader of the files finds the same sums for every fund of a person.</summary>
    [Fact]
    public async Task Contributions_OfAGeneratedPerson_AreTheSumsOfTheFiles()
    {
        await lakes.Agreeing.Ask(Questions.Registry);
        var id = lakes.AgreeingFiles
            .First(file => file.Table.Id == "enterprise-pension/individual-contributions").Rows().First()
            ["citizenIdNumber"];
        var own = lakes.AgreeingFiles
            .Where(file => file.Table.Id.EndsWith("/individual-contributions", StringComparison.Ordinal)
                && file.Table.Source != "resident-medical")
            .SelectMany(file => file.Rows()).Where(row => row["citizenIdNumber"] == id).ToList();
        var number = own[0]["personNo"];
        var taxed = lakes.AgreeingFiles
            .Where(file => file.Table.Id.Contains("/tax-individual-contributions", StringComparison.Ordinal))
            .SelectMany(file => file.Rows()).Where(row => row["personnelNo"] == number).ToList();
        var hit = Assert.Single((await lakes.Agreeing.Read<SubjectHits>(new FindSubjects("person", id))).Hits);

        var ledger = await lakes.Agreeing.Read<PersonContributions>(new ViewContributions(hit.Key));

        Assert.True(own.Count >= 3 && taxed.Count >= 3, $"{own.Count} {taxed.Count}");
        Assert.Equal(
            Sums(own, "individualPaidCurrentMonth"),
            Sums(ledger.Lines.Where(line => line.Side == "agency")));
        Assert.Equal(Sums(taxed, "individualPaidAmount"), Sums(ledger.Lines.Where(line => line.Side == "tax")));
    }

    private static List<string> Sums(IEnumerable<ReadRow> rows, string field) =>
    [
        .. rows.GroupBy(row => row.File.Table.Source).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Key} {group.Sum(row => row.Fen(field))}"),
    ];

    private static List<string> Sums(IEnumerable<ContributionLine> lines) =>
    [
        .. lines.GroupBy(line => line.Fund).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Key} {group.Sum(line => line.PersonFen)}"),
    ];

    private Task<SocialFund.Exchange.Governance.DetailBatch> Drop(
        string table, string period, params IReadOnlyList<string> lines) =>
        _lake.Drop(table, period, "630102", lines);

    private static string Row(string period, string number, int person, string paid) =>
        $"630102|{period}|E1|{number}|张三{person}|1|{DetailWorld.IdOf(person)}|19900307|5000.00|400.00|{paid}";

    private static string Ticket(string ticket, string insurance, string number, string employer, string person) =>
        $"630102|N{ticket}|{ticket}|{insurance}|E1|{number}|202601|{employer}|5000.00|{person}";
}

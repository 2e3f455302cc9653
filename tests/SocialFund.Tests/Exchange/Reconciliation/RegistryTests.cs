using SocialFund.Exchange.Reconciliation;
using SocialFund.Kernel;
using SocialFund.Tests.Exchange.Ingestion.Detail;
using SocialFund.Tests.Funds;

namespace SocialFund.Tests.Exchange.Reconciliation;

[Collection(GeneratedLakes.Name)]
public sealed class RegistryTests(GeneratedLakes lakes) : IDisposable
{
    private const string Heading = "行政区划代码|数据期别|所在单位编号|个人编号|姓名|性别|公民身份号码|出生日期|个人实缴当月金额";

    private readonly QuestionLake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task GeneratedPersons_HaveOneEntryEachAndNoConflictsButNamesakes()
    {
        var answer = await lakes.Agreeing.Ask(Questions.Registry);
        var persons = lakes.AgreeingFiles
            .Where(file => file.Table.Find("citizenIdNumber") is not null && file.Table.Find("name") is not null
                && file.Table.Find("personNo") is not null)
            .SelectMany(file => file.Rows()).Select(row => (Id: row["citizenIdNumber"], Name: row["name"])).Distinct()
            .ToList();
        // Names are drawn from a short list: some are namesakes born on one day in one area, as in life.
        var namesakes = persons.GroupBy(person => person.Name + person.Id[..14]).Where(group => group.Count() > 1)
            .Select(group => group.Select(person => person.Id).Order(StringComparer.Ordinal))
            .Select(ids => $"same-name-ids|{string.Join(',', ids)}");

        Assert.Equal(persons.Count, answer.File("persons").Rows);
        Assert.Equal(
            namesakes.Order(StringComparer.Ordinal),
            (await lakes.Agreeing.Ask(answer, "select concat_ws('|', kind, subjects) from person_conflicts"))
                .Order(StringComparer.Ordinal));
        Assert.Equal([], await lakes.Agreeing.Ask(
            answer, "select concat_ws('|', kind, names, numbers) from employer_conflicts limit 5"));
    }

    /// <summary>Each person is one case; whoever is without fault is in no list.</summary>
    [Fact]
    public async Task PersonConflicts_AreFoundWithTheirReasons()
    {
        await Persons("202601", "630102",
            Row("E1", "P1", "张一", 1), Row("E1", "P2", "李二", 2), Row("E1", "P3", "王三", 3), Row("E1", "P4", "王三", 4),
            Row("E1", "P5", "赵五", 5, born: "19900308"), Row("E1", "P6", "赵六", 6, sex: "2"),
            Row("E1", "P7", "钱七", 7), Row("E1", "P9", "孙九", 9), Row("E1", "P0", "周十", 10));
        await Persons("202602", "630102",
            Row("E1", "P1", "张一", 1), Row("E1", "P7", "钱八", 8), Row("E1", "P99", "孙九", 9),
            Row("E1", "P0", "周十", 10).Replace(DetailWorld.IdOf(10), Old(10), StringComparison.Ordinal));
        await Persons("202603", "630102", Row("E1", "P1", "张改", 1));
        await Persons(
            "202601", "630103", Row("E7", "Q2", "李贰", 2).Replace("630102|", "630103|", StringComparison.Ordinal));
        await _lake.Ask(Questions.Registry);

        var page = await _lake.Read<Page<IndexConflict>>(new ListConflicts("person"));

        Assert.Equal(
            [
                "birth-differs 赵五", "name-changed 张一,张改", "number-of-several 钱七,钱八", "same-id-names 李二,李贰",
                "same-name-ids 王三", "several-numbers 孙九", "sex-differs 赵六",
            ],
            page.Items.Select(each => $"{each.Kind} {string.Join(',', each.Names)}").Order(StringComparer.Ordinal));
        Assert.Equal("note", page.Items.Single(each => each.Kind == "name-changed").Severity);
        Assert.All(page.Items.SelectMany(each => each.Subjects),
            id => Assert.Contains("********", id, StringComparison.Ordinal));
        Assert.Equal(["630102", "630103"], page.Items.Single(each => each.Kind == "same-id-names").Regions);
    }

    [Fact]
    public async Task Search_ByFifteenDigits_FindsThePersonAndHisTimeline()
    {
        await Persons("202601", "630102", Row("E1", "P1", "张一", 1), Row("E1", "630102000000136", "李二", 2));
        await Persons("202602", "630102",
            Row("E2", "P1", "张一", 1).Replace(DetailWorld.IdOf(1), Old(1), StringComparison.Ordinal));
        await _lake.Ask(Questions.Registry);

        var hit = Assert.Single((await _lake.Read<SubjectHits>(new FindSubjects("person", Old(1)))).Hits);
        var traces = await _lake.Read<IReadOnlyList<SubjectTrace>>(new ViewSubject("person", hit.Key));

        Assert.Equal("李二", Assert.Single((await _lake.Read<SubjectHits>(
            new FindSubjects("person", "630102000000136"))).Hits).Name);
        Assert.Equal(("张一", "202601", "202602", 2L), (hit.Name, hit.FirstPeriod, hit.LastPeriod, hit.Rows));
        Assert.DoesNotContain(DetailWorld.IdOf(1)[6..14], hit.Number!, StringComparison.Ordinal);
        Assert.Equal(["E1 202601-202601", "E2 202602-202602"],
            traces.Select(trace => $"{trace.EmployerNo} {trace.FirstPeriod}-{trace.LastPeriod}"));
        Assert.Equal(2, traces[0].Source!.Line);
    }

    [Fact]
    public async Task Search_OutsideTheDivision_FindsNobody()
    {
        await Persons("202601", "630102", Row("E1", "P1", "张一", 1));
        await _lake.Ask(Questions.Registry);
        var stranger = QuestionLake.Person("u-2", "630103", Permission.IntakeView);

        Assert.Empty((await _lake.Read<SubjectHits>(new FindSubjects("person", "张一"), stranger)).Hits);
        Assert.Equal("invalid_value", (await _lake.Handle(new FindSubjects("person", "张"))).Problem().Code);
    }

    [Fact]
    public async Task Decision_AboutAConflict_StaysUntilTheFactsChange()
    {
        await Persons("202601", "630102", Row("E1", "P3", "王三", 3), Row("E1", "P4", "王三", 4));
        await _lake.Ask(Questions.Registry);
        var conflict = (await _lake.Read<Page<IndexConflict>>(new ListConflicts("person"))).Items[0];

        await _lake.Read<KeptDecision>(
            new Decide("registry", conflict.Id, Division.Of("630102"), "different", "两人同名，已核户籍"));
        await _lake.Ask(Questions.Registry);
        var kept = (await _lake.Read<Page<IndexConflict>>(new ListConflicts("person"))).Items[0];
        var open = await _lake.Read<Page<IndexConflict>>(new ListConflicts("person", Open: true));
        await Persons("202602", "630102", Row("E1", "P5", "王三", 5));
        await _lake.Ask(Questions.Registry);
        var changed = (await _lake.Read<Page<IndexConflict>>(new ListConflicts("person"))).Items[0];

        Assert.Equal(("different", false), (kept.Decision!.Verdict, kept.Decision.IsOutdated));
        Assert.Empty(open.Items);
        Assert.Equal(("different", true), (changed.Decision!.Verdict, changed.Decision.IsOutdated));
    }

    /// <summary>甲厂 ends in January and three of its four persons are at 乙厂 in February; 丙厂 takes another name; two
    /// codes bear the name 丁店.</summary>
    [Fact]
    public async Task Employers_AreOneByOrganisationCode_AndMergersAreProposed()
    {
        await Employers("202601", "E1|甲厂", "E2|乙厂", "E3|丙厂", "E4|丁店", "E5|丁店");
        await Employers("202602", "E2|乙厂", "E3|丙公司");
        await Persons("202601", "630102",
            Row("E1", "P1", "张一", 1), Row("E1", "P2", "张二", 2), Row("E1", "P3", "张三", 3), Row("E1", "P4", "张四", 4));
        await Persons("202602", "630102",
            Row("E2", "P1", "张一", 1), Row("E2", "P2", "张二", 2), Row("E2", "P3", "张三", 3));
        await _lake.Ask(Questions.Registry);

        var page = await _lake.Read<Page<IndexConflict>>(new ListConflicts("employer"));
        var hit = Assert.Single((await _lake.Read<SubjectHits>(new FindSubjects("employer", "丙公司"))).Hits);
        var traces = await _lake.Read<IReadOnlyList<SubjectTrace>>(new ViewSubject("employer", hit.Key));

        Assert.Equal(
            ["employer-renamed 丙公司,丙厂", "merger 乙厂,甲厂", "name-codes 丁店"],
            page.Items.Select(each => $"{each.Kind} {string.Join(',', each.Names)}").Order(StringComparer.Ordinal));
        Assert.Equal(["丙厂", "丙公司"], traces.Select(trace => trace.Name));
        var merger = page.Items.Single(each => each.Kind == "merger");
        var decided = await _lake.Read<KeptDecision>(
            new Decide("registry", merger.Id, Division.Of("630102"), "merged", "工商登记吸收合并"));
        Assert.Equal("merged", decided.Verdict);
    }

    private Task Persons(string period, string division, params IReadOnlyList<string> rows) => _lake.Drop(
        "职工养老个人缴费明细", period, division,
        [Heading, .. rows.Select(row => row.Replace("PERIOD", period, StringComparison.Ordinal))]);

    private Task Employers(string period, params IReadOnlyList<string> employers) => _lake.Drop(
        "职工养老单位缴费明细", period, "630102",
        [
            "行政区划代码|数据期别|单位编号|单位名称|组织机构代码|单位实缴当月金额",
            .. employers.Select(each => $"630102|{period}|{each}|{Code(each[..2])}|100.00"),
        ]);

    private static string Row(
        string employer, string number, string name, int person, string born = "19900307", string sex = "1") =>
        $"630102|PERIOD|{employer}|{number}|{name}|{sex}|{DetailWorld.IdOf(person)}|{born}|100.00";

    /// <summary>The id number as it was before 1999: two digits for the year and no check character.</summary>
    private static string Old(int person)
    {
        var id = DetailWorld.IdOf(person);
        return id[..6] + id[8..17];
    }

    private static string Code(string employer)
    {
        var body = $"91630102MA0000{employer}X";
        return "0123456789ABCDEFGHJKLMNPQRTUWXY".Select(check => body + check)
            .First(code => CreditCode.TryParse(code, out _));
    }
}

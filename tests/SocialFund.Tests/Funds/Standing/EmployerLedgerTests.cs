using System.Text;
using SocialFund.Funds.Accounting;
using SocialFund.Funds.Expenditure;
using SocialFund.Funds.Standing;
using SocialFund.Kernel;
using SocialFund.Tests.Funds.Accounting;

namespace SocialFund.Tests.Funds.Standing;

/// <summary>单位台账 from the collection detail by employer. Today is 2026-06-15.</summary>
public sealed class EmployerLedgerTests
{
    private const string Head = "区划,险种,票号,属期,统一社会信用代码,单位名称,人数,单位缴费（元）,个人缴费（元）\n";
    private const string Water = "91630102000000011E";
    private const string Power = "91630102000000022J";
    private const string Bakery = "91630102000000033N";

    /// <summary>506.66 by employers and 253.34 by persons together.</summary>
    private const string Two =
        $"630102,enterprise-pension,T1,202605,{Water},西宁供水公司,12,306.66,153.34\n"
        + $"630102,enterprise-pension,T1,202605,{Power},湟水电力公司,8,200.00,100.00\n";

    private static readonly Division Chengdong = Division.Of("630102");

    private readonly BookWorld _world = new();
    private readonly SuspenseDesk _desk;
    private readonly StandingModule _standing;

    public EmployerLedgerTests()
    {
        _desk = new SuspenseDesk(_world.Store, _world.Books);
        _standing = new StandingModule(_world.Store, ExpenditureKinds.Shipped, _desk, new Charts(_world.Store));
    }

    [Fact]
    public async Task Detail_WhenOnlyItIsImported_GivesTheTicketsTotalsAndClearsIt()
    {
        await Transfer("T1", "760.00");
        Assert.Equal((2, 1, 0, 0, 0), Counts(await Employers(DetailSource.Agency, Two)));
        Assert.Equal((2, 1, 0, 1, 0), Counts(await Employers(DetailSource.Tax, Two)));
        Assert.Equal((2, 0, 1, 1, 0), Counts(await Employers(DetailSource.Tax, Two)));

        var water = await Read(Water);
        Assert.Equal(("西宁供水公司", "城东区", 2026), (water.Name, water.DivisionName, water.Year));
        var line = Assert.Single(water.Lines);
        Assert.Equal(
            ("T1", "202605", 12, 306_66L, 153_34L, 306_66L, 153_34L, 0L),
            (line.Ticket.Ticket, line.Period.Text, line.Heads, line.DueUnit!.Value.Fen, line.DuePersonal!.Value.Fen,
                line.PaidUnit!.Value.Fen, line.PaidPersonal!.Value.Fen, line.Difference!.Value.Fen));
        Assert.Equal(
            ("cleared", "202606-0001", "202606-0002"), (line.State, line.Booked!.Number, line.Cleared!.Number));
        var list = await List();
        Assert.Equal((2L, 506_66L, 253_34L, 760_00L, 760_00L, 0L), (
            list.Total, list.DueUnit.Fen, list.DuePersonal.Fen, list.Due.Fen, list.Paid.Fen, list.Difference.Fen));
    }

    [Fact]
    public async Task Detail_WhenItDiffersFromTheTicketsTotals_IsRefusedByMonthAndPart()
    {
        await Details(DetailSource.Agency, "630102,11,202605,T1,506.66,253.34\n");
        var wrong = Two + $"630102,enterprise-pension,T1,202604,{Water},西宁供水公司,12,1.00,0.50\n";
        var done = await Employers(DetailSource.Agency, wrong);
        var problem = Assert.Single(done.Problems);
        Assert.Equal((2, "employers_differ"), (problem.Line, problem.Code));
        Assert.Contains("属期202604单位缴费相差 1.00 元，属期202604个人缴费相差 0.50 元", problem.Message, StringComparison.Ordinal);
        Assert.Equal(0, (await List()).Total);
        Assert.Equal((2, 1, 0, 0, 0), Counts(await Employers(DetailSource.Agency, Two)));
        Assert.Equal(760_00, (await List()).Due.Fen);
    }

    [Fact]
    public async Task Totals_WhenCorrectedAfterTheDetail_HoldTheTicketUntilTheDetailAgrees()
    {
        await Transfer("T1", "761.00");
        await Employers(DetailSource.Agency, Two);
        await Details(DetailSource.Agency, "630102,11,202605,T1,507.66,253.34\n");
        await Details(DetailSource.Tax, "630102,11,202605,T1,507.66,253.34\n");
        var waiting = await _world.Ask<SuspenseDetail>(
            new ReadSuspense(new SuspenseId(Chengdong, Fund.EnterprisePension, "T1")));
        Assert.Equal(
            [("employers_differ", "-1.00")],
            waiting.Row.Reasons.Select(reason => (reason.Code, reason.Difference!.Value.ToPlainYuan())));

        var right = Two.Replace("306.66", "307.66", StringComparison.Ordinal);
        Assert.Equal((2, 1, 0, 1, 0), Counts(await Employers(DetailSource.Agency, right)));
        Assert.Equal(307_66, Assert.Single((await Read(Water)).Lines).DueUnit!.Value.Fen);
        var late = await Employers(DetailSource.Agency, Two);
        Assert.Equal(["suspense_cleared"], late.Problems.Select(problem => problem.Code));
        // The tax bureau's first detail may still come, if it agrees.
        Assert.Equal((2, 1, 0, 1, 0), Counts(await Employers(DetailSource.Tax, right)));
    }

    [Fact]
    public async Task Detail_WhenCorrected_ReplacesTheTicketsRowsAndNothingElse()
    {
        await Employers(DetailSource.Agency, Two);
        await Employers(DetailSource.Agency, $"630102,11,T2,202604,{Power},湟水电力公司,8,10.00,5.00\n");
        await Employers(DetailSource.Tax, $"630102,11,T1,202605,{Power},湟水电力公司,8,190.00,100.00\n");
        await Employers(
            DetailSource.Agency, Two.Replace(Water, Bakery, StringComparison.Ordinal)
                .Replace("西宁供水公司", "鑫隆面点店", StringComparison.Ordinal));

        Assert.Equal("not_found", (await Try(new ReadEmployer(CodeOf(Water), Chengdong, null))).Problem().Code);
        Assert.Equal(460_00, (await Read(Bakery)).Totals.Single().Due.Fen);
        var power = await Read(Power);
        Assert.Equal(
            [("202605", "T1", 10_00L), ("202604", "T2", null)],
            power.Lines.Select(line => (line.Period.Text, line.Ticket.Ticket, line.Difference?.Fen)));
        var total = power.Totals[0];
        Assert.Equal((315_00L, 290_00L, 2), (total.Due.Fen, total.Paid.Fen, total.Months));
        var list = await List();
        Assert.Equal((2L, 775_00L, 290_00L), (list.Total, list.Due.Fen, list.Paid.Fen));
    }

    [Fact]
    public async Task Ticket_SaysWhoPaidAndWhereTheSourcesDiffer()
    {
        await Transfer("T1", "760.00");
        await Employers(DetailSource.Agency, Two);
        await Employers(DetailSource.Tax, $"630102,11,T1,202605,{Power},湟水电力公司,8,190.00,100.00\n");
        var id = new SuspenseId(Chengdong, Fund.EnterprisePension, "T1");
        var ticket = await _world.Ask<TicketEmployers>(new ReadTicketEmployers(id));
        Assert.Equal(
            [(Water, 460_00L, (long?)null, 460_00L), (Power, 300_00L, 290_00L, 10_00L)],
            ticket.Employers.Select(row => (row.Code.Text, row.Due!.Value.Fen, row.Paid?.Fen, row.Difference.Fen)));
        Assert.Equal(760_00, ticket.Ticket.Agency!.Total.Fen);
        var none = id with { Ticket = "T9" };
        Assert.Equal("not_found", (await _world.Try(new ReadTicketEmployers(none))).Problem().Code);

        var found = await _world.Ask<SuspensePage>(new ListSuspense(Chengdong, null, null, null, null, null, "T"));
        Assert.Equal(["T1"], found.Items.Select(item => item.Row.Ticket));
        var missing = new ListSuspense(Chengdong, null, null, null, null, null, "1");
        Assert.Equal(0, (await _world.Ask<SuspensePage>(missing)).Total);
    }

    [Fact]
    public async Task List_IsFoundByCodeNameAndPinyin_AtEachLevel()
    {
        await Employers(DetailSource.Agency, Two);
        foreach (var (text, found) in new[]
        {
            ("供水", Water), ("91630102000000022", Power), ("xngs", Water), ("HSDL", Power), ("没有", ""), ("zz", ""),
        })
        {
            foreach (var division in (string[])["630102", "630100", "630000"])
            {
                var page = await List(text, division);
                Assert.Equal(found, string.Join(',', page.Items.Select(row => row.Code.Text)));
            }
        }
        Assert.Equal(0, (await List(division: "630121")).Total);
        var other = await Ask<EmployerPage>(
            new ListEmployers(Chengdong, Fund.Unemployment, 2026, null, null, null, null));
        Assert.Equal(0, other.Total);
        Assert.Equal(0, (await Ask<EmployerPage>(
            new ListEmployers(Chengdong, null, 2025, null, null, null, null))).Total);
    }

    [Fact]
    public async Task List_OfTheYear_SumsUpToTheTicketsWhateverTheRows()
    {
        for (var seed = 1; seed <= 5; seed++)
        {
            var world = new EmployerLedgerTests();
            var random = new Random(seed);
            string[] codes = [Water, Power, Bakery];
            var tickets = new Dictionary<string, long>();
            for (var file = 0; file < 12; file++)
            {
                var ticket = $"T{random.Next(4)}";
                var rows = new StringBuilder();
                var total = 0L;
                foreach (var code in codes.Where(_ => random.Next(3) > 0).DefaultIfEmpty(Water))
                {
                    var (unit, personal) = (random.Next(1, 99999), random.Next(1, 99999));
                    rows.Append(null, $"630102,11,{ticket},2026{random.Next(1, 13):00},{code},单位,1,")
                        .Append(Money.FromFen(unit).ToPlainYuan()).Append(',')
                        .Append(Money.FromFen(personal).ToPlainYuan()).Append('\n');
                    total += unit + personal;
                }
                Assert.Empty((await world.Employers(DetailSource.Agency, rows.ToString())).Problems);
                tickets[ticket] = total;
            }
            Assert.True((await world.List()).Due.Fen == tickets.Values.Sum(), $"SEED={seed}");
            var ledgers = 0L;
            foreach (var row in (await world.List()).Items)
            {
                var ledger = await world.Read(row.Code.Text);
                ledgers += ledger.Lines.Sum(line => line.DueUnit!.Value.Fen + line.DuePersonal!.Value.Fen);
            }
            Assert.True(ledgers == tickets.Values.Sum(), $"SEED={seed}");
        }
    }

    [Fact]
    public async Task Rows_WhenBad_AreNamedWithTheirPlace()
    {
        var done = await Employers(
            DetailSource.Tax,
            $"630102,11,A1,202605,91630102000000011X,甲,1,1.00,1.00\n"
            + $"630102,11,A2,202605,{Water},,1,1.00,1.00\n"
            + $"630102,11,A3,202605,{Water},甲,-1,1.00,1.00\n"
            + $"630102,11,A4,2026-5,{Water},甲,1,1.00,1.00\n"
            + $"630102,11,A5,202605,{Water},甲,1,1.00,1.001\n"
            + $"630102,11,A6,202605,{Water},甲,1,1.00,1.00\n"
            + $"630102,11,A6,202605,{Water},甲,1,2.00,1.00\n");
        Assert.Equal(
            [
                (2, "not_a_credit_code"), (3, "name_missing"), (4, "not_a_count"), (5, "not_a_period"),
                (6, "not_an_amount"), (8, "employer_repeated"),
            ],
            done.Problems.Select(problem => (problem.Line, problem.Code)));
        Assert.Equal(0, (await List()).Total);
    }

    [Fact]
    public async Task Ledger_ForAnotherFundOrDivision_IsNotThere()
    {
        await Employers(DetailSource.Agency, Two);
        Actor Reader(string division, Fund? fund) => new("u-r", "查询员", Division.Of(division), null,
            [new Grant(new HashSet<string> { Permission.BookView.Code }, fund, Division.Of(division))]);
        var query = new ReadEmployer(CodeOf(Water), Chengdong, null);
        Assert.Equal("not_found", (await Try(query, Reader("630102", Fund.Unemployment))).Problem().Code);
        Assert.Equal("not_allowed", (await Try(query, Reader("630121", null))).Problem().Code);
        Assert.True((await Try(query, Reader("630100", null))).TryGet(out _, out _));
        var page = (EmployerPage)(await Try(
            new ListEmployers(Chengdong, null, null, null, null, null, null),
            Reader("630102", Fund.Unemployment))).Require();
        Assert.Equal(0, page.Total);
    }

    private static CreditCode CodeOf(string text) => TextValue.Parse<CreditCode>(text);

    private static (int Rows, int Imported, int Unchanged, int Cleared, int Problems) Counts(SuspenseImport done) =>
        (done.Rows, done.Imported, done.Unchanged, done.Cleared, done.Problems.Count);

    private Task<SuspenseImport> Transfer(string ticket, string yuan) => Import(
        new ImportTransfers(),
        $"区划,险种,日期,凭证号,金额（元）,银行账号\n630102,11,2026-06-10,{ticket},{yuan},28016301021101\n");

    private Task<SuspenseImport> Details(DetailSource source, string rows) =>
        Import(new ImportDetails(source), $"区划,险种,属期,票号,单位缴费（元）,个人缴费（元）\n{rows}");

    private Task<SuspenseImport> Employers(DetailSource source, string rows) =>
        Import(new ImportEmployers(source), Head + rows);

    /// <summary>Imports and lets the messages run, as the product does.</summary>
    private async Task<SuspenseImport> Import(object request, string file)
    {
        var done = await _world.Ask<SuspenseImport>(
            request, BookWorld.By(BookWorld.Treasurer, null, new MemoryStream(Encoding.UTF8.GetBytes(file))));
        var pump = new OutboxPump(
            _world.Store, TimeProvider.System, [new ListRowsHandler(_world.Store), .. _standing.Handlers],
            (_, error) => throw error);
        while (await pump.RunOnce(Containers.Income) > 0) { }
        return done;
    }

    private Task<EmployerLedger> Read(string code) =>
        Ask<EmployerLedger>(new ReadEmployer(CodeOf(code), Chengdong, null));

    private Task<EmployerPage> List(string? text = null, string division = "630102") => Ask<EmployerPage>(
        new ListEmployers(Division.Of(division), null, 2026, text, null, null, null));

    private async Task<T> Ask<T>(object request) => (T)(await Try(request)).Require();

    private async Task<Result<object>> Try(object request, Actor? actor = null)
    {
        var call = BookWorld.By(actor ?? BookWorld.Treasurer);
        var endpoint = _standing.Endpoints.Single(endpoint => endpoint.Request == request.GetType());
        var needs = (Access.Needs)endpoint.Access;
        return call.May(needs.Permission, ((IScoped)request).ScopeFor(call.Actor))
            ? await endpoint.Handle(request, call)
            : new NotAllowed(needs.Permission.Title);
    }
}

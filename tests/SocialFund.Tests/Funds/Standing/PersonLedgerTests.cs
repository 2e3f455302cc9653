using SocialFund.Funds.Expenditure;
using SocialFund.Funds.Standing;
using SocialFund.Kernel;
using SocialFund.Tests.Funds.Expenditure;

namespace SocialFund.Tests.Funds.Standing;

/// <summary>个人台账, fed by the real payment chain. Accounts ending in 77 are refused, in 88 sent back.</summary>
public sealed class PersonLedgerTests
{
    private readonly ChainWorld _world = new();

    [Fact]
    public async Task Ledger_AfterFailureRetryAndRefund_SaysWhatBecameOfEachRound()
    {
        await _world.OpenAccounts();
        await _world.Submit(
            ChainWorld.Line(1), ChainWorld.Line(2, account: "100000277"), ChainWorld.Line(3, account: "100000388"));
        await _world.ApproveAndSend();
        await _world.BankAnswers();
        Assert.Equal([(1, "paid", 100_00L)], await Rounds(1));
        Assert.Equal([(1, "failed", 200_00L)], await Rounds(2));
        Assert.Equal([(1, "paid", 300_00L)], await Rounds(3));

        await _world.Receive(await _world.Refunds());
        Assert.Equal([(1, "refunded", 300_00L)], await Rounds(3));
        Assert.Equal(0, (await Ledger(3)).Paid.Fen);

        var correction = new Correction(2, "收款人贰", "100000200", "102851000019", "河湟银行城东支行");
        var other = correction with { Number = 3, Name = "收款人3", Account = "100000300" };
        await _world.Ask<RequestAnswer>(
            ChainWorld.Agency, new ProposeCorrections(ChainWorld.Id, [correction, other]));
        await _world.Ask<RequestAnswer>(ChainWorld.Reviewer, new ConfirmCorrections(ChainWorld.Id));
        await _world.Run();
        await _world.Send(2);
        await _world.BankAnswers();

        Assert.Equal([(1, "failed", 200_00L), (2, "paid", 200_00L)], await Rounds(2));
        var third = await Ledger(3);
        Assert.Equal([(1, "refunded"), (2, "paid")], RoundsOf(third).Select(each => (each.Round, each.State)));
        var total = Assert.Single(third.Totals);
        Assert.Equal(
            (2026, Fund.EnterprisePension, 2, 300_00L, 300_00L, 0L),
            (total.Year, total.Fund, total.Entries, total.Paid.Fen, total.Refunded.Fen, total.Failed.Fen));
        Assert.Equal(300_00, third.Paid.Fen);

        // Every row leads on: to the request's line, to the voucher, to the red voucher of the refund.
        var back = third.Lines.Single(line => line.Entry.Round == 1).Entry;
        Assert.Equal(("630102-11-202606-A1-B1", 3), (back.Request.Text, back.Line));
        Assert.Equal(("202606-0001", "202606-0002"), (back.Voucher!.Number, back.RefundVoucher!.Number));
        Assert.Equal((new DateOnly(2026, 6, 16), new DateOnly(2026, 6, 17)), (back.PaidOn, back.RefundedOn!.Value));
        var again = (await Ledger(2)).Lines.Single(line => line.Entry.Round == 2);
        Assert.Equal(
            ("收款人贰", "202606-0003", "定期待遇支出", "基本养老金"),
            (again.Entry.Name, again.Entry.Voucher!.Number, again.KindName, again.ItemName));
        Assert.Null((await Ledger(2)).Lines.Single(line => line.Entry.Round == 1).Entry.Voucher);
    }

    [Fact]
    public async Task Ledger_WhenNothingOfARoundIsPaid_HasItsLinesAsFailed()
    {
        await _world.OpenAccounts();
        await _world.Submit(ChainWorld.Line(1, account: "100000177"));
        await _world.ApproveAndSend();
        await _world.BankAnswers();
        var ledger = await Ledger(1);
        var line = Assert.Single(ledger.Lines).Entry;
        Assert.Equal(("failed", "账号户名不符"), (line.State, line.Reason));
        Assert.Equal((0L, 100_00L), (ledger.Paid.Fen, Assert.Single(ledger.Totals).Failed.Fen));
    }

    [Fact]
    public async Task Find_ByIdNumberOrWholeName_ShowsTheMaskedNumberOnly()
    {
        await PayThree();
        var id = ChainWorld.CitizenIdOf(2);
        foreach (var text in new[] { id, "收款人2", id.ToLowerInvariant(), $" {id} " })
        {
            var hit = Assert.Single((await Find(ChainWorld.Clerk, text)).Hits);
            Assert.Equal(("收款人2", 200_00L, 1L), (hit.Name, hit.Paid.Fen, hit.Entries));
            Assert.Equal($"{id[..6]}********{id[^4..]}", hit.IdNumber);
            Assert.Equal(["城东区"], hit.Divisions);
        }
        Assert.Empty((await Find(ChainWorld.Clerk, "收款人")).Hits);
        Assert.Empty((await Find(ChainWorld.Clerk, ChainWorld.CitizenIdOf(9))).Hits);
        Assert.Equal("invalid_value", await _world.Refused(ChainWorld.Clerk, new FindPersons(" 2 ")));
    }

    [Fact]
    public async Task Ledger_HoldsNoIdNumberOrAccount()
    {
        await PayThree();
        var partition = PersonEntry.Partition(ChainWorld.Chengdong, Payee(2));
        var kept = await _world.Store.Query(
            Containers.Lists, partition, new DocumentQuery(PersonEntry.Type) { Limit = 100 });
        var entry = Assert.Single(kept.Items);
        Assert.DoesNotContain(ChainWorld.CitizenIdOf(2), entry.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("10000000200", entry.Body, StringComparison.Ordinal);
        Assert.Contains("\"account\":\"", entry.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ledger_ForSomebodyOutsideTheScope_IsNotThere()
    {
        await PayThree();
        var elsewhere = Reader(Division.Of("630121"), null, null);
        var province = Reader(Division.Of("630000"), null, null);
        var unemployment = Reader(ChainWorld.Chengdong, Fund.Unemployment, null);
        var otherAgency = Reader(ChainWorld.Chengdong, null, "A2");

        Assert.Equal(200_00, (await Ledger(2, province)).Paid.Fen);
        foreach (var actor in new[] { elsewhere, unemployment, otherAgency })
        {
            Assert.Equal("not_found", await _world.Refused(actor, new ReadPerson(Payee(2), null)));
            Assert.Empty((await Find(actor, ChainWorld.CitizenIdOf(2))).Hits);
            Assert.Empty((await Find(actor, "收款人2")).Hits);
        }
        Assert.Equal("not_allowed", await _world.Refused(
            elsewhere, new ReadPerson(Payee(2), ChainWorld.Chengdong)));
        Assert.Equal("not_found", await _world.Refused(province, new ReadPerson("../x", null)));
    }

    [Fact]
    public async Task Ledgers_OfRandomBatches_SumUpToWhatWasPaidAndBooked()
    {
        for (var seed = 1; seed <= 6; seed++)
        {
            var world = new ChainWorld();
            var random = new Random(seed);
            var count = random.Next(2, 9);
            // Two lines may be one person's.
            var lines = Enumerable.Range(1, count).Select(number => ChainWorld.Line(
                random.Next(1, 5),
                account: $"10000{number:00}" + random.Next(4) switch { 0 => "77", 1 => "88", _ => "00" },
                fen: random.Next(1, 1_000_00))).ToArray();
            await world.OpenAccounts();
            await world.Submit([.. lines.DistinctBy(line => line.IdNumber)]);
            await world.ApproveAndSend();
            await world.BankAnswers();
            await Check(world, seed);
            foreach (var file in await world.Bank.SendRefunds(new DateOnly(2026, 6, 17), world.Clock.GetUtcNow()))
            {
                await world.Receive(file);
            }
            await Check(world, seed);
            if (await world.State() != "partlyFailed") { continue; }
            await world.Ask<RequestAnswer>(ChainWorld.Reviewer, random.Next(2) == 0
                ? new ConfirmCorrections(ChainWorld.Id) : new GiveUpFailed(ChainWorld.Id, "账户无法核实"));
            await world.Run();
            if (await world.State() == "paying")
            {
                await world.Send(2);
                await world.BankAnswers();
            }
            await Check(world, seed);
        }
    }

    private static async Task Check(ChainWorld world, int seed)
    {
        var paid = 0L;
        for (var person = 1; person <= 4; person++)
        {
            var found = await world.Ask<PersonHits>(
                ChainWorld.Clerk, new FindPersons(ChainWorld.CitizenIdOf(person)));
            if (found.Hits is not [var hit]) { continue; }
            var ledger = await world.Ask<PersonLedger>(ChainWorld.Clerk, new ReadPerson(hit.Payee));
            Assert.Equal(ledger.Paid.Fen, ledger.Totals.Sum(total => total.Paid.Fen));
            Assert.Equal(hit.Paid, ledger.Paid);
            paid += ledger.Paid.Fen;
        }
        Assert.True((await world.Request()).Progress.Paid.Fen == paid, $"SEED={seed}");
        Assert.True(await world.BalanceOf("500101") == paid, $"SEED={seed}");
    }

    private async Task PayThree()
    {
        await _world.OpenAccounts();
        await _world.Submit(ChainWorld.Line(1), ChainWorld.Line(2), ChainWorld.Line(3));
        await _world.ApproveAndSend();
        await _world.BankAnswers();
    }

    private static string Payee(int person) => PersonEntry.HashOf(ChainWorld.CitizenIdOf(person));

    private Task<PersonHits> Find(Actor actor, string text) => _world.Ask<PersonHits>(actor, new FindPersons(text));

    private Task<PersonLedger> Ledger(int person, Actor? actor = null) =>
        _world.Ask<PersonLedger>(actor ?? ChainWorld.Clerk, new ReadPerson(Payee(person)));

    private async Task<List<(int Round, string State, long Fen)>> Rounds(int person) =>
        [.. RoundsOf(await Ledger(person))];

    private static IEnumerable<(int Round, string State, long Fen)> RoundsOf(PersonLedger ledger) => ledger.Lines
        .Select(line => (line.Entry.Round, line.Entry.State, line.Entry.Amount.Fen)).OrderBy(each => each.Round);

    private static Actor Reader(Division division, Fund? fund, string? agency) => new(
        "u-reader", "查询员", division, agency,
        [new Grant(new HashSet<string> { Permission.RequestView.Code }, fund, division)]);
}

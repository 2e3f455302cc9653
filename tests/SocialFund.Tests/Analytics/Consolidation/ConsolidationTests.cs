using SocialFund.Analytics.Consolidation;
using SocialFund.Funds.Expenditure;
using SocialFund.Hosts.Pipeline.Schedules;
using SocialFund.Kernel;
using SocialFund.Tests.Simulation;

namespace SocialFund.Tests.Analytics.Consolidation;

public sealed class ConsolidationTests : IDisposable
{
    private readonly LakeWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Run_WhenBusinessIsThere_RollsUpFromCountyToProvince()
    {
        await _world.Business();
        var run = await _world.Run();
        Assert.Equal((LakeRunState.Done, 1L, "voucher_lines 18, requests 3, batches 2"), (
            run.State, run.Version,
            string.Join(", ", run.Tables.Select(table => $"{table.Table.Split('/')[1]} {table.Rows}"))));

        // 630102 opened 2026 with 900,000.01 − 100.00.
        var county = await _world.Overview("630102");
        Assert.Equal("opening 89990001 income 0 spent 50003 balance 89939998", Text(county.Totals));
        var city = await _world.Overview("630100");
        Assert.Equal("opening 89990001 income 0 spent 54510 balance 89935491", Text(city.Totals));
        Assert.Equal(["630100* 500", "630102 50003", "630121 4007"], city.Parts.Select(Text));
        var province = await _world.Overview("630000");
        Assert.Equal("opening 89990001 income 100000 spent 55221 balance 90034780", Text(province.Totals));
        Assert.Equal(["630000* 0", "630100 54510", "630200 711"], province.Parts.Select(Text));
        Assert.Equal(
            ["booking 1 9999 0", "done 2 24010 24010"],
            province.States.Select(state => $"{state.State} {state.Requests} {state.Requested.Fen} {state.Paid.Fen}"));
        Assert.Equal(
            ["202601 20003 20003", "202602 34507 4007", "202603 711 0"],
            province.Months.Where(month => !month.Expenditure.IsZero)
                .Select(month => $"{month.Period} {month.Expenditure.Fen} {month.Paid.Fen}"));
        Assert.Equal("202601..202612", $"{province.Months[0].Period}..{province.Months[^1].Period}");
    }

    [Fact]
    public async Task Figures_AtEveryLevel_EqualASecondSumOverTheDocuments()
    {
        await _world.Business();
        await _world.Run();
        await Naive.Check(_world.Store, _world.Charts, 2026, division => _world.Overview(division.Text));
    }

    [Fact]
    public async Task Run_WhenRepeated_ChangesNothing()
    {
        await _world.Business();
        var first = await _world.Run();
        var files = await _world.Files();
        var second = await _world.Run("again");
        Assert.Equal((LakeRunState.Unchanged, first.Version, 0L), (second.State, second.Version, second.Rows));
        Assert.Equal(files, await _world.Files());
        // The figures are those of the later moment all the same.
        Assert.Equal(second.StartedAt, (await _world.Overview("630000")).AsOf);
    }

    [Fact]
    public async Task Run_WhenOneVoucherIsNew_WritesItsMonthAndThePlacesAboveIt()
    {
        await _world.Business();
        await _world.Run();
        var before = await _world.Files();
        await _world.Pay("630202", "2026-03-20", 1);
        var run = await _world.Run("next");
        Assert.Equal((2L, 1), (run.Rows, run.Tables.Single().Files));
        Assert.Equal(
            [
                "accounting/voucher_lines/period=202603/division=630202",
                "consolidated/account_turnovers/period=202612/division=630000",
                "consolidated/account_turnovers/period=202612/division=630200",
                "consolidated/account_turnovers/period=202612/division=630202",
            ],
            (await _world.Files()).Except(before)
                .Select(name => name["lake/".Length..name.LastIndexOf('/')]).Order(StringComparer.Ordinal));
        Assert.Equal(712, (await _world.Overview("630200")).Totals.Expenditure.Fen);
    }

    [Fact]
    public async Task Run_WhenARequestMovedOn_CountsItOnce()
    {
        await _world.Business();
        await _world.Run();
        await _world.Request("630202", "202603", "B3", 99_99, new RequestState.Finished(), 99_99);
        await _world.Run("next");
        var state = (await _world.Overview("630200")).States.Single();
        Assert.Equal(("done", 1L, 9999L), (state.State, state.Requests, state.Paid.Fen));
    }

    [Fact]
    public async Task Run_WhenThePaymentComesNextYear_CountsInTheMonthItIsPaid()
    {
        var request = await _world.Request("630102", "202512", "B9", 50_00, new RequestState.Finished(), 50_00);
        await _world.Batch(request, 50_00, "2026-01-04");
        await _world.Run();
        var month = (await _world.Overview("630100")).Months[0];
        Assert.Equal(("202601", 5000L), (month.Period.Text, month.Paid.Fen));
    }

    /// <summary>
    /// The process ends at each call of store and blobs in turn, before and after the call took effect. What people see
    /// is the former state or the new one, whole; and the run that makes up for it ends as one without a crash.
    /// </summary>
    [Fact]
    public async Task Run_WhenKilledAtAnyCall_LeavesTheFormerFiguresAndIsMadeUp()
    {
        await _world.Pay("630102", "2026-01-10", 200_03);
        await _world.Request("630102", "202601", "B1", 1, new RequestState.Booking(1));
        await _world.Run("first");
        var counted = new Faults(_ => Fault.None);
        await Change(_world, 1);
        await RunWith(counted, "counted");
        Assert.True(counted.Calls > 20, $"{counted.Calls} calls");
        for (var call = 1; call <= counted.Calls; call++)
        {
            // The last call commits the head: there both kinds of end are tried.
            await KillAndMakeUp(call, call % 2 == 0 ? Fault.CrashBefore : Fault.CrashAfter, 2 * call);
        }
        await KillAndMakeUp(counted.Calls, Fault.CrashBefore, 2 * counted.Calls + 1);
        await KillAndMakeUp(counted.Calls, Fault.CrashAfter, 2 * counted.Calls + 2);
    }

    /// <summary>One fen more is spent, and the request stands at as many fen as changes were made.</summary>
    private static async Task Change(LakeWorld world, int change)
    {
        await world.Pay("630102", "2026-01-11", 1);
        await world.Request("630102", "202601", "B1", change, new RequestState.Booking(1));
    }

    private async Task RunWith(Faults faults, string key)
    {
        using var process = _world.Over(
            new FaultyDocumentStore(_world.Store, faults), new FaultyBlobStore(_world.Blobs, faults));
        await _world.Run(process, key);
    }

    private async Task KillAndMakeUp(int call, Fault fault, int change)
    {
        var former = await _world.Overview("630000");
        await Change(_world, change);
        await Assert.ThrowsAsync<SimulatedFaultException>(() => RunWith(Faults.CrashAt(call, fault), $"run-{change}"));
        var spent = former.Totals.Expenditure.Fen;
        string Text(LakeOverview seen, long version) =>
            $"call {call} {fault}: version {seen.Version - version}, spent {seen.Totals.Expenditure.Fen - spent}, "
            + $"{seen.Totals.Requests} request of {seen.Totals.Requested.Fen}";

        var seen = await _world.Overview("630000");
        Assert.Equal(
            seen.Version == former.Version
                ? $"call {call} {fault}: version 0, spent 0, 1 request of {former.Totals.Requested.Fen}"
                : $"call {call} {fault}: version 1, spent 1, 1 request of {change}",
            Text(seen, former.Version));

        await _world.Run($"run-{change}");
        Assert.Equal(
            $"call {call} {fault}: version 1, spent 1, 1 request of {change}",
            Text(await _world.Overview("630000"), former.Version));
        var runs = await _world.Ask<LakeRunPage>(new ListRuns());
        Assert.DoesNotContain(runs.Items, run => run.State == LakeRunState.Running);
    }

    [Fact]
    public async Task Run_WhenAFileOfTheLakeIsGone_FailsWithItsNameAndAFullRunMendsIt()
    {
        await _world.Business();
        await _world.Run();
        var lost = (await _world.Files()).Single(name =>
            name.Contains("voucher_lines/period=202603/division=630202", StringComparison.Ordinal));
        await _world.Blobs.Delete(lost);
        await _world.Pay("630202", "2026-03-20", 1);
        await Assert.ThrowsAsync<LakeDamagedException>(() => _world.Run("broken"));

        var runs = await _world.Ask<LakeRunPage>(new ListRuns());
        Assert.Equal(LakeRunState.Failed, runs.Items[0].State);
        Assert.Contains(lost, runs.Items[0].Error, StringComparison.Ordinal);
        var former = await _world.Overview("630200");
        Assert.Equal((711L, 1L, runs.Items[1].StartedAt), (
            former.Totals.Expenditure.Fen, former.Version, former.AsOf!.Value));

        var mended = await _world.Run("full", full: true);
        Assert.Equal((LakeRunState.Done, 20L), (mended.State, mended.Tables[0].Rows));
        Assert.Equal(712, (await _world.Overview("630200")).Totals.Expenditure.Fen);
    }

    [Fact]
    public async Task Run_WhenBlobsCannotBeWritten_IsRecordedWithTheReason()
    {
        await _world.Business();
        using var process = _world.Over(
            _world.Store, new FaultyBlobStore(_world.Blobs, new Faults(call => call == 3 ? Fault.Before : Fault.None)));
        await Assert.ThrowsAsync<SimulatedFaultException>(() => _world.Run(process, "full-disk"));
        var runs = await _world.Ask<LakeRunPage>(new ListRuns());
        Assert.Equal(LakeRunState.Failed, runs.Items.Single().State);
        Assert.Equal("读写数据湖文件或数据库失败，请检查磁盘空间和网络后重试；原有汇总数据未受影响。", runs.Items.Single().Error);
        Assert.Null(runs.AsOf);
        Assert.Empty((await _world.Overview("630000")).Funds);
    }

    [Fact]
    public async Task Run_WhenAnotherProcessWasFaster_StartsAgainFromItsFigures()
    {
        await _world.Business();
        // The other process runs whole while ours writes its third file.
        var blobs = new InterruptedBlobs(_world.Blobs, atPut: 3, () => _world.RunElsewhere("other"));
        using var slow = _world.Over(_world.Store, blobs);
        var run = await _world.Run(slow, "slow");
        Assert.Equal((LakeRunState.Unchanged, 1L), (run.State, run.Version));
        Assert.Equal(55221, (await _world.Overview("630000")).Totals.Expenditure.Fen);
    }

    [Fact]
    public async Task Run_WhenAnEarlierOneWasLeftBehind_SaysThatItWasInterrupted()
    {
        await _world.Business();
        var left = new LakeRun(
            "left", "schedule", "定时任务", false, _world.Clock.Now, null, LakeRunState.Running, 0, [], null);
        await new LakeRuns(_world.Store).Put(left, default);
        await _world.Run();
        var runs = await _world.Ask<LakeRunPage>(new ListRuns());
        Assert.Equal(
            [LakeRunState.Done, LakeRunState.Interrupted], runs.Items.Select(run => run.State));
    }

    [Fact]
    public async Task Run_WhenCancelled_IsRecordedAndChangesNothing()
    {
        await _world.Business();
        using var cancelling = new CancellationTokenSource();
        var blobs = new InterruptedBlobs(_world.Blobs, atPut: 2, cancelling.CancelAsync);
        using var process = _world.Over(_world.Store, blobs);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => process.Run(
            new LakeOrder("manual", "甲"), null,
            Call.System("lake", _world.Clock.Now, "stop", cancelling.Token)));
        var run = (await _world.Ask<LakeRunPage>(new ListRuns())).Items.Single();
        Assert.Equal((LakeRunState.Cancelled, 0L), (run.State, (await _world.Overview("630000")).Version));
    }

    [Fact]
    public async Task Night_ClearsAwayWhatCountsForNothingSinceADay()
    {
        await _world.Business();
        await _world.Run();
        await _world.Pay("630202", "2026-03-20", 1);
        await _world.Run("next");
        using var payees = new MemoryStream([1]);
        var foreign = "lake/expenditure/payees/period=202601/division=630102/x.parquet";
        (await _world.Blobs.Put(foreign, payees, onlyNew: true)).Require();
        var all = await _world.Files();
        await _world.Nightly.Run(Call.System("night", _world.Clock.Now, "n1"));
        Assert.Equal(all, await _world.Files());

        _world.Clock.Now += TimeSpan.FromHours(25);
        var said = await _world.Nightly.Run(Call.System("night", _world.Clock.Now, "n2"));
        Assert.Equal("没有新的变更；清理过期文件 4 个。", said);
        Assert.Contains(foreign, await _world.Files());
        Assert.Equal(all.Count - 4, (await _world.Files()).Count);
        // Everything that counts is still there: a run that reads all files of the year finds them.
        await _world.Pay("630202", "2026-03-21", 1);
        await _world.Run("after");
        Assert.Equal(713, (await _world.Overview("630200")).Totals.Expenditure.Fen);
    }

    [Fact]
    public async Task Night_IsStartedByTheClockOnce()
    {
        await _world.Business();
        using var scheduler = new Scheduler(
            _world.Store, _world.Clock, [_world.Nightly],
            Microsoft.Extensions.Logging.Abstractions.NullLogger<Scheduler>.Instance);
        await scheduler.RunDue(default);
        Assert.Empty((await _world.Ask<LakeRunPage>(new ListRuns())).Items);
        _world.Clock.Now += TimeSpan.FromHours(24);
        await scheduler.RunDue(default);
        await scheduler.RunDue(default);
        var run = (await _world.Ask<LakeRunPage>(new ListRuns())).Items.Single();
        Assert.Equal(("schedule", LakeRunState.Done, 23L), (run.Trigger, run.State, run.Rows));
        Assert.Equal("30 2 * * *", _world.Nightly.Cron);
    }

    private static string Text(OverviewTotals totals) =>
        $"opening {totals.Opening.Fen} income {totals.Income.Fen} spent {totals.Expenditure.Fen} "
        + $"balance {totals.Balance.Fen}";

    private static string Text(PartFigures part) =>
        $"{part.Division}{(part.IsOwn ? "*" : "")} {part.Expenditure.Fen}";
}

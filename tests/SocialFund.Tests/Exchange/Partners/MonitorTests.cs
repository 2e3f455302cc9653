using SocialFund.Exchange.Partners;
using SocialFund.Kernel;

namespace SocialFund.Tests.Exchange.Partners;

public sealed class MonitorTests : IDisposable
{
    private readonly PartnersWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    // 2026-11-05 is a Thursday; 7 and 8 November are a weekend; 1 to 7 October and 10 October's exchange are in the
    // calendar of working days.
    [InlineData(DeliveryCycle.Month, "2026-11-20", 5, "202610:2026-11-05 202609:2026-10-08 202608:2026-09-07")]
    [InlineData(DeliveryCycle.Month, "2026-12-01", 8, "202611:2026-12-08 202610:2026-11-09 202609:2026-10-08")]
    [InlineData(DeliveryCycle.Quarter, "2026-11-20", 15, "2026Q3:2026-10-15 2026Q2:2026-07-15")]
    [InlineData(DeliveryCycle.Year, "2026-11-20", 31, "2025:2026-02-02")]
    [InlineData(DeliveryCycle.Day, "2026-11-03", 1, "20261102:2026-11-03 20261101:2026-11-02")]
    public void Deadlines_ForEachCycle_AreWorkingDays(DeliveryCycle cycle, string today, int days, string expected)
    {
        var since = cycle == DeliveryCycle.Day ? new DateOnly(2026, 11, 1) : new DateOnly(2020, 1, 1);
        var delivery = new ExpectedDelivery("d1", "明细", cycle, "*_{period}", days, since);
        Assert.Equal(expected, string.Join(' ', Deadlines.Of(delivery, DateOnly.Parse(today))
            .Select(due => $"{due.Period}:{due.Due:yyyy-MM-dd}")));
    }

    [Theory]
    [InlineData("企业职工基本养老保险-税务个人缴费明细_202610_B1.zip", "individual", "202610")]
    [InlineData("税务单位缴费明细_202610.zip", "employer", "202610")]
    [InlineData("税务单位缴费明细_2026年10月.zip", null, null)]
    [InlineData("税务单位缴费明细_202610.rar", null, null)]
    public void Name_TellsDeliveryAndPeriod(string name, string? delivery, string? period) => Assert.Equal(
        (delivery, period), PartnerRegister.Shipped.Single(partner => partner.Id == "tax-qh").Match(name));

    [Fact]
    public async Task Monitor_OnAFixedDay_TellsWhatCameWhatIsLateAndWhatFailed()
    {
        // 20 November: October's deliveries were due by the 5th (tax), 3rd (treasury), 9th (civil affairs, police)
        // and 10th (payroll).
        await Drop("inbox/tax-qh/税务个人缴费明细_202610.zip");
        _world.Clock.Set(new DateTimeOffset(2026, 11, 4, 1, 0, 0, TimeSpan.Zero));
        await Drop("inbox/civil-qh/殡葬火化名单_202610.csv");
        _world.Clock.Set(PartnersWorld.Begin);
        (await _world.Do<TransferRow>(new SendFile("tax-qh", ChannelKind.Soap, "a.xml"), "<a/>")).Require();
        await _world.Settle();

        var monitor = (await _world.Do<MonitorView>(new ReadMonitor())).Require();
        DeliveryState StateOf(string partner, string delivery) => monitor.Deliveries
            .Single(one => one.Partner == partner && one.Delivery == delivery && one.Period == "202610").State;
        Assert.Equal(DeliveryState.CameLate, StateOf("tax-qh", "individual"));
        Assert.Equal(DeliveryState.Late, StateOf("tax-qh", "employer"));
        Assert.Equal(DeliveryState.Came, StateOf("civil-qh", "deaths"));
        Assert.Equal(DeliveryState.Late, StateOf("police-qh", "household"));
        var tax = monitor.Partners.Single(partner => partner.Id == "tax-qh");
        Assert.Equal((1, 1, 1, 1, 1, 1), (tax.TodayIn, tax.TodayOut, tax.MonthIn, tax.MonthOut, tax.Late, tax.Dead));
        var civil = monitor.Partners.Single(partner => partner.Id == "civil-qh");
        Assert.Equal((0, 1, 0), (civil.TodayIn, civil.MonthIn, civil.Late));
        Assert.Equal(14, monitor.Days.Count);
        Assert.Equal(new DayVolume(new DateOnly(2026, 11, 20), 1, 1, 5), monitor.Days[^1]);
        Assert.Equal(1, monitor.Dead);
        // A city sees its own partners only.
        var city = (await _world.Do<MonitorView>(new ReadMonitor(Division.Of("630100")), division: "630100")).Require();
        Assert.Equal(["630100SB", "front-630100", "front-630102"], city.Partners.Select(partner => partner.Id));
    }

    [Fact]
    public async Task Delivery_BeforeItsDay_IsWaitedFor()
    {
        _world.Clock.Set(new DateTimeOffset(2026, 11, 5, 3, 0, 0, TimeSpan.Zero));
        var monitor = (await _world.Do<MonitorView>(new ReadMonitor())).Require();
        Assert.Equal(
            [DeliveryState.Waiting, DeliveryState.Waiting],
            monitor.Deliveries.Where(one => one.Partner == "tax-qh").Select(one => one.State));
        _world.Clock.Set(new DateTimeOffset(2026, 11, 5, 16, 0, 0, TimeSpan.Zero));
        // Midnight of the 6th in China.
        monitor = (await _world.Do<MonitorView>(new ReadMonitor())).Require();
        Assert.Equal(2, monitor.Partners.Single(partner => partner.Id == "tax-qh").Late);
    }

    [Fact]
    public async Task DroppedFile_IsRecordedOnceAndARepeatIsCounted()
    {
        await Drop("inbox/bank/hehuang/A.txt");
        var row = Assert.Single(await _world.Transfers());
        Assert.Equal(("bank-hehuang", ChannelKind.Sftp, TransferState.Received), (row.Partner, row.Channel, row.State));
        // Offered again after a restart it is the same drop; dropped again it is a repeat.
        await _world.Module.Inbox.Received("inbox/bank/hehuang/A.txt", _world.CallOf("inbox"));
        await _world.Settle();
        Assert.Equal(0, Assert.Single(await _world.Transfers()).Repeats);
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        await Drop("inbox/bank/hehuang/A.txt");
        Assert.Equal(1, Assert.Single(await _world.Transfers()).Repeats);
        // An agency that nobody set up as a partner is one all the same; a stranger leaves no record.
        await Drop("inbox/630100YB/B.zip");
        Assert.Equal("630100YB", (await _world.Transfers())[1].Partner);
        await Drop("inbox/somebody/C.txt");
        Assert.Equal(2, (await _world.Transfers()).Count);
        var shown = (await _world.Do<TransferView>(new ViewTransfer(row.Id))).Require();
        Assert.Equal(["已收到", "收到相同内容，未重复处理"], shown.Events.Select(moment => moment.What));
        var page = (await _world.Do<Page<TransferRow>>(
            new ListTransfers(Partner: "bank-hehuang", Direction: TransferDirection.In, State: "received,accepted",
                From: "20261101", Until: "20261130", Q: "A."))).Require();
        Assert.Equal(1, page.Total);
    }

    private async Task Drop(string name)
    {
        await _world.Drop(name, "x");
        await _world.Module.Inbox.Received(name, _world.CallOf("inbox"));
        await _world.Settle();
    }
}

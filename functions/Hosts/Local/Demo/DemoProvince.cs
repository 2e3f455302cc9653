using System.Globalization;
using System.Text;
using SocialFund.Funds.Accounting;
using SocialFund.Funds.Budget;
using SocialFund.Funds.Expenditure;
using SocialFund.Funds.Income;
using SocialFund.Funds.Payment;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Local.Demo;

/// <summary>
/// Makes the demo: a year of requests, payments and vouchers, and some that wait today. Everything goes the real way:
/// files through the intake, reviews through the endpoints, receipts from the demo bank. Only the clock is moved.
/// </summary>
internal sealed class DemoProvince
{
    private static readonly Division[] Places =
        [Division.Of("630000"), Division.Of("630100"), Division.Of("630102"), Division.Of("630121")];

    /// <summary>In their order.</summary>
    private static readonly string[] Reviewers = ["clerk", "reviewer", "head", "treasury"];

    private readonly Composition _system;
    private readonly SteppingClock _clock;
    private readonly DemoPeople _people;
    private readonly DemoBank _bank;
    private readonly OutboxPump _pump;
    private readonly Period _today;
    private int _number;

    /// <param name="system">The product over the real stores, with nothing running and <paramref name="clock"/> as its
    /// time.</param>
    public DemoProvince(Composition system, SteppingClock clock, DateTimeOffset now)
    {
        (_system, _clock, _today) = (system, clock, Period.Of(now));
        _people = new DemoPeople(system.Store, system.Api.Endpoints, clock);
        _bank = new DemoBank(system.Blobs, BankLayouts.Shipped);
        _pump = new OutboxPump(
            system.Store, clock, system.Handlers, (key, error) => throw new InvalidOperationException(key, error));
    }

    /// <summary>Where the demo begins, given when it ends.</summary>
    public static DateTimeOffset Beginning(DateTimeOffset now) =>
        ChinaTime.StartOf(Period.Of(now).Plus(-12).FirstDay).AddHours(9);

    public async Task Make(DateTimeOffset now)
    {
        await Prepare();
        var memo = new DemoMemo(_people, _today);
        for (var period = _today.Plus(-12); period < _today; period = period.Next())
        {
            _clock.MoveTo(ChinaTime.StartOf(period.FirstDay).AddDays(9).AddHours(9));
            var remitted = period.Month % 3 == 0 ? DemoPlan.Shipped.Quarterly : [];
            var ids = await Finish([.. DemoPlan.Shipped.Monthly, .. remitted], period);
            foreach (var (id, batch) in ids.TakeLast(remitted.Count).Zip(remitted)) { await Receive(id, batch); }
            _clock.MoveTo(ChinaTime.StartOf(period.FirstDay).AddDays(20).AddHours(9));
            await memo.Send(period);
        }
        _clock.MoveTo(now.AddHours(-20));
        await Task.WhenAll(
            new DemoStatements(_people).Send(_today),
            Task.Run(() => new DemoContributions(_people).Send(_today)));
        await LeaveWaiting();
        await DropFaultyFiles();
        _clock.MoveTo(now);
        await Settle();
    }

    /// <summary>Accounts, budgets, opening balances and plans: what must be there before any file.</summary>
    public async Task Prepare()
    {
        Func<Task>[] parts = [ImportBudget, ImportOpenings, IssuePlans, .. Places.Select(place => (Func<Task>)(() =>
            _people.Do<Done>("sysadmin", new ImportAccounts(place, [.. Accounts(place)]), $"accounts-{place}")))];
        await Task.WhenAll(parts.Select(part => Task.Run(part)));
        await Settle();
    }

    private async Task ImportBudget()
    {
        using var table = new MemoryStream(Encoding.UTF8.GetBytes(BudgetTable()));
        var import = new ImportBudget(Division.Of("630000"), null, null, null, null);
        await _people.Do<BudgetImport>("p-clerk", import, "budget", table);
    }

    private async Task ImportOpenings()
    {
        using var table = new MemoryStream(Encoding.UTF8.GetBytes(OpeningTable()));
        var opened = await _people.Do<OpeningImport>("p-clerk", new ImportOpenings(), "openings", table);
        if (opened.Problems is [var first, ..]) { throw new InvalidOperationException($"The openings: {first}"); }
    }

    private async Task IssuePlans()
    {
        foreach (var batch in DemoPlan.Shipped.Quarterly)
        {
            foreach (var year in new[] { _today.Year - 1, _today.Year }) { await IssuePlan(batch, year); }
        }
    }

    private async Task IssuePlan(DemoBatch batch, int year)
    {
        RemittanceTypes.TryOf(batch.Item, out var type);
        var plan = new IssuePlan(
            batch.Division, batch.Fund, year, type, Money.FromFen(batch.AmountFen * 6), SampleRows.PlanNumber(year));
        await _people.Do<PlanRow>("p-agency", plan, $"plan-{batch.Division}-{batch.Fund.Entry().Code}-{year}");
    }

    /// <summary>What the special accounts held when the demo's first year began.</summary>
    private string OpeningTable()
    {
        var year = Period.Of(Beginning(ChinaTime.StartOf(_today.FirstDay))).Year;
        var table = new StringBuilder("区划,险种,年度,科目编码,余额（元）,银行账号\n");
        foreach (var account in Places.SelectMany(Accounts).Where(account => account.Kind == AccountKind.Special))
        {
            var yuan = (account.Division.Level == 3 ? 6_180_000m : 85_400_000m)
                + account.Fund.Entry().Id.Length * 137_291.37m;
            var book = $"{account.Division},{account.Fund.Entry().Id},{year}";
            table.Append(CultureInfo.InvariantCulture, $"{book},1001,{yuan:0.00},{account.Number}\n");
            table.Append(CultureInfo.InvariantCulture, $"{book},3001,{yuan:0.00},\n");
        }
        return table.ToString();
    }

    /// <summary>Every fund of every place has a special account; every agency an expenditure account a fund.</summary>
    private static IEnumerable<PayAccount> Accounts(Division place)
    {
        foreach (var entry in FundList.All.Where(entry => entry.Until is null))
        {
            var bank = DemoPlan.Shipped.Monthly
                .FirstOrDefault(batch => batch.Division == place && batch.Fund == entry.Fund)?.Bank ?? "hehuang";
            var name = $"{Divisions.NameOf(place)}{entry.ShortName}";
            yield return new PayAccount(
                place, entry.Fund, AccountKind.Special, "", DemoAccounts.Special(place, entry.Fund),
                $"{name}基金财政专户", bank, "402851000019", "演示银行营业部");
            var agency = FirstAccounts.Demo.Agencies.FirstOrDefault(agency =>
                agency.Division.Contains(place) && agency.Division.Level > 0 && agency.Funds.Contains(entry.Fund)
                && agency.Division.Level >= Math.Min(place.Level, 2));
            if (agency is null) { continue; }
            yield return new PayAccount(
                place, entry.Fund, AccountKind.Expenditure, agency.Code, DemoAccounts.Agency(place, entry.Fund),
                $"{name}支出户", bank, "402851000019", "演示银行营业部");
        }
    }

    /// <summary>A line for every item of every kind, generous enough for a year, for last year and this.</summary>
    private string BudgetTable()
    {
        var table = new StringBuilder("区划,险种,年度,项目编码,项目名称,金额（元）,已批复,控制方式\n");
        var items = ExpenditureKinds.Shipped.All
            .SelectMany(kind => kind.Items.Select(item => (item.Fund, item.BudgetLine, Name: LineName(kind, item))))
            .Where(item => item.Fund != Fund.Maternity)
            .GroupBy(item => (item.Fund, item.BudgetLine))
            .Select(group => group.First());
        foreach (var item in items)
        {
            foreach (var place in Places)
            {
                foreach (var year in new[] { _today.Year - 1, _today.Year })
                {
                    var yuan = 400_000 * (place.Level == 2 ? 10 : 1) + item.Name.Length * 1000;
                    table.Append(CultureInfo.InvariantCulture,
                        $"{place},{item.Fund.Entry().Id},{year},{item.BudgetLine},{item.Name},{yuan}.00,是,刚性\n");
                }
            }
        }
        return table.ToString();
    }

    /// <summary>A line that several items draw on has its own item's name, else the kind's.</summary>
    private static string LineName(ExpenditureKind kind, KindItem item)
    {
        var sharing = kind.Items
            .Where(other => other.Fund == item.Fund && other.BudgetLine == item.BudgetLine).ToList();
        return sharing.Count == 1 ? item.Name
            : sharing.FirstOrDefault(other => other.Code == item.BudgetLine)?.Name ?? kind.Name;
    }

    /// <summary>From the dropped files to the posted vouchers; all take a step together, which costs less.</summary>
    public async Task<IReadOnlyList<RequestId>> Finish(IReadOnlyList<DemoBatch> batches, Period period)
    {
        var drops = batches.Select(batch => (Batch: batch, Number: ++_number)).ToList();
        var ids = await Together(drops, drop => Submit(drop.Batch, period, "10", drop.Number));
        await Settle();
        await Approve(ids, Reviewers);
        await Pay(ids);
        return ids;
    }

    /// <summary>The upper level agrees to what was remitted and confirms that it came.</summary>
    private async Task Receive(RequestId id, DemoBatch batch)
    {
        RemittanceTypes.TryOf(batch.Item, out var type);
        var slip = new SlipId(Pooling.Shipped.UpperOf(id.Division, id.Fund), id, type, 1);
        _clock.Advance(TimeSpan.FromHours(3));
        await _people.Do<SlipAnswer>("p-clerk", new ReviewSlip(slip, true, null), $"slip-review-{id}");
        await Settle();
        _clock.Advance(TimeSpan.FromHours(1));
        await _people.Do<SlipAnswer>("p-treasury", new ConfirmSlip(slip, null), $"slip-confirm-{id}");
        await Settle();
    }

    private async Task<bool> Receive(string receipt)
    {
        var call = Call.System("inbox", _clock.GetUtcNow(), $"demo-{receipt}");
        foreach (var inbox in _system.Business.Inboxes) { await inbox.Received(receipt, call); }
        return true;
    }

    /// <summary>Submits what waits today and takes each as far as it got.</summary>
    private async Task LeaveWaiting()
    {
        var drops = DemoPlan.Shipped.Waiting.Select(batch => (Batch: batch, Number: ++_number)).ToList();
        var ids = await Together(drops, drop => Submit(
            drop.Batch, _today, drop.Batch.Until == "failed" ? "77" : "10", drop.Number));
        await Settle();
        var left = drops.Zip(ids, (drop, id) => (drop.Batch.Until, Id: id)).ToList();
        foreach (var (_, id) in left.Where(each => each.Until == "returned"))
        {
            var back = new SendBackRequest(id, "请补充公示材料，并核对第 2 行实缴金额。", [new Mark("paid", 2, "与失业保险征缴明细不符")]);
            await _people.Do<RequestAnswer>("clerk", back, $"return-{id.Text}");
        }
        for (var step = 0; step < Reviewers.Length; step++)
        {
            var agreed = left.Where(each => ApprovalsOf(each.Until) > step).Select(each => each.Id);
            await Approve([.. agreed], Reviewers[step]);
        }
        await Pay([.. left.Where(each => each.Until is "failed" or "remitted").Select(each => each.Id)]);
    }

    /// <summary>How many of the reviewers have agreed.</summary>
    private static int ApprovalsOf(string? until) => until switch
    {
        "clerk" or "returned" => 0,
        "reviewer" => 1,
        "treasury" => 3,
        "cashier" or "failed" or "remitted" => 4,
        _ => throw new InvalidOperationException($"The plan knows no {until}."),
    };

    private async Task<RequestId> Submit(DemoBatch batch, Period period, string ending, int number)
    {
        var kind = ExpenditureKinds.Shipped.Find(batch.Kind)!;
        // People of one place stay the same from month to month.
        var first = batch.Division.Text.Sum(digit => digit) * 100 + batch.Item.Length * 1000;
        var sample = new SampleBatch(
            batch.Sender, $"{period.Text}{number:000}", kind, batch.Fund, batch.Division, period,
            SampleRows.Of(kind, batch.Fund, batch.Division, period, first, batch.Persons, batch.Item,
                Money.FromFen(batch.AmountFen), ending))
        {
            Mode = batch.Mode ?? "actual",
            Papers = kind.Attachments.Where(paper => paper.Required)
                .ToDictionary(paper => $"{paper.Name}.pdf", paper => paper.Id),
        };
        var name = $"{period.Text}-{kind.Name}-{number:000}.zip";
        var record = await Drop(sample.Sender, name, sample.Zip(_system.Crypto));
        return record.Request ?? throw new InvalidOperationException($"{record.ProblemCode}: {record.ProblemText}");
    }

    private async Task<Exchange.Ingestion.IntakeRecord> Drop(string sender, string name, byte[] zip)
    {
        var blob = $"inbox/{sender}/{name}";
        using var content = new MemoryStream(zip);
        (await _system.Blobs.Put(blob, content, onlyNew: false)).Require();
        return (await _system.Business.Intake.Receive(blob, CancellationToken.None))!;
    }

    /// <summary>
    /// Each approves when it is his turn; a step that the amount does not need is left out, and a request that pays
    /// nothing ends after the review.
    /// </summary>
    private async Task Approve(IReadOnlyList<RequestId> ids, params string[] accounts)
    {
        foreach (var account in accounts)
        {
            _clock.Advance(TimeSpan.FromMinutes(37));
            await Together(ids, id => Approve(id, account));
            await Settle();
        }
    }

    private async Task<bool> Approve(RequestId id, string account)
    {
        var state = await StateOf(id);
        if (state is RequestState.Finished || (account == "head" && state is not RequestState.InReview))
        {
            return false;
        }
        await _people.Do<RequestAnswer>(account, new ApproveRequest(id, "同意"), $"approve-{account}-{id.Text}");
        return true;
    }

    private async Task<bool> Send(RequestId id)
    {
        if (await StateOf(id) is not RequestState.Paying) { return false; }
        await _people.Do<BatchAnswer>("cashier", new SendBatch(new BatchId(id, 1)), $"send-{id.Text}");
        return true;
    }

    private async Task Pay(IReadOnlyList<RequestId> ids)
    {
        _clock.Advance(TimeSpan.FromMinutes(50));
        await Together(ids, Send);
        await Settle();
        _clock.Advance(TimeSpan.FromHours(2));
        await Together(await _bank.Answer(ChinaTime.DateOf(_clock.GetUtcNow())), Receive);
        await Settle();
    }

    /// <summary>One file with faulty rows, one that is refused: there is something to see in 文件接收.</summary>
    private async Task DropFaultyFiles()
    {
        var files = Samples.Faulty(_today);
        foreach (var (name, sample) in files) { await Drop(sample.Sender, name, sample.Zip(_system.Crypto)); }
        await Settle();
    }

    private async Task<RequestState> StateOf(RequestId id) =>
        (await _system.Store.Find<PaymentRequest>(
            Containers.Requests, id.Text, PaymentRequest.DocumentId))!.Value.State;

    /// <summary>Lets scripts and messages run until only people, banks and time are waited for.</summary>
    private async Task Settle()
    {
        bool isBusy;
        do
        {
            await _system.Engine.RunUntilIdle();
            var delivered = await Together(Containers.All, Deliver);
            isBusy = delivered.Any(any => any);
        }
        while (isBusy);
    }

    /// <returns>Whether there was anything.</returns>
    private async Task<bool> Deliver(string container)
    {
        var isAny = false;
        while (await _pump.RunOnce(container) > 0) { isAny = true; }
        return isAny;
    }

    /// <summary>Does it for all of them side by side.</summary>
    /// <returns>The answers in the order of <paramref name="items"/>.</returns>
    private static Task<TAnswer[]> Together<T, TAnswer>(IEnumerable<T> items, Func<T, Task<TAnswer>> act) =>
        Task.WhenAll(items.Select(item => Task.Run(() => act(item))));
}

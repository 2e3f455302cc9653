using System.Text;
using SocialFund.Exchange.Ingestion;
using SocialFund.Funds.Accounting;
using SocialFund.Funds.Budget;
using SocialFund.Funds.Expenditure;
using SocialFund.Funds.Income;
using SocialFund.Funds.Payment;
using SocialFund.Kernel;
using SocialFund.Oversight.Audit;
using SocialFund.Storage;
using SocialFund.Storage.Workflows;

namespace SocialFund.Tests.Simulation.Payments;

/// <summary>The bank's side.</summary>
/// <param name="Entries">By instruction number.</param>
/// <param name="Complaints">Instructions that came again with other content.</param>
/// <param name="FundOf">The fund whose special account that is.</param>
internal sealed record BankLedger(
    IReadOnlyDictionary<string, BankEntry> Entries, IReadOnlyList<string> Complaints, Func<string, Fund> FundOf);

/// <summary>What must hold at the end, read from what is stored and from the bank's own ledger.</summary>
/// <param name="payer">The division whose requests these are; the province is above it.</param>
internal sealed class PaymentChecks(IDocumentStore documents, BankLedger bank, Division payer)
{
    private const string CashAccount = "1001";

    private readonly List<PaymentRequest> _requests = [];

    /// <summary>What a partition's head says of its audit records.</summary>
    private sealed record Counters(long Audits);

    public HashSet<string> Ends { get; } = [];

    /// <summary>Whether every request has ended or waits for a person or the bank.</summary>
    public static async Task<bool> IsAtRest(IDocumentStore documents, IEnumerable<RequestId> ids)
    {
        foreach (var id in ids)
        {
            var request = await Find(documents, id);
            if (request is null) { return false; }
            if (ChainPlan.Next(request, null).Do is not (NextStep.Wait or NextStep.End)) { return false; }
        }
        var steps = await documents.Changes(Containers.Workflows, null, Step.Type, int.MaxValue);
        return !steps.Items.Any(IsTriedAgain);
    }

    public async Task Run(IEnumerable<RequestId> ids, bool isSealed)
    {
        foreach (var id in ids) { _requests.Add((await Find(documents, id))!); }
        await CheckMessages();
        CheckBank();
        foreach (var request in _requests) { await CheckRequest(request); }
        await CheckBatches();
        await CheckSlips();
        await CheckIntake();
        await CheckBooks();
        await CheckBudgets();
        await CheckLists();
        await CheckWorkflows();
        await CheckAudit();
        if (isSealed) { await CheckChains(); }
    }

    private void CheckBank()
    {
        Assert.Empty(bank.Complaints);
        var twice = bank.Entries.Values.GroupBy(entry => (RequestOf(entry), entry.Line))
            .Where(line => line.Sum(entry => entry.NetFen) > line.First().Fen);
        Assert.Empty(twice.Select(line => line.Key));
    }

    /// <summary>The parts are the whole, the lines say the same as the header, and the bank the same as both.</summary>
    private async Task CheckRequest(PaymentRequest request)
    {
        Ends.Add(request.State.Code);
        var progress = request.Progress;
        Assert.Equal(request.Book.Total, progress.Requested);
        Assert.Equal(progress.Requested, progress.Open + progress.Paid + progress.Failed + progress.GivenUp);
        var lines = await new LineReader(documents, request).Chunk(1, CancellationToken.None);
        long Sum(params string[] states) =>
            lines.Where(line => states.Contains(line.State)).Sum(line => line.Line.Amount.Fen);
        Assert.Equal(
            (Sum("open"), Sum("paid"), Sum("failed", "refunded"), Sum("givenUp")),
            (progress.Open.Fen, progress.Paid.Fen, progress.Failed.Fen, progress.GivenUp.Fen));
        if (request.State is RequestState.Finished)
        {
            Assert.Equal((Money.Zero, Money.Zero), (progress.Open, progress.Failed));
        }
        var net = bank.Entries.Values.Where(entry => RequestOf(entry) == request.Id).Sum(entry => entry.NetFen);
        Assert.Equal(request.Book.Total < Money.Zero ? 0 : progress.Paid.Fen, net);
        Assert.All(request.Rounds, round => Assert.Equal(round.Paid.IsZero, round.Voucher is null));
        Assert.All(request.Refunds, refund => Assert.True(refund.IsSettled));
        if (request.Blocked is { } blocked) { Assert.True(request.State is RequestState.PartlyFailed, blocked); }
    }

    /// <summary>Each instruction is known to the bank as it was sent, and stands where the bank has it.</summary>
    private async Task CheckBatches()
    {
        var ledger = bank.Entries.ToDictionary();
        foreach (var document in await All(Containers.Payments, InstructionChunk.Type))
        {
            // Without a batch that names them these are what a try left that died, and was refused when repeated.
            var batch = (await documents.Find<PaymentBatch>(
                Containers.Payments, document.Partition, PaymentBatch.DocumentId))?.Value;
            foreach (var line in document.As<InstructionChunk>().Lines)
            {
                if (batch is null or { State: PaymentBatch.Waiting })
                {
                    Assert.DoesNotContain(line.Number, ledger.Keys);
                    continue;
                }
                var entry = ledger[line.Number];
                Assert.Equal((batch.Id, batch.Payer.Number), (entry.Batch, entry.Payer));
                Assert.Equal((line.Account, line.Amount.Fen), (entry.Row["account"], entry.Fen));
                // What came back before it was told paid is a failure to us.
                Assert.True(
                    line.State == entry.State || (line.State, entry.State) == ("failed", "refunded"),
                    $"{line.Number} is {line.State}, at the bank {entry.State}");
                Assert.True(ledger.Remove(line.Number));
            }
        }
        Assert.Empty(ledger.Keys);
    }

    /// <summary>
    /// What was remitted below is an income slip above, of the same amount; what came back is refunded there too.
    /// </summary>
    private async Task CheckSlips()
    {
        var all = (await All(Containers.Income, "slip")).Select(document => document.As<StoredSlip>().Slip).ToList();
        var slips = all
            .Select(slip => $"{slip.Remittance.RequestId} r{slip.Remittance.Round} {slip.Remittance.Amount}");
        var paid = _requests.Where(request => request.PayTo == PayTo.UpperAccount)
            .SelectMany(request => request.Rounds.Where(round => round.Paid > Money.Zero)
                .Select(round => $"{request.Id} r{round.Number} {round.Paid}"));
        Assert.Equal(paid.Order(StringComparer.Ordinal), slips.Order(StringComparer.Ordinal));
        var sentBack = _requests.Where(request => request.PayTo == PayTo.UpperAccount)
            .SelectMany(request => request.Refunds.Where(refund => refund.Items!.Count > 0)
                .Select(refund => $"{request.Id} r{refund.Round}"));
        Assert.Equal(
            sentBack.Order(StringComparer.Ordinal),
            all.Where(slip => slip.State is SlipState.Refunded)
                .Select(slip => $"{slip.Remittance.RequestId} r{slip.Remittance.Round}")
                .Order(StringComparer.Ordinal));
        await CheckAgreement();
        foreach (var plan in (await All(Containers.Income, "remittancePlan")).Select(item => item.As<RemittancePlan>()))
        {
            Assert.True(plan.Charged <= plan.Amount);
            var charging = _requests.Where(request => request.PayTo == PayTo.UpperAccount)
                .Where(request => request.BudgetHeld || request.Progress.Paid + request.Progress.Failed > Money.Zero)
                .ToDictionary(request => request.Id.Text, request => request.Book.Total);
            Assert.Equal(charging.OrderBy(each => each.Key), plan.Charges.OrderBy(each => each.Key));
        }
    }

    /// <summary>The books of both sides agree, as the accountants' own check says.</summary>
    private async Task CheckAgreement()
    {
        if (payer != PaymentPlan.County) { return; }
        var check = CheckConsistency.Endpoint(documents, new BookTurnovers(documents), Pooling.Shipped);
        var upper = new CheckConsistency(PaymentPlan.Province, Fund.EnterprisePension, PaymentPlan.Today.Year);
        var answer = await check.Handle(upper, new Call(PaymentPlan.UpperFinance, PaymentPlan.Today, "agree", "agree"));
        Assert.True(((Consistency)answer.Require()).Agrees);
    }

    /// <summary>Every dropped file was taken in or refused for a reason; accepted + returned = received.</summary>
    private async Task CheckIntake()
    {
        foreach (var record in (await All(Containers.Intake, "intake")).Select(item => item.As<IntakeRecord>()))
        {
            Assert.True(record.IsFinished, $"{record.FileName} was left");
            if (record.Received is { } received) { Assert.Equal(received, record.Accepted! + record.Returned!); }
            if (record.State != IntakeState.Refused) { continue; }
            Assert.True(record.ProblemCode is "request_exists" or "file_replaced", record.ProblemText);
        }
    }

    /// <summary>
    /// Vouchers balance, are numbered without gaps, are those that were caused and no other; and the cash of each fund
    /// moved as the bank says.
    /// </summary>
    private async Task CheckBooks()
    {
        var vouchers = (await All(Containers.Books, "voucher")).Select(document => document.As<Voucher>()).ToList();
        foreach (var month in vouchers.GroupBy(voucher => (voucher.Book, voucher.Period)))
        {
            Assert.Equal(Enumerable.Range(1, month.Count()), month.Select(voucher => voucher.Number.Sequence).Order());
            var page = (await documents.Find<MonthPage>(
                Containers.Books, month.Key.Book.Text, MonthPage.IdOf(month.Key.Period)))!.Value;
            Assert.Equal(month.Count(), page.LastNumber);
            var turnover = month.SelectMany(voucher => voucher.Lines).GroupBy(line => line.Account.Code)
                .ToDictionary(lines => lines.Key, lines => (Debit(lines), Credit(lines)));
            Assert.Equal(
                turnover.OrderBy(each => each.Key.Text),
                page.Accounts.ToDictionary(each => each.Key, each => (each.Value.Debit.Fen, each.Value.Credit.Fen))
                    .OrderBy(each => each.Key.Text));
        }
        foreach (var voucher in vouchers)
        {
            Assert.Equal(Debit(voucher.Lines), Credit(voucher.Lines));
            Assert.All(voucher.Lines, line => Assert.Equal(voucher.Book.Fund, line.Account.Fund));
        }
        Assert.Equal(
            await CausedVouchers(), vouchers.ToDictionary(voucher => voucher.Event!, CashOf).OrderBy(each => each.Key));
        CheckCash(vouchers);
    }

    /// <summary>Event to what it moves on the cash account.</summary>
    private async Task<IOrderedEnumerable<KeyValuePair<string, long>>> CausedVouchers()
    {
        var caused = new Dictionary<string, long>();
        foreach (var request in _requests)
        {
            foreach (var round in request.Rounds.Where(round => !round.Paid.IsZero))
            {
                caused.Add($"{request.Id}-r{round.Number}", -round.Paid.Fen);
                if (IsPrepaid(request, round)) { caused.Add($"prepay-{request.Id}-r{round.Number}", 0); }
            }
            foreach (var refund in request.Refunds.Where(refund => refund.Items!.Count > 0))
            {
                caused.Add($"{request.Id}-refund-{refund.Key}", refund.Items!.Sum(item => item.Amount.Fen));
                var isPrepaid = IsPrepaid(request, request.Round(refund.Round));
                if (isPrepaid) { caused.Add($"prepay-{request.Id}-refund-{refund.Key}", 0); }
            }
        }
        foreach (var slip in (await All(Containers.Income, "slip")).Select(document => document.As<StoredSlip>().Slip))
        {
            Assert.False(slip.State is SlipState.Booking or SlipState.Reversing, $"{slip.Id} is left: {slip.State}");
            var isReversed = slip.State is SlipState.Refunded { Reversal: not null };
            var fen = slip.Remittance.Amount.Fen;
            if (isReversed || slip.State is SlipState.Booked) { caused.Add($"income-{slip.Id}", fen); }
            if (isReversed) { caused.Add($"income-{slip.Id}-refund", -fen); }
        }
        return caused.OrderBy(each => each.Key);
    }

    /// <summary>What a bank paid to a 支出户 stands in the 备查账, too; that moves no cash.</summary>
    private static bool IsPrepaid(PaymentRequest request, PayRound round) =>
        request.PayTo == PayTo.AgencyAccount && round.Batch.Length > 0;

    private void CheckCash(List<Voucher> vouchers)
    {
        var cash = vouchers.Where(voucher => voucher.Book.Division == payer)
            .GroupBy(voucher => voucher.Book.Fund).ToDictionary(book => book.Key, book => book.Sum(CashOf));
        var setOff = _requests.Where(request => request.Book.Total < Money.Zero).ToLookup(request => request.Id.Fund);
        var atBank = bank.Entries.GroupBy(entry => bank.FundOf(entry.Value.Payer))
            .ToDictionary(fund => fund.Key, fund => fund.Sum(entry => entry.Value.NetFen));
        foreach (var fund in cash.Keys.Union(atBank.Keys))
        {
            Assert.Equal(
                -atBank.GetValueOrDefault(fund) - setOff[fund].Sum(request => request.Progress.Paid.Fen),
                cash.GetValueOrDefault(fund));
        }
    }

    /// <summary>A line holds and has used what its requests say, and is not overspent.</summary>
    private async Task CheckBudgets()
    {
        var reservations = (await All(Containers.Budgets, "reservation"))
            .ToLookup(item => item.Partition, item => item.As<Reservation>());
        foreach (var item in await All(Containers.Budgets, "budgetLine"))
        {
            var line = item.As<BudgetLine>();
            Assert.Equal(reservations[item.Partition].Sum(each => each.HeldOf(line.Code).Fen), line.Reserved.Fen);
            Assert.Equal(
                reservations[item.Partition].SelectMany(each => each.Rounds.Values).SelectMany(round => round)
                    .Where(charge => charge.Line == line.Code).Sum(charge => charge.Amount.Fen),
                line.Used.Fen);
            if (line.Control == BudgetControlMode.Refuse) { Assert.True(line.Committed <= line.Budgeted, line.Code); }
        }
        foreach (var reservation in reservations.SelectMany(budget => budget)) { CheckReservation(reservation); }
    }

    private void CheckReservation(Reservation reservation)
    {
        var request = _requests.Single(request => request.Id == reservation.Request);
        var held = reservation.Held.Values.Sum(amount => amount.Fen);
        var used = reservation.Rounds.Values.SelectMany(round => round).Sum(charge => charge.Amount.Fen);
        Assert.Equal(request.Progress.Paid.Fen, used);
        Assert.True(request.BudgetHeld || held == 0, $"{request.Id} holds {held} that it does not know of");
        switch (request.State)
        {
            case RequestState.InReview or RequestState.InTreasury or RequestState.Paying:
                Assert.Equal(Math.Max(0, request.Progress.Open.Fen), held);
                break;
            case RequestState.PartlyFailed:
                Assert.InRange(held, 0, request.Progress.Failed.Fen);
                break;
            default:
                Assert.Equal(0, held);
                break;
        }
    }

    /// <summary>No message was given up; what it should have done would be missing everywhere else.</summary>
    private async Task CheckMessages() =>
        Assert.Empty((await documents.Query(Containers.System, "parked", new DocumentQuery("parked"))).Items);

    /// <summary>The lists show the newest version.</summary>
    private async Task CheckLists()
    {
        foreach (var request in _requests)
        {
            var row = await documents.Find<RequestRow>(
                Containers.Lists, $"{RequestRow.List}-{PaymentPlan.Province}", request.Id.Text);
            Assert.Equal((request.Version, request.State.Code), ((int)row!.Value.Version, row.Value.State));
        }
    }

    /// <summary>Every process has ended with its request, or waits for somebody; none failed.</summary>
    private async Task CheckWorkflows()
    {
        foreach (var request in _requests)
        {
            var head = await documents.Read(Containers.Workflows, request.ChainInstance, "head")
                ?? throw new InvalidOperationException($"{request.ChainInstance} was not started.");
            var isOver = request.State is RequestState.Finished or RequestState.Rejected or RequestState.Withdrawn;
            Assert.Contains(isOver ? "\"done\"" : "\"running\"", head.Body, StringComparison.Ordinal);
        }
        Assert.Empty((await documents.Query(Containers.System, "workflow-failed", new DocumentQuery("failed"))).Items);
    }

    /// <summary>Each partition's audit records are numbered 1, 2, 3 … up to what its head says.</summary>
    private async Task CheckAudit()
    {
        foreach (var container in Containers.All)
        {
            var heads = (await All(container, "head")).Where(item => item.Id == "_head").ToDictionary(
                item => item.Partition, item => item.As<Counters>().Audits);
            var records = (await All(container, "audit")).ToLookup(item => item.Partition);
            Assert.Equal(heads.Keys.Order(), records.Select(partition => partition.Key).Order());
            foreach (var (partition, count) in heads)
            {
                Assert.Equal(
                    Enumerable.Range(1, (int)count).Select(number => (long)number),
                    records[partition].Select(item => item.As<AuditRecord>().Number).Order());
            }
        }
    }

    /// <summary>The records sealed, exported and verified, as an auditor does it.</summary>
    private async Task CheckChains()
    {
        var crypto = new NationalCrypto();
        var key = Sm2Keys.New();
        using var sealer = new Sealer(documents, crypto, _ => Task.FromResult(key), TimeProvider.System);
        await sealer.SealAll();
        foreach (var division in (Division[])[payer, PaymentPlan.Province])
        {
            var verified = await Verification.Of(
                new StringReader(await Export(division)), crypto, key.PublicKey);
            Assert.Null(verified.Fault);
            Assert.Empty(verified.Alarms);
        }
    }

    /// <summary>An activity that failed and waits for its next try.</summary>
    private static bool IsTriedAgain(Document document) =>
        document.As<Step>() is { Kind: "activity", State: "pending" };

    private static RequestId RequestOf(BankEntry entry) => TextValue.Parse<BatchId>(entry.Batch).Request;

    private async Task<string> Export(Division division)
    {
        var auditor = new Actor("u-auditor", "审计", division, null, []);
        var call = new Call(auditor, PaymentPlan.Today, "export", "export");
        var download = await ExportChain.Endpoint(documents).Handle(new ExportChain(division), call);
        using var text = new MemoryStream();
        await ((Download)download.Require()).Write(text, CancellationToken.None);
        return Encoding.UTF8.GetString(text.ToArray());
    }

    private async Task<IReadOnlyList<Document>> All(string container, string type) =>
        (await documents.Changes(container, null, type, int.MaxValue)).Items;

    private static async Task<PaymentRequest?> Find(IDocumentStore documents, RequestId id) =>
        (await documents.Find<PaymentRequest>(Containers.Requests, id.Text, PaymentRequest.DocumentId))?.Value;

    private static long Debit(IEnumerable<VoucherLine> lines) => lines.Sum(line => line.Debit.Fen);

    private static long Credit(IEnumerable<VoucherLine> lines) => lines.Sum(line => line.Credit.Fen);

    private static long CashOf(Voucher voucher)
    {
        var lines = voucher.Lines.Where(line => line.Account.Code.Text == CashAccount).ToList();
        return Debit(lines) - Credit(lines);
    }
}

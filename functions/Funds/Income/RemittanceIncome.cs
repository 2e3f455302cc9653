using SocialFund.Funds.Accounting;
using SocialFund.Kernel;

namespace SocialFund.Funds.Income;

/// <summary>Wakes the process; the state itself is in the slip.</summary>
public sealed record SlipChanged(string State);

/// <param name="Due">When a reminder is due; null when nobody has to act before something else happens.</param>
public sealed record SlipStatus(string State, string Title, DateTimeOffset? Due);

/// <summary>
/// A remittance on the upper side (R-3.9-05, -06): review → receipt confirmed → booked, and reversed when the bank
/// sends it back. The script only waits, reminds and books; what may happen when is in <see cref="IncomeSlip"/>.
/// </summary>
public sealed class RemittanceIncome : IWorkflow
{
    public const string WorkflowName = "RemittanceIncome";

    /// <summary>The event that wakes the process.</summary>
    public const string Changed = "changed";

    /// <summary>
    /// Books that refuse (a closed period, a missing account) are asked again after somebody could mend it.
    /// </summary>
    private static readonly TimeSpan AskBooksAgain = TimeSpan.FromHours(1);

    public string Name => WorkflowName;

    public static string InstanceOf(SlipId slip) => $"income-{slip}";

    /// <summary>The process that reverses what was booked.</summary>
    public static string ReversalOf(SlipId slip) => $"income-{slip}-refund";

    public async Task Run(IWorkflowContext context, string input)
    {
        while (true)
        {
            var status = await context.Call<SlipStatus>(ReadStatus.ActivityName, input);
            if (IsForBooks(status)) { status = await context.Call<SlipStatus>(BookSlip.ActivityName, input); }
            context.SetStatus(status.Title);
            if (status.State is "booked" or "refunded") { return; }
            var due = IsForBooks(status) ? context.Now + AskBooksAgain : status.Due;
            var signal = await context.WaitFor<SlipChanged>(Changed, due);
            if (signal.TimedOut && !IsForBooks(status))
            {
                await context.Call<SlipStatus>(RemindSlip.ActivityName, input);
            }
        }
    }

    private static bool IsForBooks(SlipStatus status) => status.State is "booking" or "reversing";
}

/// <summary>Reads where the slip stands and until when.</summary>
public sealed class ReadStatus(SlipChange slips) : Activity<string, SlipStatus>
{
    public const string ActivityName = "income.status";

    public override string Name => ActivityName;

    protected override async Task<SlipStatus> Run(string input, Call call)
    {
        var slip = await slips.Read(TextValue.Parse<SlipId>(input), call.Stopping)
            ?? throw new InvalidOperationException($"Slip {input} is not there.");
        return Of(slip, slips.VariantOf(slip));
    }

    internal static SlipStatus Of(IncomeSlip slip, PoolingVariant variant)
    {
        DateTimeOffset? due = slip.State switch
        {
            SlipState.Reviewing state => Due(state.Since, variant.ReviewDays, state.Reminders, variant),
            SlipState.Receiving state => Due(state.Since, variant.ReceiveDays, state.Reminders, variant),
            _ => null,
        };
        return new SlipStatus(slip.State.Code, slip.State.Title, due);
    }

    private static DateTimeOffset Due(DateTimeOffset since, int days, int reminders, PoolingVariant variant) =>
        since.AddDays(days + reminders * variant.RemindEveryDays);
}

/// <summary>Records that a step is late; lists show it, and past the limit it is marked for the head.</summary>
public sealed class RemindSlip(SlipChange slips) : Activity<string, SlipStatus>
{
    public const string ActivityName = "income.remind";

    public override string Name => ActivityName;

    protected override async Task<SlipStatus> Run(string input, Call call)
    {
        var changed = await slips.Apply(
            TextValue.Parse<SlipId>(input), call, "income.remind", "催办", slip => slip.Remind());
        var slip = changed.Require();
        return ReadStatus.Of(slip, slips.VariantOf(slip));
    }
}

/// <summary>Books the income in the upper division's book, or the red voucher that takes it back.</summary>
public sealed class BookSlip(SlipChange slips, IBooks books) : Activity<string, SlipStatus>
{
    public const string ActivityName = "income.book";

    public override string Name => ActivityName;

    protected override async Task<SlipStatus> Run(string input, Call call)
    {
        var id = TextValue.Parse<SlipId>(input);
        var slip = await slips.Read(id, call.Stopping)
            ?? throw new InvalidOperationException($"Slip {input} is not there.");
        var by = new Signature(call.Actor.Id, call.Actor.Name, call.Now);
        if (slip.State is SlipState.Booking booking)
        {
            var answer = await books.Post(
                EventOf(slip, $"income-{slip.Id}", "remit-received", booking.ReceivedOn), call);
            slip = (await slips.Apply(
                id, call, "income.book", "上解收入记账", now => now.AfterPosting(answer, by))).Require();
        }
        else if (slip.State is SlipState.Reversing reversing)
        {
            var answer = await books.Post(
                EventOf(slip, $"income-{slip.Id}-refund", "remit-returned", reversing.On), call);
            slip = (await slips.Apply(
                id, call, "income.reverse", "上解收入冲销", now => now.AfterReversal(answer, by))).Require();
        }
        return ReadStatus.Of(slip, slips.VariantOf(slip));
    }

    private static BusinessEvent EventOf(IncomeSlip slip, string id, string rule, DateOnly date)
    {
        var paid = slip.Remittance;
        var dimensions = new Dictionary<string, string>
        {
            ["item"] = paid.Type.Code(),
            ["region"] = paid.FromDivision.Text,
        };
        if (paid.Account is { } account) { dimensions["bankAccount"] = account; }
        var amount = new EventAmount(paid.Type.Code(), null, paid.Amount, dimensions);
        var facts = new Dictionary<string, string>
        {
            ["from"] = Divisions.NameOf(paid.FromDivision),
            ["type"] = paid.Type.Title(),
            ["period"] = paid.Period.Text,
        };
        return new BusinessEvent(
            id, rule, paid.ToDivision, paid.Fund, date, [amount], facts,
            new SourceLink("income", slip.Id.Text, $"{paid.RequestId}"));
    }
}

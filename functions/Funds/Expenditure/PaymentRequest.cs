using SocialFund.Funds.Accounting;
using SocialFund.Funds.Budget;
using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

public sealed record Person(string Id, string Name);

/// <summary>Sum of the lines of one expenditure item.</summary>
public sealed record ItemTotal(string Item, int Lines, Money Amount);

/// <summary>Which lines belong to the request: a set of chunks written before the header names it.</summary>
/// <param name="Key">Names the chunks; another submission has another key, and the old chunks stay.</param>
/// <param name="Hash">SHA-256 of all lines in order.</param>
public sealed record LineBook(
    int Generation, string Key, int Lines, Money Total, string Hash, IReadOnlyList<ItemTotal> Items);

/// <summary>Anything that was done to the request, by a person or by the system, in order.</summary>
/// <param name="Step">submit, checks, a review step's id, treasury, payment, booking, correction …</param>
/// <param name="Submission">Under which submission (报送次数) it was decided.</param>
/// <param name="Outcome">submitted, passed, approved, returned, rejected, withdrawn, paid …</param>
public sealed record Decision(
    string Step, int Submission, Person By, DateTimeOffset At, string From, string Outcome, string Opinion,
    IReadOnlyList<Mark> Marks);

/// <summary>Where the money of the request is. The parts always add up to what was requested.</summary>
public sealed record Progress
{
    public Progress(Money requested, Money open, Money paid, Money failed, Money givenUp)
    {
        if (open + paid + failed + givenUp != requested)
        {
            throw new InvalidOperationException($"{open} + {paid} + {failed} + {givenUp} is not {requested}.");
        }
        if (((Money[])[open, paid, failed, givenUp]).Any(part => part.Fen * Math.Sign(requested.Fen) < 0))
        {
            throw new InvalidOperationException($"{open}, {paid}, {failed}, {givenUp} are not parts of {requested}.");
        }
        (Requested, Open, Paid, Failed, GivenUp) = (requested, open, paid, failed, givenUp);
    }

    public Money Requested { get; }

    /// <summary>Not answered by the bank yet, or not instructed.</summary>
    public Money Open { get; }

    public Money Paid { get; }

    /// <summary>Refused or refunded by the bank, and to be paid again.</summary>
    public Money Failed { get; }

    /// <summary>Failed and not to be paid any more.</summary>
    public Money GivenUp { get; }

    public static Progress Of(Money requested) => new(requested, requested, Money.Zero, Money.Zero, Money.Zero);

    public Progress Answer(Money paid, Money failed) =>
        new(Requested, Open - paid - failed, Paid + paid, Failed + failed, GivenUp);

    public Progress Refund(Money amount) => new(Requested, Open, Paid - amount, Failed + amount, GivenUp);

    /// <summary>Failed lines are instructed once more.</summary>
    public Progress Retry() => new(Requested, Open + Failed, Paid, Money.Zero, GivenUp);

    public Progress GiveUp() => new(Requested, Open, Paid, Money.Zero, GivenUp + Failed);
}

/// <summary>One payment round: what was asked, what came of it, and its voucher.</summary>
/// <param name="Payer">The special account that pays.</param>
/// <param name="PaidOn">The booking date; null until all lines are answered.</param>
public sealed record PayRound(
    int Number, string Batch, string Payer, Money Asked, Money Paid, Money Failed, DateOnly? PaidOn,
    IReadOnlyList<ItemTotal> PaidItems, VoucherRef? Voucher, bool Indexed);

/// <summary>Paid lines that the bank sent back (退汇).</summary>
/// <param name="Key">Unique; booking and budget are keyed by it.</param>
/// <param name="Items">What is booked in red; null until the lines are marked.</param>
/// <param name="Indexed">Its lines stand as refunded in the ledgers of their payees.</param>
public sealed record Refund(
    string Key, int Round, DateOnly On, IReadOnlyList<RefundedLine> Lines, IReadOnlyList<ItemTotal>? Items,
    VoucherRef? Voucher, bool Indexed = false)
{
    public bool IsSettled => Items is not null && (Items.Count == 0 || Voucher is not null);
}

public sealed record RefundedLine(int Number, string Reason);

/// <summary>What was there when the request was returned, for “changes since the return”.</summary>
public sealed record Earlier(LineBook Book, string Purpose, IReadOnlyList<KeptFile> Attachments);

/// <summary>
/// A payment request (用款申请). Partition: the request id. Documents: <c>request</c> (this), line chunks, outcomes a
/// round, corrections.
/// </summary>
/// <param name="Version">Grows by one with every change; the ETag that clients see.</param>
/// <param name="Submission">1.. ; counts 报送.</param>
/// <param name="ReviewedFrom">Approvals since this submission count.</param>
/// <param name="Steps">The review steps of this request, fixed when it was checked.</param>
/// <param name="Noticed">What intake noticed; handed in with the lines.</param>
/// <param name="Findings">What intake and the last automatic checks noticed.</param>
/// <param name="GiveUps">How often failed lines were given up.</param>
/// <param name="Run">1.. ; a refund after the end starts another run of the chain.</param>
/// <param name="Blocked">Why the system cannot go on by itself at the moment; Chinese.</param>
public sealed record PaymentRequest(
    RequestId Id, int Version, string Kind, string AgencyName, string Mode, string Purpose, LineBook Book,
    KeptFile? Received, IReadOnlyList<KeptFile> Attachments, string ContentHash, Earlier? Before,
    DateTimeOffset SubmittedAt, DateTimeOffset ChangedAt, int Submission, int ReviewedFrom, RequestState State,
    Progress Progress, IReadOnlyList<ReviewStep> Steps, IReadOnlyList<Decision> Decisions,
    IReadOnlyList<Finding> Noticed, IReadOnlyList<Finding> Findings, IReadOnlyList<string> OverBudget,
    bool BudgetHeld, PayTo PayTo, TreasuryMode Treasury, IReadOnlyList<PayRound> Rounds,
    IReadOnlyList<Refund> Refunds, int GiveUps, int Run, string? Blocked)
{
    public const string DocumentId = "request";
    public const string DocumentType = "request";

    /// <summary>The instance of the payment chain that serves the request now.</summary>
    public string ChainInstance => Run == 1 ? $"pay-{Id.Text}" : $"pay-{Id.Text}-{Run}";

    /// <summary>Whoever handed it in, ever: none of them may review it.</summary>
    public IEnumerable<string> Makers =>
        Decisions.Where(decision => decision.Step == "submit").Select(decision => decision.By.Id);

    /// <summary>The approvals that count, in order.</summary>
    public IEnumerable<Decision> Approvals => Decisions.Where(decision =>
        decision.Outcome == "approved" && decision.Submission >= ReviewedFrom);

    public PaymentRequest With(
        Call call, string step, string outcome, string opinion, params IReadOnlyList<Mark> marks) =>
        this with
        {
            Decisions =
            [
                .. Decisions,
                new Decision(
                    step, Submission, new Person(call.Actor.Id, call.Actor.Name), call.Now, call.From, outcome,
                    opinion.Trim(), marks),
            ],
        };

    public PayRound Round(int number) => Rounds.Single(round => round.Number == number);

    public PaymentRequest WithRound(PayRound changed) => this with
    {
        Rounds = [.. Rounds.Select(round => round.Number == changed.Number ? changed : round)],
    };

    public PaymentRequest WithRefund(Refund changed) => this with
    {
        Refunds = [.. Refunds.Select(refund => refund.Key == changed.Key ? changed : refund)],
    };

    /// <summary>What these items charge to the budget lines, in line order.</summary>
    public static IReadOnlyList<BudgetCharge> Charges(ExpenditureKind kind, Fund fund, IEnumerable<ItemTotal> items) =>
    [
        .. items.GroupBy(item => kind.Item(fund, item.Item)!.BudgetLine)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new BudgetCharge(
                group.Key, group.Aggregate(Money.Zero, (sum, item) => sum + item.Amount))),
    ];
}

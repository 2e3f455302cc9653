using SocialFund.Funds.Standing;
using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

/// <summary>
/// Enters the lines of an answered round, and what a refund made of them, into the ledgers of their payees (个人台账).
/// Repeatable: entries are named by line and round and say what the outcomes say now.
/// </summary>
internal sealed class IndexPayees(RequestChange requests) : ChainActivity(requests)
{
    public const string ActivityName = "expenditure.index";

    /// <summary>Entries held before they are written, so that each of the partitions gets full commits.</summary>
    private const int EntriesHeld = 20_000;

    private readonly PersonEntries _ledger = new(requests.Store);

    public override string Name => ActivityName;

    /// <summary>Answered, booked where anything was paid, and not entered yet.</summary>
    internal static bool IsDue(PayRound round) =>
        round is { PaidOn: not null, Indexed: false } && (round.Voucher is not null || round.Paid.IsZero);

    internal static bool IsDue(Refund refund) => refund is { IsSettled: true, Indexed: false };

    protected override async Task<StepDone> Run(PaymentRequest request, Call call)
    {
        if (request.Rounds.FirstOrDefault(IsDue) is { } round)
        {
            await Enter(request, round, Enumerable.Range(1, RequestLines.ChunkCount(request.Book)), null, call);
            await Requests.Advance(request.Id, call, "indexed", now => new Changed(
                now.WithRound(now.Round(round.Number) with { Indexed = true }), "request.indexed",
                $"{now.Id.Text} 第 {round.Number} 轮支付记录已登记"));
        }
        else if (request.Refunds.FirstOrDefault(IsDue) is { } refund)
        {
            await Enter(request, refund, call);
            await Requests.Advance(request.Id, call, $"indexed-{refund.Key}", now => new Changed(
                now.WithRefund(now.Refunds.Single(each => each.Key == refund.Key) with { Indexed = true }),
                "request.refund.indexed", $"{now.Id.Text} 退汇记录已登记"));
        }
        return new StepDone();
    }

    /// <summary>Only the lines that came back; all where the request is one payment.</summary>
    private Task Enter(PaymentRequest request, Refund refund, Call call)
    {
        var numbers = refund.Lines.Select(line => line.Number).ToHashSet();
        var isWhole = numbers.Contains(0);
        var chunks = isWhole
            ? Enumerable.Range(1, RequestLines.ChunkCount(request.Book))
            : numbers.Select(RequestLines.ChunkOf).Distinct();
        return Enter(request, request.Round(refund.Round), chunks, isWhole ? null : numbers, call);
    }

    /// <param name="only">These lines; null for all.</param>
    private async Task Enter(
        PaymentRequest request, PayRound round, IEnumerable<int> chunks, HashSet<int>? only, Call call)
    {
        var corrections = await CorrectionSet.Load(Requests.Store, request.Id, round.Number, call.Stopping);
        var held = new List<PersonEntry>();
        foreach (var chunk in chunks)
        {
            var outcomes = await OutcomesOf(request, round, chunk, call.Stopping);
            var lines = await RequestLines.Chunk(Requests.Store, request.Id, request.Book, chunk, call.Stopping);
            held.AddRange(
                from line in lines
                where line.IdNumber.Length > 0 && (only is null || only.Contains(line.Number))
                let outcome = outcomes.GetValueOrDefault(line.Number) ?? outcomes.GetValueOrDefault(0)
                where outcome is not null
                select EntryOf(request, round, line, corrections.GetValueOrDefault(line.Number), outcome));
            if (held.Count >= EntriesHeld) { await Flush(); }
        }
        await Flush();

        async Task Flush()
        {
            await _ledger.Keep(held, call.Stopping);
            held.Clear();
        }
    }

    /// <summary>What became of the chunk's lines, by number; 0 for the request paid in one sum.</summary>
    private async Task<Dictionary<int, LineOutcome>> OutcomesOf(
        PaymentRequest request, PayRound round, int chunk, CancellationToken stopping)
    {
        var isWhole = request.PayTo != PayTo.Payees || request.Book.Total < Money.Zero;
        var outcomes = await RequestLines.Outcomes(
            Requests.Store, request.Id, round.Number, isWhole ? 0 : chunk, stopping);
        return outcomes.ToDictionary(outcome => outcome.Number);
    }

    private static PersonEntry EntryOf(
        PaymentRequest request, PayRound round, PayeeLine line, Correction? corrected, LineOutcome outcome)
    {
        var refund = outcome.Result != "refunded" ? null : request.Refunds.LastOrDefault(refund =>
            refund.Round == round.Number && refund.Lines.Any(each => each.Number == outcome.Number));
        return new PersonEntry(
            PersonEntry.HashOf(line.IdNumber), request.Id, line.Number, line.SourceLine, round.Number, request.Kind,
            request.Id.Period, line.Item, line.Amount, outcome.Result, outcome.Reason, corrected?.Name ?? line.Name,
            CitizenId.Mask(line.IdNumber), BankCodes.MaskAccount(corrected?.Account ?? line.Account),
            round.PaidOn!.Value, outcome.Result == "failed" ? null : round.Voucher, refund?.On, refund?.Voucher);
    }
}

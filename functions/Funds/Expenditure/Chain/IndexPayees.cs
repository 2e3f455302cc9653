using System.Security.Cryptography;
using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

/// <summary>A payment that a person received from a fund, for “the same payee's earlier payments”.</summary>
/// <param name="Payee">SHA-256 of the id number: the list holds no id numbers.</param>
public sealed record EarlierPayment(
    string Payee, RequestId Request, int Line, int Round, string Kind, Period Period, string Item, Money Amount,
    DateOnly PaidOn)
{
    public const string Type = "earlierPayment";

    public string Id => $"{PaidOn:yyyyMMdd}-{Request.Text}-{Line}-r{Round}";

    public static string HashOf(string idNumber) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(idNumber.ToUpperInvariant())));

    /// <summary>256 partitions a division and fund keep each one small.</summary>
    public static string Partition(RequestId request, string payee) =>
        $"payee-{request.Division}-{request.Fund.Entry().Code}-{payee[..2]}";
}

/// <summary>
/// Lists the paid lines of a round under their payees. Repeatable: the rows are named by line and round.
/// </summary>
internal sealed class IndexPayees(RequestChange requests) : ChainActivity(requests)
{
    public const string ActivityName = "expenditure.index";

    /// <summary>Rows held before they are written, so that each of the 256 partitions gets full commits.</summary>
    private const int RowsHeld = 20_000;

    public override string Name => ActivityName;

    protected override async Task<StepDone> Run(PaymentRequest request, Call call)
    {
        var round = request.Rounds.FirstOrDefault(round => round is { Voucher: not null, Indexed: false });
        if (round is null) { return new StepDone(); }
        var rows = new List<EarlierPayment>();
        for (var chunk = 1; chunk <= RequestLines.ChunkCount(request.Book); chunk++)
        {
            rows.AddRange(await RowsOf(request, round, chunk, call.Stopping));
            if (rows.Count >= RowsHeld) { await Write(rows, call.Stopping); }
        }
        await Write(rows, call.Stopping);
        await Requests.Advance(request.Id, call, "indexed", now => new Changed(
            now.WithRound(now.Round(round.Number) with { Indexed = true }), "request.indexed",
            $"{now.Id.Text} 第 {round.Number} 轮支付记录已登记"));
        return new StepDone();
    }

    private async Task<IEnumerable<EarlierPayment>> RowsOf(
        PaymentRequest request, PayRound round, int chunk, CancellationToken stopping)
    {
        var store = Requests.Store;
        var outcomes = await RequestLines.Outcomes(store, request.Id, round.Number, chunk, stopping);
        var isWhole = request.PayTo != PayTo.Payees || request.Book.Total < Money.Zero;
        var paid = outcomes.Where(line => line.Result == "paid").Select(line => line.Number).ToHashSet();
        var lines = await RequestLines.Chunk(store, request.Id, request.Book, chunk, stopping);
        return lines.Where(line => isWhole || paid.Contains(line.Number)).Select(line => new EarlierPayment(
            EarlierPayment.HashOf(line.IdNumber), request.Id, line.Number, round.Number, request.Kind,
            request.Id.Period, line.Item, line.Amount, round.PaidOn!.Value));
    }

    private async Task Write(List<EarlierPayment> rows, CancellationToken stopping)
    {
        foreach (var partition in rows.GroupBy(row => EarlierPayment.Partition(row.Request, row.Payee)))
        {
            foreach (var commit in partition.Chunk(IDocumentStore.CommitMax))
            {
                Write[] writes =
                    [.. commit.Select(row => new Write.Put(row.Id, EarlierPayment.Type, Json.Write(row)))];
                (await Requests.Store.Commit(Containers.Lists, partition.Key, writes, stopping)).Require();
            }
        }
        rows.Clear();
    }
}

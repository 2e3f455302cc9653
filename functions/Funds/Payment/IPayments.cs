using SocialFund.Funds.Expenditure;
using SocialFund.Kernel;

namespace SocialFund.Funds.Payment;

/// <summary>How a batch reaches whoever pays.</summary>
public enum PayChannel
{
    /// <summary>A bank file, sent by the treasury's cashier; receipts come as files.</summary>
    Bank = 1,

    /// <summary>A file for the treasury's own system, which answers by interface.</summary>
    Interface,

    /// <summary>A printed slip; the cashier records what was paid.</summary>
    Paper,
}

/// <summary>One payment to make. Number 0 is a whole request paid in one sum.</summary>
public sealed record PayLine(
    int Number, string Name, string Account, string BankCode, string BankName, Money Amount);

/// <summary>A batch of payments to make: one round of one request.</summary>
/// <param name="Reviewers">Account ids of those who approved it; none of them may send it.</param>
public sealed record NewBatch(
    RequestId Request, int Round, PayChannel Channel, string Purpose, IReadOnlyList<string> Reviewers)
{
    public string Id => new BatchId(Request, Round).Text;
}

/// <summary>Where a batch stands. Paid, failed and what is still open add up to the amount.</summary>
/// <param name="Payer">The number of the special account that pays.</param>
/// <param name="PaidOn">The booking date; known when all lines are answered.</param>
public sealed record BatchState(string Id, bool IsAnswered, string Payer, Money Amount, DateOnly? PaidOn);

/// <param name="State">waiting, paid, failed or refunded.</param>
public sealed record AnsweredLine(int Number, Money Amount, string State, string Reason);

/// <summary>
/// The answers to the lines of one chunk of the request (<c>(number − 1) / 200 + 1</c>; 0 for the whole).
/// </summary>
public sealed record AnsweredChunk(int Chunk, IReadOnlyList<AnsweredLine> Lines);

/// <summary>What Payment tells the chain: all lines of a batch are answered.</summary>
public sealed record BatchAnswered(RequestId Request, int Round);

/// <summary>What Payment tells the chain: the bank sent paid lines back (退汇).</summary>
/// <param name="Key">Unique for these refunds.</param>
public sealed record LinesRefunded(
    RequestId Request, int Round, string Key, DateOnly On, IReadOnlyList<RefundedLine> Lines);

public static class PaymentTopics
{
    public const string Answered = "payment.answered";
    public const string Refunded = "payment.refunded";
}

/// <summary>Pays what was approved: the port by which the chain reaches banks and treasury.</summary>
public interface IPayments
{
    /// <summary>Makes the batch. Repeatable: the same batch again is the one that is there.</summary>
    /// <param name="lines">By number, ascending; amounts above zero.</param>
    /// <returns>Or payer_account_missing, account_of_other_fund.</returns>
    Task<Result<BatchState>> Instruct(NewBatch batch, IAsyncEnumerable<PayLine> lines, Call call);

    Task<BatchState?> Find(string batch, CancellationToken stopping);

    IAsyncEnumerable<AnsweredChunk> Answers(string batch, CancellationToken stopping);

    /// <summary>The account that takes a request's money in one sum: the agency's 支出户, or the upper 财政专户.</summary>
    /// <param name="upper">Where the request's division remits to.</param>
    /// <param name="stated">The account that the request states; empty takes the registered one.</param>
    /// <returns>Or payee_account_missing, payee_account_unregistered: another one is.</returns>
    Task<Result<PayLine>> WholePayee(
        RequestId request, PayTo to, Division upper, string stated, Money amount, CancellationToken stopping);

    /// <returns>The account that took a batch's money in one sum; null where each line had its own payee.</returns>
    Task<string?> PayeeOf(string batch, CancellationToken stopping);

    /// <summary>
    /// Whether a bank said two things of a line of the request and nobody has settled it (支付异常, contradictory, open).
    /// </summary>
    Task<bool> IsContradicted(RequestId request, CancellationToken stopping);

    /// <summary>The numbers of the other funds' special accounts there and above: no payment may go to one.</summary>
    Task<IReadOnlySet<string>> AccountsOfOtherFunds(Division division, Fund fund, CancellationToken stopping);
}

using SocialFund.Funds.Income;
using SocialFund.Funds.Payment;
using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

/// <summary>
/// Who takes a request's money where it is paid in one sum: the agency's 支出户 (转移), or the upper 财政专户 (上解).
/// </summary>
internal static class WholePayee
{
    public static bool IsFor(PayTo to) => to is PayTo.AgencyAccount or PayTo.UpperAccount;

    /// <summary>预拨 pays the agency, whoever the lines name: it pays them and tells later whom it paid.</summary>
    public static PayTo PayToOf(ExpenditureKind kind, string mode) =>
        mode == "advance" && kind.PayTo == PayTo.Payees ? PayTo.AgencyAccount : kind.PayTo;

    /// <returns>Who took all of the round's money; nobody where the payees did, or no bank was asked.</returns>
    public static async Task<Took> AccountOf(
        IPayments payments, PaymentRequest request, PayRound round, CancellationToken stopping)
    {
        var account = IsFor(request.PayTo) && round.Batch.Length > 0
            ? await payments.PayeeOf(round.Batch, stopping) : null;
        return request.PayTo == PayTo.AgencyAccount ? new Took(account, null) : new Took(null, account);
    }

    /// <param name="stated">The accounts that the lines state, each once; empty text where a line states none.</param>
    /// <returns>Or payee_accounts_mixed, payee_account_missing, payee_account_unregistered.</returns>
    public static async Task<Result<PayLine>> Of(
        IPayments payments, PaymentRequest request, ExpenditureKind kind, IReadOnlyCollection<string> stated,
        Money amount, CancellationToken stopping)
    {
        var named = kind.PayTo == PayTo.Payees ? [""] : stated;
        if (named.Count > 1) { return new PayeeAccountsMixed(); }
        var upper = Pooling.Shipped.UpperOf(request.Id.Division, request.Id.Fund);
        return await payments.WholePayee(request.Id, request.PayTo, upper, named.Single(), amount, stopping);
    }
}

/// <summary>The account that took a round's money whole.</summary>
/// <param name="Agency">支出户.</param>
/// <param name="Upper">The upper 财政专户.</param>
internal sealed record Took(string? Agency, string? Upper);

using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>Where a voucher comes from, followed back by drill-down.</summary>
/// <param name="Kind">request, income, opening …</param>
/// <param name="Id">The document's id.</param>
/// <param name="Detail">Payment round, batch or line range, for the reader.</param>
public sealed record SourceLink(string Kind, string Id, string Detail);

/// <summary>One amount of a business event.</summary>
/// <param name="Key">What the posting rule matches: for payments the item's code.</param>
/// <param name="Account">The account that the business names; rules refer to it as <c>$account</c>.</param>
/// <param name="Dimensions">Auxiliary accounting: item, agency, bankAccount, project, region …</param>
public sealed record EventAmount(
    string Key, string? Account, Money Amount, IReadOnlyDictionary<string, string> Dimensions);

/// <summary>A business event (业务事件) that is to be booked.</summary>
/// <param name="Id">Unique for the event; booking it twice books it once.</param>
/// <param name="Rule">The posting rule: payment, refund, remit-up, remit-received …</param>
/// <param name="Facts">Texts that the summary (摘要) template may name.</param>
public sealed record BusinessEvent(
    string Id, string Rule, Division Division, Fund Fund, DateOnly Date, IReadOnlyList<EventAmount> Amounts,
    IReadOnlyDictionary<string, string> Facts, SourceLink Source);

/// <param name="Voucher">Book id and voucher id, for example <c>630102-11-2026-fsa</c> and <c>202606-0001</c>.</param>
public sealed record VoucherRef(string Book, string Voucher, string Number);

/// <summary>Turns business events into posted vouchers by the posting rules in force.</summary>
public interface IBooks
{
    /// <returns>The voucher; the same one again for the same event id. Or rule_missing, period_closed,
    /// account_missing, funds_mixed, unbalanced. What cannot be undone is posted by
    /// <see cref="LateBooking.PostWhereOpen"/>.</returns>
    Task<Result<VoucherRef>> Post(BusinessEvent happened, Call call);
}

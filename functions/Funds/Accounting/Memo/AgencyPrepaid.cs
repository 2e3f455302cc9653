using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <param name="Item">The expenditure item's code.</param>
public sealed record PrepaidItem(string Item, Money Amount);

/// <summary>
/// Topic <c>agency.prepaid</c>: the special account paid an agency's 支出户 (预拨), and that is booked there. Or the money
/// came back (退汇).
/// </summary>
/// <param name="Key">Unique; the 备查账 books it once.</param>
/// <param name="IsBack">The money came back; the amounts stay positive.</param>
/// <param name="Source">What the entry links to; its detail names the voucher of the special account.</param>
public sealed record AgencyPrepaid(
    string Key, bool IsBack, Division Division, Fund Fund, string Agency, string AgencyName, string BankAccount,
    DateOnly Date, IReadOnlyList<PrepaidItem> Items, string Purpose, SourceLink Source)
{
    public const string Topic = "agency.prepaid";

    /// <summary>The event of the 备查账.</summary>
    internal BusinessEvent Event() => new(
        Key, IsBack ? "prepay-back" : "prepay", Division, Fund, Date,
        [.. Items.Select(item => new EventAmount(item.Item, null, item.Amount, new Dictionary<string, string>
        {
            ["agency"] = Agency,
            ["bankAccount"] = BankAccount,
            ["item"] = item.Item,
        }))],
        new Dictionary<string, string> { ["purpose"] = Purpose, ["agency"] = AgencyName }, Source);
}

/// <summary>Keeps the 备查账 of prepayments: an entry a payment to a 支出户, once however often the message comes.</summary>
public sealed class BookPrepaid(IBooks books) : IMessageHandler
{
    public string Topic => AgencyPrepaid.Topic;

    public async Task Handle(OutboxMessage message, Call call) =>
        (await books.PostWhereOpen(message.As<AgencyPrepaid>().Event(), call)).Require();
}

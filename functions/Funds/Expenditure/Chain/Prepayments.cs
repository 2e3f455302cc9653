using SocialFund.Funds.Accounting;

namespace SocialFund.Funds.Expenditure;

/// <summary>What the 备查账 is told of money that went to an agency's 支出户 (预拨).</summary>
internal static class Prepayments
{
    public static AgencyPrepaid Of(PaymentRequest request, PayRound round, string account, VoucherRef voucher) => new(
        $"prepay-{request.Id.Text}-r{round.Number}", false, request.Id.Division, request.Id.Fund, request.Id.Agency,
        request.AgencyName, account, round.PaidOn!.Value, Items(round.PaidItems), request.Purpose,
        new SourceLink("request", request.Id.Text, $"第 {round.Number} 轮支付，专户凭证 {voucher.Number}"));

    public static AgencyPrepaid Of(PaymentRequest request, Refund refund, string account, VoucherRef voucher) => new(
        $"prepay-{request.Id.Text}-refund-{refund.Key}", true, request.Id.Division, request.Id.Fund, request.Id.Agency,
        request.AgencyName, account, refund.On, Items(refund.Items!), request.Purpose,
        new SourceLink("request", request.Id.Text, $"第 {refund.Round} 轮退汇，专户凭证 {voucher.Number}"));

    private static IReadOnlyList<PrepaidItem> Items(IEnumerable<ItemTotal> items) =>
        [.. items.Select(item => new PrepaidItem(item.Item, item.Amount))];
}

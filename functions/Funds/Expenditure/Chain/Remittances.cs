using SocialFund.Funds.Income;

namespace SocialFund.Funds.Expenditure;

/// <summary>What the upper division is told of a remittance (上解).</summary>
internal static class Remittances
{
    /// <summary>One an item of what the round paid; none where the request pays nobody above. Pure.</summary>
    /// <param name="account">The upper special account that took it, if known.</param>
    public static IEnumerable<RemittancePaid> Of(PaymentRequest request, PayRound round, string? account)
    {
        if (request.PayTo != PayTo.UpperAccount) { yield break; }
        var id = request.Id;
        var upper = Pooling.Shipped.UpperOf(id.Division, id.Fund);
        foreach (var item in round.PaidItems)
        {
            if (!RemittanceTypes.TryOf(item.Item, out var type)) { continue; }
            yield return new RemittancePaid(
                id, id.Division, upper, id.Fund, type, item.Amount, id.Period, round.PaidOn!.Value, round.Number,
                account);
        }
    }
}

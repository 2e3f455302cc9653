using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>A ticket in the list.</summary>
/// <param name="Amount">Of the transfer; zero while the money has not come.</param>
/// <param name="Since">The day of the transfer; null while the money has not come.</param>
/// <param name="IsRefused">The books refused its last voucher; it may be tried again.</param>
public sealed record SuspenseRow(
    SuspenseId Id, Division Division, string DivisionName, Fund Fund, string Ticket, DateOnly? Since, Money Amount,
    Money? AgencyTotal, Money? TaxTotal, string State, bool IsRefused, IReadOnlyList<SuspenseReason> Reasons,
    VoucherRef? Booked, VoucherRef? Cleared, long Version) : IListRow
{
    public const string List = "suspense";

    string IListRow.RowId => Id.Text;

    internal static SuspenseRow Of(SuspenseItem item) => new(
        item.Id, item.Id.Division, Divisions.NameOf(item.Id.Division), item.Id.Fund, item.Id.Ticket,
        item.Transfer?.Date, item.Transfer?.Amount ?? Money.Zero, item.Agency?.Total, item.Tax?.Total, item.State,
        item.Refusal is not null, item.Reasons(), item.Booked, item.Cleared, item.Version);
}

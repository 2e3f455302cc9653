using System.Security.Cryptography;
using System.Text;
using SocialFund.Funds.Accounting;
using SocialFund.Funds.Expenditure;
using SocialFund.Kernel;

namespace SocialFund.Funds.Standing;

/// <summary>
/// One attempt to pay somebody from a fund (个人台账的一行): a line of a request in one payment round, and what became of
/// it. A line that failed and is paid again has a row a round.
/// </summary>
/// <param name="Payee">SHA-256 of the id number: the ledger holds no id numbers.</param>
/// <param name="SourceLine">The line in the received file; 0 when typed in the browser.</param>
/// <param name="Period">The month of the request.</param>
/// <param name="State">paid, failed, refunded. Only what is paid has reached the person and stayed there.</param>
/// <param name="Name">As paid; <paramref name="IdNumber"/> and <paramref name="Account"/> are masked.</param>
/// <param name="Voucher">That booked the payment; null where nothing was paid.</param>
/// <param name="RefundVoucher">The red voucher of the refund (退汇); null while it is not booked.</param>
public sealed record PersonEntry(
    string Payee, RequestId Request, int Line, int SourceLine, int Round, string Kind, Period Period, string Item,
    Money Amount, string State, string Reason, string Name, string IdNumber, string Account, DateOnly PaidOn,
    VoucherRef? Voucher, DateOnly? RefundedOn, VoucherRef? RefundVoucher)
{
    public const string Type = "personEntry";

    /// <summary>Orders by day of payment.</summary>
    public string Id => $"{PaidOn:yyyyMMdd}-{Request.Text}-{Line}-r{Round}";

    public Division Division => Request.Division;

    public Fund Fund => Request.Fund;

    public string Agency => Request.Agency;

    /// <summary>The digest under which an id number, or an employer's credit code, is found.</summary>
    public static string HashOf(string idNumber) => Digest(idNumber.ToUpperInvariant());

    /// <summary>256 partitions a division keep each one small.</summary>
    public static string Partition(Division division, string payee) => $"payee-{division}-{payee[..2]}";

    internal static string Digest(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>Who bears a name: the whole name leads to the payees, for people who do not have the id number.</summary>
internal sealed record PersonName(string NameHash, string Payee)
{
    public const string Type = "personName";

    public string Id => $"{NameHash}-{Payee}";

    public static string HashOf(string name) => PersonEntry.Digest(name.Trim());

    public static string Partition(Division division, string nameHash) => $"payee-name-{division}-{nameHash[..2]}";
}

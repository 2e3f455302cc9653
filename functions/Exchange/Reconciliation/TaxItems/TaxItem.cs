using SocialFund.Kernel;

namespace SocialFund.Exchange.Reconciliation;

/// <summary>An item that agency and tax bureau both tell of an employer's month (税务经办核对,
/// <c>tax-items.json</c>).</summary>
/// <param name="Unit">fen, count or rate (millionths).</param>
/// <param name="Agency">SQL over the agency's row <c>a</c>; null where that side has no field.</param>
/// <param name="Tax">SQL over the tax bureau's row <c>t</c>; null where that side has no field.</param>
/// <param name="Note">What is a proposal of ours, or why the item cannot be compared.</param>
public sealed record TaxItem(
    string Id, string Name, string Unit, string? Agency, string? Tax, long Tolerance, string? Note = null)
{
    public static IReadOnlyList<TaxItem> Shipped { get; } =
        Json.Read<List<TaxItem>>(EmbeddedText.Read(typeof(TaxItem).Assembly, "TaxItems.tax-items.json"));

    public bool IsComparable => Agency is not null && Tax is not null;

    /// <summary>
    /// A statement that leaves <c>item_values</c>: a row an item and employer that at least one side knows. What both
    /// sides know but one tells no value of is not compared.
    /// </summary>
    public static string ValuesSql { get; } =
        "create or replace temporary table item_values as "
        + string.Join(" union all ", Shipped.Where(item => item.IsComparable).Select(Select));

    private static string Select(TaxItem item) =>
        $"select '{item.Id}' as item, fund, region, month, employer_no, employer_name, "
        + $"({item.Agency})::bigint as agency_value, ({item.Tax})::bigint as tax_value, {item.Tolerance} as tolerance, "
        + "a.origin as agency_origin, t.origin as tax_origin from both_facts "
        + $"where (({item.Agency}) is not null or a.employer_no is null) "
        + $"and (({item.Tax}) is not null or t.employer_no is null)";
}

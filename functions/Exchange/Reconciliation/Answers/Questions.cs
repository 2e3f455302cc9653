namespace SocialFund.Exchange.Reconciliation;

/// <summary>The questions of this module, asked one after the other.</summary>
public static class Questions
{
    public static Question Match { get; } = new(
        "three-way-match", "经办、税务、国库三方对账",
        ["contributors", "employers", "tax_employers", "tax_persons", "treasury_receipts", "treasury_refunds"],
        Question.Files(
            "agency_sums", "tax_tickets", "treasury_tickets", "paid_in", "sides", "matches", "match_sums",
            "match_ages"),
        ["matches", "match_sums", "match_ages"]);

    public static Question TaxItems { get; } = new(
        "tax-items", "税务经办核对", ["contributors", "employers", "rates", "tax_employers", "tax_persons"],
        [
            .. Question.Files("agency_facts", "tax_facts", "both_facts"), TaxItem.ValuesSql,
            .. Question.Files("tax_item_lines", "tax_item_sums"),
        ],
        ["tax_item_lines", "tax_item_sums"]);

    public static Question CrossRules { get; } = new(
        "cross-rules", "跨表规则核验", [.. CrossRule.Shipped.SelectMany(rule => rule.Views).Distinct()],
        [CrossRule.RowsSql, .. Question.Files("cross_sums")], ["cross_rows", "cross_sums"]);

    public static Question Registry { get; } = new(
        "registry", "人员与单位主索引", ["sightings", "employers"],
        Question.Files(
            "person_traces", "persons", "person_conflicts", "employer_traces", "employer_index", "employer_conflicts"),
        ["person_traces", "persons", "person_conflicts", "employer_traces", "employer_index", "employer_conflicts"]);

    public static IReadOnlyList<Question> All { get; } = [Match, TaxItems, CrossRules, Registry];
}

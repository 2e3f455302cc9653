using SocialFund.Tests.Exchange.Synthesis;

namespace SocialFund.Tests.Exchange.Reconciliation;

/// <summary>The three-way match a second time: dictionaries over the files' text, without SQL. For files of one month
/// whose tickets belong to one payer each.</summary>
internal static class NaiveMatch
{
    private static readonly string[] AgencyFields =
    [
        "employerPaidCurrentMonth", "employerSupplementPaid", "employerArrearsPaid",
        "individualPaidCurrentMonthSubtotal", "individualSupplementPaidSubtotal", "individualArrearsPaidTotal",
        "lateFeePaid", "arrearsInterestPaid",
    ];

    private static readonly Dictionary<string, string> FundOf = new()
    {
        ["110"] = "enterprise-pension", ["170"] = "resident-pension", ["120"] = "public-sector-pension",
        ["310"] = "employee-medical", ["390"] = "resident-medical", ["210"] = "unemployment",
        ["410"] = "work-injury", ["510"] = "maternity",
    };

    /// <summary>status|fund|payer or ticket|agency|tax|treasury of every line.</summary>
    public static List<string> Lines(IReadOnlyList<ReadFile> files)
    {
        var agency = Agency(files);
        var tickets = Tickets(files);
        var receipts = Table(files, "treasury", "contribution-receipts").ToDictionary(
            row => row["electronicTaxReceiptNo"],
            row => (Fund: FundOf[row["insuranceType"]], Fen: row.Fen("treasuryAmount"),
                Period: row["correspondingContributionPeriod"]));
        var lines = new List<string>();
        foreach (var ((fund, payer), ticket) in tickets)
        {
            agency.Remove((fund, payer), out var told);
            var isIn = receipts.Remove(ticket.Number, out var receipt);
            if (ticket.Fen == 0 && told == 0 && !isIn) { continue; }
            lines.Add(Line(
                fund, payer, told == 0 ? null : told, ticket.Fen, isIn ? receipt.Fen : null,
                isIn && receipt.Period != ticket.Period));
        }
        lines.AddRange(agency.Where(pair => pair.Value != 0).Select(pair =>
            Line(pair.Key.Fund, pair.Key.Payer, pair.Value, null, null, false)));
        lines.AddRange(receipts.Select(pair => Line(pair.Value.Fund, pair.Key, null, null, pair.Value.Fen, false)));
        return [.. lines.Order(StringComparer.Ordinal)];
    }

    private static string Line(string fund, string payer, long? agency, long? tax, long? treasury, bool isOtherMonth)
    {
        var status = (agency, tax, treasury) switch
        {
            (not null, null, null) => "only-agency",
            (null, not null, null) => "only-tax",
            (null, null, not null) => "only-treasury",
            _ when (agency ?? tax) != tax || (treasury ?? tax) != tax => "amount",
            (_, _, null) => "no-treasury",
            (null, _, _) when fund != "resident-medical" => "no-agency",
            _ => isOtherMonth ? "period" : "matched",
        };
        return $"{status}|{fund}|{payer}|{agency}|{tax}|{treasury}";
    }

    private static Dictionary<(string Fund, string Payer), long> Agency(IReadOnlyList<ReadFile> files)
    {
        var sums = new Dictionary<(string, string), long>();
        void Add(string fund, string payer, long fen) =>
            sums[(fund, payer)] = sums.GetValueOrDefault((fund, payer)) + fen;
        foreach (var row in Table(files, null, "employer-contributions"))
        {
            Add(row.File.Table.Source, row["employerNo"], AgencyFields.Sum(field =>
                row.Cells.ContainsKey(field) ? row.Fen(field) : 0) - (row.Cells.ContainsKey("refundedAmount")
                    ? row.Fen("refundedAmount") : 0));
        }
        foreach (var row in Table(files, null, "individual-contributions"))
        {
            var fund = row.File.Table.Source;
            if (fund == "resident-medical") { continue; }
            var employer = row.Cells.GetValueOrDefault("currentEmployerNo", "");
            var fen = row.Fen(fund == "resident-pension" ? "tierIndividualPaid" : "individualPaidCurrentMonth");
            if (employer.Length == 0) { Add(fund, row["personNo"], fen); }
            else if (fund == "employee-medical") { Add(fund, employer, fen); }
        }
        return sums;
    }

    private static Dictionary<(string Fund, string Payer), (string Number, long Fen, string Period)> Tickets(
        IReadOnlyList<ReadFile> files)
    {
        var tickets = new Dictionary<(string, string), (string, long, string)>();
        foreach (var row in Table(files, null, "tax-employer-contributions"))
        {
            tickets.Add((row.File.Table.Source, row["employerNo"]), (
                row["electronicTaxReceiptNo"], row.Fen("employerPaidAmount") + row.Fen("individualPaidAmount")
                    + row.Fen("lateFee") + row.Fen("interest"), row["correspondingContributionPeriod"]));
        }
        foreach (var row in Table(files, null, "tax-individual-contributions")
            .Concat(Table(files, null, "tax-individual-contributions-2"))
            .Where(row => row.Cells.GetValueOrDefault("employerNo", "").Length == 0))
        {
            tickets.Add((row.File.Table.Source, row["personnelNo"]), (
                row["electronicTaxReceiptNo"], row.Fen("individualPaidAmount"),
                row.Cells.GetValueOrDefault("correspondingContributionPeriod", row.File.Period)));
        }
        return tickets;
    }

    internal static IEnumerable<ReadRow> Table(IReadOnlyList<ReadFile> files, string? source, string name) => files
        .Where(file => file.Table.Id.EndsWith($"/{name}", StringComparison.Ordinal)
            && (source is null || file.Table.Source == source))
        .SelectMany(file => file.Rows());
}

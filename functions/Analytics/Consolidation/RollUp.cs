namespace SocialFund.Analytics.Consolidation;

/// <summary>
/// Sums of a dataset for a place: its own part and one for each division directly below. A year of a place is one file,
/// under the year's December. County, city and province each have theirs, so a screen opens one file.
/// </summary>
/// <param name="Source">The dataset's key.</param>
/// <param name="Sql">Makes table <c>rolled</c> out of <c>standing</c> and <c>ancestry</c>.</param>
internal sealed record RollUp(string Source, LakeTable Table, SqlFile Sql)
{
    public static readonly LakeTable AccountTurnovers = TableOf(
        "account_turnovers", "text part", "text fund", "whole book_period", "text account_path", "text account_name",
        "text class", "text normal", "whole debit_fen", "whole credit_fen", "whole lines", "text book_first",
        "text book_last");

    public static readonly LakeTable RequestStates = TableOf(
        "request_states", "text part", "text fund", "whole request_period", "text state", "whole requests",
        "whole lines", "whole requested_fen", "whole open_fen", "whole paid_fen", "whole failed_fen",
        "whole given_up_fen");

    public static readonly LakeTable PaymentMonths = TableOf(
        "payment_months", "text part", "text fund", "whole paid_month", "whole batches", "whole lines",
        "whole amount_fen", "whole open_fen", "whole paid_fen", "whole failed_fen", "whole refunded_fen");

    public static IReadOnlyList<RollUp> All { get; } =
    [
        new("accounting/voucher_lines", AccountTurnovers, SqlFile.Beside<RollUp>("account_turnovers")),
        new("expenditure/requests", RequestStates, SqlFile.Beside<RollUp>("request_states")),
        new("payment/batches", PaymentMonths, SqlFile.Beside<RollUp>("payment_months")),
    ];

    private static LakeTable TableOf(string name, params string[] columns) => new("consolidated", name,
    [
        .. columns.Select(column => column.Split(' ')).Select(words => new DuckColumn(
            words[1], words[0] == "text" ? DuckType.Varchar : DuckType.BigInt)),
    ]);
}

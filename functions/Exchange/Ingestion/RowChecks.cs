using System.Globalization;
using SocialFund.Funds.Expenditure;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion;

/// <summary>
/// The checks that a kind declares, run over the payee rows of one batch. Faults of severity <c>refuse</c> return the
/// row;
/// <c>warn</c> becomes a finding that the reviewer sees.
/// </summary>
public sealed class RowChecks
{
    /// <summary>Reviewers look at examples; the number of all is in the message.</summary>
    private const int ExamplesMax = 50;

    /// <summary>Checks that other modules run on the whole request.</summary>
    public static readonly IReadOnlySet<string> Elsewhere = new HashSet<string> { "remittancePlan" };

    private readonly List<(KindCheck Check, RowTest Test)> _tests = [];
    private readonly Dictionary<KindCheck, (int Count, List<int> Lines)> _warnings = [];
    private readonly HashSet<RowKey> _seen = [];
    private readonly KindItem[] _items;
    private readonly IReadOnlySet<string> _papers;
    private readonly SharedAccounts? _accounts;
    private readonly KindCheck? _paidBefore;

    private delegate bool RowTest(Table table, ReadOnlySpan<char> line, ReadOnlySpan<Range> cells);

    /// <param name="papers">The types of the papers that come with the batch.</param>
    public RowChecks(ExpenditureKind kind, Fund fund, Period period, IReadOnlySet<string> papers)
    {
        _items = [.. kind.Items.Where(item => item.Fund == fund)];
        _papers = papers;
        foreach (var check in kind.Checks)
        {
            if (check.Check == "accountShared") { _accounts = new SharedAccounts(check); }
            else if (check.Check == "paidBefore") { _paidBefore = check; }
            else if (!Elsewhere.Contains(check.Check)) { _tests.Add((check, Compile(check, period))); }
        }
        KeyFields = [.. kind.Checks.Where(check => check.Check is "paidBefore" or "duplicateInBatch")
            .Select(check => check.With!["fields"].Split(',')).FirstOrDefault([])];
        Period = period;
    }

    public Period Period { get; }

    /// <summary>What makes two rows the same payment; empty when the kind does not say.</summary>
    public IReadOnlyList<string> KeyFields { get; }

    /// <summary>The check against earlier batches, which runs after all rows are read; null when the kind has
    /// none.</summary>
    public KindCheck? PaidBefore => _paidBefore;

    /// <summary>Tests one row that has no cell faults.</summary>
    /// <returns>Why it is returned, or null.</returns>
    public string? Refuse(int number, Table table, ReadOnlySpan<char> line, ReadOnlySpan<Range> cells)
    {
        if (ItemFault(table, table.Cell(FieldRole.Item, line, cells)) is { } unknown) { return unknown; }
        foreach (var (check, test) in _tests)
        {
            if (test(table, line, cells)) { continue; }
            if (check.Severity == "refuse") { return check.Message; }
            Warn(check, number);
        }
        _accounts?.Add(table, line, cells);
        return null;
    }

    /// <summary>Warnings of all rows, one finding a check with the first lines concerned.</summary>
    public IEnumerable<Finding> Findings()
    {
        foreach (var (check, (count, lines)) in _warnings)
        {
            var examples = string.Join("、", lines.Take(10).Select(line => $"第{line}行"));
            var more = count > 10 ? " 等" : "";
            yield return new Finding(
                check.Check, "warn", $"{check.Message}（共 {count} 行：{examples}{more}）", lines[0]);
        }
        foreach (var finding in _accounts?.Findings() ?? []) { yield return finding; }
    }

    /// <summary>An item that the fund does not have could be neither budgeted nor booked.</summary>
    private string? ItemFault(Table table, ReadOnlySpan<char> code)
    {
        foreach (var item in _items)
        {
            if (code.SequenceEqual(item.Code)) { return null; }
        }
        var field = table.Rule.Fields.FirstOrDefault(field => field.Role == FieldRole.Item);
        return field is null
            ? null
            : $"“{field.Name}”只能是{string.Join("、", _items.Select(item => $"{item.Code}（{item.Name}）"))}";
    }

    private void Warn(KindCheck check, int number)
    {
        var (count, lines) = _warnings.GetValueOrDefault(check, (0, []));
        if (lines.Count < ExamplesMax) { lines.Add(number); }
        _warnings[check] = (count + 1, lines);
    }

    private RowTest Compile(KindCheck check, Period period)
    {
        var with = check.With ?? new Dictionary<string, string>();
        return check.Check switch
        {
            "duplicateInBatch" => Unique(with["fields"].Split(','), period),
            "entitlementEnded" => NotEnded,
            "amountMax" => AtMost(long.Parse(with["fen"], CultureInfo.InvariantCulture)),
            "fieldAtMost" => (table, line, cells) =>
                Fen(table, with["field"], line, cells) is not { } value
                || Fen(table, with["limit"], line, cells) is not { } limit || value <= limit,
            "fieldAtLeast" => (table, line, cells) =>
                Whole(table, with["field"], line, cells) is not { } value
                || value >= long.Parse(with["limit"], CultureInfo.InvariantCulture),
            "productEquals" => (table, line, cells) =>
                !table.Cell(FieldRole.Item, line, cells).SequenceEqual(with["item"])
                || Whole(table, with["left"], line, cells) is not { } count
                || Fen(table, with["right"], line, cells) is not { } each
                || Amount(table, line, cells) == count * each,
            "requiredWhen" => (table, line, cells) =>
                !table.Cell(with["field"], line, cells).SequenceEqual(with["equals"])
                || table.Cell(with["then"], line, cells).SequenceEqual(with["value"]),
            "paperWhen" => (table, line, cells) =>
                !table.Cell(with["field"], line, cells).SequenceEqual(with["equals"])
                || _papers.Contains(with["paper"]),
            "projectBudget" => (table, line, cells) =>
                Fen(table, with["budget"], line, cells) is not { } budget
                || Amount(table, line, cells) + (Fen(table, with["prepaid"], line, cells) ?? 0) <= budget,
            _ => throw new InvalidOperationException($"No check is called {check.Check}."),
        };
    }

    private RowTest Unique(string[] fields, Period period) => (table, line, cells) =>
        _seen.Add(RowKey.Of(fields, period, table, line, cells));

    private static RowTest AtMost(long fen) => (table, line, cells) => Amount(table, line, cells) <= fen;

    /// <summary>An entitlement that ended before the month it is paid for (or before today's month) is not
    /// paid.</summary>
    private static bool NotEnded(Table table, ReadOnlySpan<char> line, ReadOnlySpan<Range> cells)
    {
        var ended = table.Cell(FieldRole.EndedOn, line, cells);
        var month = table.Cell("month", line, cells);
        if (ended.IsEmpty || month.IsEmpty) { return true; }
        Span<char> endMonth = stackalloc char[6];
        ended[..4].CopyTo(endMonth);
        (ended.Length == 10 ? ended.Slice(5, 2) : ended.Slice(4, 2)).CopyTo(endMonth[4..]);
        return month.SequenceCompareTo(endMonth) <= 0;
    }

    private static long Amount(Table table, ReadOnlySpan<char> line, ReadOnlySpan<Range> cells) =>
        Money.TryParseYuan(table.Cell(FieldRole.Amount, line, cells), out var money) ? money.Fen : 0;

    private static long? Fen(Table table, string field, ReadOnlySpan<char> line, ReadOnlySpan<Range> cells) =>
        Money.TryParseYuan(table.Cell(field, line, cells), out var money) ? money.Fen : null;

    private static long? Whole(Table table, string field, ReadOnlySpan<char> line, ReadOnlySpan<Range> cells) =>
        long.TryParse(table.Cell(field, line, cells), CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>Finds accounts that receive for many persons.</summary>
    private sealed class SharedAccounts(KindCheck check)
    {
        private readonly int _limit = int.Parse(check.With!["persons"], CultureInfo.InvariantCulture);
        private readonly Dictionary<RowKey, (RowKey Last, int Persons)> _byAccount = [];
        private readonly Dictionary<RowKey, (string Tail, int Persons)> _shared = [];

        public void Add(Table table, ReadOnlySpan<char> line, ReadOnlySpan<Range> cells)
        {
            var account = table.Cell(FieldRole.Account, line, cells);
            var key = RowKey.OfText(account);
            var person = RowKey.OfText(table.Cell(FieldRole.PayeeId, line, cells));
            var (last, persons) = _byAccount.GetValueOrDefault(key);
            // Rows of one person usually stand together, so comparing with the last one counts persons well enough.
            if (persons > 0 && last == person) { return; }
            _byAccount[key] = (person, persons + 1);
            if (persons + 1 >= _limit && _shared.Count < ExamplesMax)
            {
                _shared[key] = (account[^4..].ToString(), persons + 1);
            }
        }

        public IEnumerable<Finding> Findings() => _shared.Values.Select(account => new Finding(
            check.Check, check.Severity, $"{check.Message}：尾号 {account.Tail} 的账号收取 {account.Persons} 人"));
    }
}

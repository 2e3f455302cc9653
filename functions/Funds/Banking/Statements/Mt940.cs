using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SocialFund.Kernel;

namespace SocialFund.Funds.Banking;

/// <summary>Reads SWIFT MT940 customer statements: fields :25:, :60F:, :61:, :86:, :62F:; one account a file.</summary>
internal static partial class Mt940
{
    public static bool Looks(string text) => text.StartsWith(":20:", StringComparison.Ordinal)
        || text.StartsWith("{1:", StringComparison.Ordinal);

    public static StatementDraft Read(string text)
    {
        var reading = new Reading();
        foreach (var (line, tag, value) in Fields(text)) { reading.Take(line, tag, value); }
        return reading.Draft();
    }

    /// <summary>Fields with the lines that go on; blocks around them are passed over.</summary>
    private static IEnumerable<(int Line, string Tag, string Value)> Fields(string text)
    {
        var (number, start, tag) = (0, 0, "");
        var value = new StringBuilder();
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.TrimEnd('\r', ' ');
            var field = Tag().Match(line);
            var isEnd = line.StartsWith("-}", StringComparison.Ordinal) || line == "-";
            if (!field.Success && !isEnd)
            {
                if (tag.Length > 0) { value.Append('\n').Append(line); }
                continue;
            }
            if (tag.Length > 0) { yield return (start, tag, value.ToString()); }
            (start, tag) = (number, field.Success ? field.Groups[1].Value : "");
            value.Clear().Append(field.Success ? field.Groups[2].Value : "");
        }
        if (tag.Length > 0) { yield return (start, tag, value.ToString()); }
    }

    private sealed class Reading
    {
        private readonly List<DraftLine> _lines = [];
        private readonly List<RowProblem> _problems = [];
        private string? _account;
        private (DateOnly Date, Money Amount)? _opening;
        private (DateOnly Date, Money Amount)? _closing;

        public void Take(int line, string tag, string value)
        {
            switch (tag)
            {
                case "25": _account ??= value.Split('/')[^1]; break;
                // Later pages begin with 60M; only the first page's opening counts.
                case "60F": _opening = Balance(line, value); break;
                case "62F": _closing = Balance(line, value); break;
                case "61": Movement(line, value); break;
                case "86" when _lines.Count > 0 && _closing is null:
                    _lines[^1] = _lines[^1] with { Summary = value.Replace("\n", "", StringComparison.Ordinal) };
                    break;
            }
        }

        public StatementDraft Draft()
        {
            if (_opening is null) { Refuse(1, ":60F:", "balance_missing", "缺少期初余额 :60F:。"); }
            if (_closing is null) { Refuse(1, ":62F:", "balance_missing", "缺少期末余额 :62F:。"); }
            return new StatementDraft(
                "mt940", _account, _lines.Count > 0 ? Earlier(_opening?.Date, _lines[0].Date) : _opening?.Date,
                _closing?.Date, _opening?.Amount, _closing?.Amount, _lines, _problems);
        }

        /// <summary>The opening balance often bears the day before; that day is not covered.</summary>
        private static DateOnly Earlier(DateOnly? opening, DateOnly first) =>
            opening is { } day && day.AddDays(1) <= first ? day.AddDays(1) : first;

        private (DateOnly, Money)? Balance(int line, string value)
        {
            var found = BalanceForm().Match(value);
            if (!found.Success || Date(found.Groups[2].Value) is not { } date
                || AmountOf(found.Groups[4].Value) is not { } amount)
            {
                Refuse(line, ":60F:/:62F:", "not_a_balance", $"“{value}”不是余额。");
                return null;
            }
            if (found.Groups[3].Value != "CNY")
            {
                Refuse(line, ":60F:/:62F:", "not_cny", $"币种“{found.Groups[3].Value}”不是人民币。");
                return null;
            }
            return (date, found.Groups[1].Value == "D" ? -amount : amount);
        }

        private void Movement(int line, string value)
        {
            var found = MovementForm().Match(value.Split('\n')[0]);
            if (!found.Success || Date(found.Groups[1].Value) is not { } date
                || AmountOf(found.Groups[4].Value) is not { IsZero: false } amount)
            {
                Refuse(line, ":61:", "not_a_movement", $"“{value}”不是交易行。");
                return;
            }
            // RC takes a credit back, RD a debit.
            var isIn = found.Groups[3].Value is "C" or "RD";
            var (owner, bank) = (found.Groups[6].Value, found.Groups[7].Value);
            var reference = bank.Length > 0 ? bank : owner == "NONREF" ? "" : owner;
            _lines.Add(new DraftLine(line, date, isIn ? amount : -amount, reference.Trim(), "", "", "", null));
        }

        private void Refuse(int line, string column, string code, string message) =>
            _problems.Add(new RowProblem(line, column, code, message));
    }

    private static DateOnly? Date(string text) => DateOnly.TryParseExact(
        $"20{text}", "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    /// <summary>A comma before the decimals, always there: <c>1234,</c> or <c>1234,5</c>.</summary>
    private static Money? AmountOf(string text) =>
        Money.TryParseYuan(text.Replace(',', '.').TrimEnd('.'), out var money) ? money : null;

    [GeneratedRegex(@"^:(\d\d[A-Z]?):(.*)$")]
    private static partial Regex Tag();

    [GeneratedRegex(@"^([CD])(\d{6})([A-Z]{3})(\d+,\d*)$")]
    private static partial Regex BalanceForm();

    [GeneratedRegex(@"^(\d{6})(\d{4})?(C|D|RC|RD)[A-Z]?(\d+,\d*)([NFS][A-Z0-9]{3})([^/]*(?:/[^/]+)*?)(?://(.*))?$")]
    private static partial Regex MovementForm();
}

using System.Text.RegularExpressions;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>
/// Reads transactions of a beancount ledger. Declarations and assertions are passed over; what would change amounts
/// elsewhere (include, plugin, pad, other currencies, costs and prices) is refused, never guessed.
/// </summary>
/// <remarks>Metadata of a transaction: <c>voucher</c>, <c>papers</c>. Of a posting: an auxiliary accounting's id,
/// <c>summary</c>, <c>red</c> (debit or credit: the side of a red line).</remarks>
internal sealed partial class BeancountReader(string text, ICollection<RowProblem> problems)
    : JournalReader(problems)
{
    private static readonly string[] PassedOver =
        ["open", "close", "balance", "commodity", "note", "document", "price", "event", "query", "custom"];

    private static readonly string[] PassedOverWithoutDate = ["option", "pushtag", "poptag"];

    public List<ImportedVoucher> Read()
    {
        foreach (var raw in text.Split('\n'))
        {
            Row++;
            var line = raw.TrimEnd();
            if (line.Trim().Length == 0) { Close(); }
            else if (char.IsWhiteSpace(line[0])) { ReadIndented(line.Trim()); }
            else { Close(); ReadDirective(line); }
        }
        Close();
        return Vouchers;
    }

    private void ReadDirective(string line)
    {
        if (line[0] is ';' or '*' or '#') { return; }
        var match = Directive().Match(line);
        if (!match.Success)
        {
            var word = line.Split(' ', 2)[0];
            if (!PassedOverWithoutDate.Contains(word)) { Refuse("指令", "not_supported", $"不支持“{word}”。"); }
            return;
        }
        if (!JournalText.TryDate(match.Groups["date"].Value, out var date))
        {
            Refuse("日期", "not_a_date", $"“{match.Groups["date"].Value}”不是日期。");
            return;
        }
        var kind = match.Groups["kind"].Value;
        if (PassedOver.Contains(kind)) { return; }
        if (kind is not ("*" or "!" or "txn")) { Refuse("指令", "not_supported", $"不支持“{kind}”。"); return; }
        // Payee and narration, or narration alone.
        var texts = Text().Matches(match.Groups["rest"].Value);
        var summary = string.Join(' ', texts.Select(each => Unquoted(each.Value)));
        Open = new ImportedVoucher(Row, null, date, summary.Trim(), 0, []);
    }

    private void ReadIndented(string line)
    {
        if (Open is null || line[0] == ';') { return; }
        if (Metadata().Match(line) is { Success: true } match)
        {
            ReadMetadata(match.Groups["name"].Value, Unquoted(match.Groups["value"].Value));
            return;
        }
        var posting = Posting().Match(line);
        var rest = posting.Groups["amount"].Value.Trim();
        var amount = Money.Zero;
        if (!posting.Success || (rest.Length > 0 && !JournalText.TryAmount(rest, out amount)))
        {
            Refuse("金额", "not_an_amount", $"不是科目和人民币金额（最多两位小数）：{line}");
            return;
        }
        Postings.Add((
            new ImportedLine(
                Row, posting.Groups["account"].Value, null, null, null, new Dictionary<string, string>()),
            rest.Length == 0 ? null : amount, null));
    }

    private void ReadMetadata(string name, string value)
    {
        if (Postings is not [.., var (line, amount, red)])
        {
            if (name == "voucher") { Open = Open! with { Number = value }; }
            if (name == "papers" && int.TryParse(value, out var papers)) { Open = Open! with { Papers = papers }; }
            return;
        }
        if (name == "summary") { line = line with { Summary = value }; }
        else if (name == "red") { red = value; }
        else if (AuxDimensions.Find(name) is not null)
        {
            line = line with { Dimensions = new Dictionary<string, string>(line.Dimensions) { [name] = value } };
        }
        Postings[^1] = (line, amount, red);
    }

    private static string Unquoted(string value) => value is ['"', .., '"'] && value.Length >= 2
        ? Escape().Replace(value[1..^1], "$1")
        : value;

    [GeneratedRegex(@"\A(?<date>[0-9]{4}[-/][0-9]+[-/][0-9]+)\s+(?<kind>\S+)(?<rest>.*)\z")]
    private static partial Regex Directive();

    [GeneratedRegex("""
        "(?:[^"\\]|\\.)*"
        """)]
    private static partial Regex Text();

    [GeneratedRegex("""\A(?<name>[a-z][A-Za-z0-9_-]*):\s*(?<value>"(?:[^"\\]|\\.)*"|.*?)\s*\z""")]
    private static partial Regex Metadata();

    [GeneratedRegex(@"\A([*!]\s+)?(?<account>\p{Lu}[^\s:]*(?::[^\s:]+)+)(?:\s+(?<amount>[^;]*))?(;.*)?\z")]
    private static partial Regex Posting();

    [GeneratedRegex(@"\\(.)")]
    private static partial Regex Escape();
}

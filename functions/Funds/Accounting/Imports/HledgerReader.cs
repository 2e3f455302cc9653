using System.Text.RegularExpressions;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>
/// Reads transactions of an hledger journal. Declarations (account, commodity, price …) are passed over; what would
/// change amounts or names elsewhere in the file (include, alias, apply, other currencies, costs, automatic and
/// unbalanced postings) is refused, never guessed.
/// </summary>
/// <remarks>Tags on a posting: an auxiliary accounting's id, <c>summary</c>, <c>red</c> (debit or credit: the side of a
/// red line). On a transaction: <c>papers</c>.</remarks>
internal sealed partial class HledgerReader(string text, ICollection<RowProblem> problems)
    : JournalReader(problems)
{
    private static readonly string[] PassedOver =
        ["account", "commodity", "P", "payee", "tag", "N"];

    public List<ImportedVoucher> Read()
    {
        var isComment = false;
        foreach (var raw in text.Split('\n'))
        {
            Row++;
            var line = raw.TrimEnd();
            if (isComment || line == "comment") { isComment = line != "end comment"; continue; }
            if (line.Length == 0) { Close(); }
            else if (char.IsWhiteSpace(line[0])) { ReadPosting(line.Trim()); }
            else { Close(); ReadDirective(line); }
        }
        Close();
        return Vouchers;
    }

    private void ReadDirective(string line)
    {
        if (line[0] is ';' or '#' or '*') { return; }
        if (char.IsAsciiDigit(line[0])) { ReadHeading(line); return; }
        var word = line.Split(' ', 2)[0];
        if (!PassedOver.Contains(word)) { Refuse("指令", "not_supported", $"不支持“{word}”，请先在原系统中展开后导出。"); }
    }

    private void ReadHeading(string line)
    {
        var (head, comment) = SplitComment(line);
        var match = Heading().Match(head);
        if (!match.Success || !JournalText.TryDate(match.Groups["date"].Value, out var date))
        {
            Refuse("日期", "not_a_date", $"“{head}”不是以日期开头的凭证。");
            return;
        }
        var tags = TagsOf(comment);
        var code = match.Groups["code"].Value;
        Open = new ImportedVoucher(
            Row, code.Length == 0 ? null : code, date, match.Groups["text"].Value.Trim(),
            int.TryParse(tags.GetValueOrDefault("papers"), out var papers) ? papers : 0, []);
    }

    private void ReadPosting(string line)
    {
        if (Open is null || line[0] == ';') { return; }
        var (posting, comment) = SplitComment(line);
        var match = Posting().Match(posting);
        var (account, rest) = (match.Groups["account"].Value, match.Groups["amount"].Value);
        if (account.Length == 0 || account[0] is '(' or '[')
        {
            Refuse("科目", "not_supported", "不支持虚拟分录。");
            return;
        }
        rest = rest.Split('=', 2)[0].Trim();
        var amount = Money.Zero;
        if (rest.Length > 0 && !JournalText.TryAmount(rest, out amount))
        {
            Refuse("金额", "not_an_amount", $"不是人民币金额（最多两位小数）：{rest}");
        }
        var tags = TagsOf(comment);
        Postings.Add((
            new ImportedLine(
                Row, account, null, null, tags.GetValueOrDefault("summary"),
                tags.Where(tag => AuxDimensions.Find(tag.Key) is not null).ToDictionary()),
            rest.Length == 0 ? null : amount, tags.GetValueOrDefault("red")));
    }

    private static (string Text, string Comment) SplitComment(string line) =>
        line.IndexOf(';', StringComparison.Ordinal) is var at and >= 0
            ? (line[..at].TrimEnd(), line[(at + 1)..])
            : (line, "");

    private static Dictionary<string, string> TagsOf(string comment)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match match in Tag().Matches(comment)) { tags[match.Groups[1].Value] = match.Groups[2].Value.Trim(); }
        return tags;
    }

    [GeneratedRegex(@"\A(?<date>[0-9./-]+)(=[0-9./-]+)?\s*([*!]\s*)?(\((?<code>[^)]*)\))?\s*(?<text>.*)\z")]
    private static partial Regex Heading();

    [GeneratedRegex(@"\A([*!]\s+)?(?<account>.*?)(?:(?:  |\t)\s*(?<amount>.*))?\z")]
    private static partial Regex Posting();

    [GeneratedRegex(@"([A-Za-z0-9]+):([^,]*)")]
    private static partial Regex Tag();
}

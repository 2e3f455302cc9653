using System.Text.RegularExpressions;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>Turns an event into a voucher draft by a rule. Pure; also what a dry run shows.</summary>
public static partial class Posting
{
    /// <returns>The draft, its lines merged where side, account, dimensions and sign agree; or
    /// <see cref="FundMerged"/>, <see cref="RuleMissing"/>, <see cref="ZeroAmount"/>, <see cref="AmountUnknown"/>,
    /// <see cref="AccountMissing"/>.</returns>
    public static Result<VoucherDraft> Draft(BusinessEvent happened, PostingRules rules)
    {
        if (happened.Fund.BookedAs(happened.Date) is var into && into != happened.Fund)
        {
            return new FundMerged(happened.Fund, into);
        }
        if (!rules.On(happened.Rule, happened.Date).TryGet(out var found, out var problem)) { return problem; }
        var (rule, version) = found;
        if (Unread(happened, rule, version) is { } unread) { return unread; }
        var book = new BookId(happened.Division, happened.Fund, happened.Date.Year, rule.Book);
        if (!Lines(happened, book, version).TryGet(out var lines, out problem)) { return problem; }
        return new VoucherDraft(
            book, rule.Opening ? BookPeriod.Opening(happened.Date.Year) : BookPeriod.Of(happened.Date),
            happened.Date, Summary(version.Summary, happened, rule.Name), lines, happened.Source, happened.Id,
            $"{rule.Id} v{version.Number}");
    }

    /// <summary>An amount of which the rule does not speak would be lost, or booked on one side.</summary>
    private static Problem? Unread(BusinessEvent happened, PostingRule rule, RuleVersion version)
    {
        foreach (var (amount, index) in happened.Amounts.Select((amount, index) => (amount, index)))
        {
            if (amount.Amount.IsZero) { return new ZeroAmount(index + 1); }
            var isRead = version.Amount(amount.Key) is not null && version.Lines.Any(line => Takes(line, amount));
            if (!isRead) { return new AmountUnknown(rule.Name, amount.Key); }
        }
        return null;
    }

    private static Result<List<VoucherLine>> Lines(BusinessEvent happened, BookId book, RuleVersion version)
    {
        var summary = Summary(version.Summary, happened, version.Summary);
        var lines = new List<VoucherLine>();
        foreach (var line in version.Lines)
        {
            foreach (var amount in happened.Amounts.Where(amount => Takes(line, amount)))
            {
                var code = Account(line, amount, book);
                if (!AccountCode.TryParse(code, out var account))
                {
                    return new AccountMissing(happened.Fund, code ?? "");
                }
                Merge(lines, new VoucherLine(
                    lines.Count + 1, new FundAccount(happened.Fund, account), line.Side,
                    line.Amount == "-$amount" ? -amount.Amount : amount.Amount, summary, Dimensions(line, amount)));
            }
        }
        return lines;
    }

    private static string? Account(RuleLine line, EventAmount amount, BookId book) => line.Account switch
    {
        "$account" => amount.Account,
        "$surplus" => Charts.RegimeOf(book.Year, book.Kind)?.SurplusOf(book.Fund)?.Text,
        _ => line.Account,
    };

    private static bool Takes(RuleLine line, EventAmount amount) =>
        (line.Key is null || line.Key == amount.Key) && line.When switch
        {
            Sign.Positive => amount.Amount > Money.Zero,
            Sign.Negative => amount.Amount < Money.Zero,
            _ => true,
        };

    /// <summary>Red and black never net against each other: both stay visible.</summary>
    private static void Merge(List<VoucherLine> lines, VoucherLine line)
    {
        var index = lines.FindIndex(other => other.Side == line.Side && other.Account == line.Account
            && other.Amount < Money.Zero == line.Amount < Money.Zero && Same(other.Dimensions, line.Dimensions));
        if (index < 0) { lines.Add(line); }
        else { lines[index] = lines[index] with { Amount = lines[index].Amount + line.Amount }; }
    }

    private static bool Same(IReadOnlyDictionary<string, string> left, IReadOnlyDictionary<string, string> right) =>
        left.Count == right.Count && left.All(pair => right.GetValueOrDefault(pair.Key) == pair.Value);

    private static SortedDictionary<string, string> Dimensions(RuleLine line, EventAmount amount)
    {
        var dimensions = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, expression) in line.Dimensions)
        {
            var value = expression is ['$', ..] ? amount.Dimensions.GetValueOrDefault(expression[1..]) : expression;
            if (!string.IsNullOrEmpty(value)) { dimensions[name] = value; }
        }
        return dimensions;
    }

    private static string Summary(string template, BusinessEvent happened, string otherwise)
    {
        var text = Fact().Replace(template, match => Text(happened, match.Groups[1].Value));
        text = text.Replace("（）", "", StringComparison.Ordinal).Trim(' ', '：', '，');
        return text.Length > 0 ? text : otherwise;
    }

    private static string Text(BusinessEvent happened, string name) => happened.Facts.GetValueOrDefault(name)
        ?? happened.Amounts.Select(amount => amount.Dimensions.GetValueOrDefault(name)).FirstOrDefault() ?? "";

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Fact();
}

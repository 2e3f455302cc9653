using System.Text.RegularExpressions;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>Turns an event into a voucher draft by a rule. Pure; also what a dry run shows.</summary>
public static partial class Posting
{
    /// <returns>The draft, its lines merged where side, account, dimensions and sign agree; or
    /// <see cref="FundMerged"/>, <see cref="RuleMissing"/>, <see cref="ZeroAmount"/>,
    /// <see cref="AccountMissing"/>.</returns>
    public static Result<VoucherDraft> Draft(BusinessEvent happened, PostingRules rules)
    {
        if (happened.Fund.BookedAs(happened.Date) is var into && into != happened.Fund)
        {
            return new FundMerged(happened.Fund, into);
        }
        if (!rules.On(happened.Rule, happened.Date).TryGet(out var found, out var problem)) { return problem; }
        var (rule, version) = found;
        if (!Lines(happened, version).TryGet(out var lines, out problem)) { return problem; }
        return new VoucherDraft(
            new BookId(happened.Division, happened.Fund, happened.Date.Year, rule.Book),
            rule.Opening ? BookPeriod.Opening(happened.Date.Year) : BookPeriod.Of(happened.Date),
            happened.Date, Summary(version.Summary, happened.Facts, rule.Name), lines, happened.Source, happened.Id,
            $"{rule.Id} v{version.Number}");
    }

    private static Result<List<VoucherLine>> Lines(BusinessEvent happened, RuleVersion version)
    {
        var summary = Summary(version.Summary, happened.Facts, version.Summary);
        var lines = new List<VoucherLine>();
        foreach (var line in version.Lines)
        {
            foreach (var (amount, index) in happened.Amounts.Select((amount, index) => (amount, index)))
            {
                if (amount.Amount.IsZero) { return new ZeroAmount(index + 1); }
                if (!Takes(line, amount)) { continue; }
                var code = line.Account == "$account" ? amount.Account : line.Account;
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

    private static string Summary(string template, IReadOnlyDictionary<string, string> facts, string otherwise)
    {
        var text = Fact().Replace(template, match => facts.GetValueOrDefault(match.Groups[1].Value) ?? "");
        text = text.Replace("（）", "", StringComparison.Ordinal).Trim(' ', '：', '，');
        return text.Length > 0 ? text : otherwise;
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Fact();
}

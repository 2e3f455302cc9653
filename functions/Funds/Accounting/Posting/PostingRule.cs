using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>Which amounts of an event a rule line takes.</summary>
public enum Sign
{
    Any = 0,
    Positive = 1,
    Negative,
}

/// <summary>One line of a rule, made once for each amount of the event that it takes.</summary>
/// <param name="Account"><c>$account</c> for the one that the event's amount names, <c>$surplus</c> for where the
/// regime closes the fund's income and expenditure (结余), or a code.</param>
/// <param name="Amount"><c>$amount</c>, or <c>-$amount</c> to turn the sign; a negative result is red-letter.</param>
/// <param name="Key">Takes only amounts of this key; null takes all.</param>
/// <param name="When">Takes only amounts of this sign.</param>
/// <param name="Dimensions">Name on the line → <c>$name</c> of the event's amount, or a fixed text.</param>
public sealed record RuleLine(
    Side Side, string Account, string Amount, IReadOnlyDictionary<string, string> Dimensions, string? Key = null,
    Sign When = Sign.Any);

/// <summary>An amount that a rule reads.</summary>
/// <param name="Key">What events call it; <c>*</c> for the item codes of the business.</param>
/// <param name="Accounts">Null when the rule knows the account itself. Otherwise the event names one of these or one
/// below them; any when the list is empty.</param>
public sealed record NeededAmount(string Key, string Name, IReadOnlyList<AccountCode>? Accounts = null)
{
    public const string AnyKey = "*";
}

/// <summary>A text that a rule reads: a dimension of an amount or a fact of the event.</summary>
/// <param name="Required">Whoever keys the event has to give it.</param>
public sealed record NeededText(string Name, string Title, bool Required = false);

/// <summary>A rule as it stands from a day on.</summary>
/// <param name="Entry">The typical entries of Data/journal-entries.csv that it carries out, blanks between.</param>
/// <param name="Summary">摘要; <c>{name}</c> takes the event's fact of that name, else its first amount's dimension,
/// nothing when neither is given.</param>
/// <param name="Note">What an accountant should know before using it.</param>
public sealed record RuleVersion(
    int Number, DateOnly From, string Entry, string Basis, string Summary, IReadOnlyList<NeededAmount> Amounts,
    IReadOnlyList<NeededText> Dimensions, IReadOnlyList<NeededText> Facts, IReadOnlyList<RuleLine> Lines,
    string Note = "")
{
    /// <summary>The numbers of the typical entries.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Entries => Entry.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <returns>What the rule says of amounts of that key; null when it reads none.</returns>
    public NeededAmount? Amount(string key) =>
        Amounts.FirstOrDefault(needed => needed.Key == key || needed.Key == NeededAmount.AnyKey);
}

/// <summary>How events of one sort become vouchers (记账规则). Data: Rules/*.json.</summary>
/// <param name="Opening">Its vouchers are opening balances (期初), not turnover.</param>
/// <param name="ByHand">The sign of the amounts with which clerks may raise the event themselves; null where a process
/// of the system alone does, so that nothing is booked past it.</param>
/// <param name="Funds">The funds that have such business; all when null.</param>
public sealed record PostingRule(
    string Id, string Name, BookKind Book, IReadOnlyList<RuleVersion> Versions, bool Opening = false,
    Sign? ByHand = null, IReadOnlyList<Fund>? Funds = null);

/// <summary>The rules, dated; a version is in force until the next one begins.</summary>
public sealed class PostingRules
{
    private readonly Dictionary<string, PostingRule> _byId;

    public PostingRules(IEnumerable<PostingRule> rules) => _byId = rules.ToDictionary(rule => rule.Id);

    public static PostingRules Shipped { get; } = new(LoadShipped());

    public IReadOnlyCollection<PostingRule> All => _byId.Values;

    /// <returns>The rule and its version in force on that day, or <see cref="RuleMissing"/>.</returns>
    public Result<(PostingRule Rule, RuleVersion Version)> On(string id, DateOnly date)
    {
        var rule = _byId.GetValueOrDefault(id);
        var version = rule?.Versions.Where(version => version.From <= date).MaxBy(version => version.From);
        return rule is null || version is null ? new RuleMissing(id, date) : (rule, version);
    }

    private static IEnumerable<PostingRule> LoadShipped()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(name => name.Contains(".Accounting.Rules.", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => JsonSerializer.Deserialize<PostingRule>(EmbeddedText.Read(assembly, name), Json.Options)!);
    }
}

using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>Whether an event that a person keyed says everything that its rule needs, and nothing else. Pure.</summary>
internal static class EventCheck
{
    private const int DocumentNoMax = 60;
    private const int DocumentMax = 60;

    /// <returns>Every fault in the order of the form, each with its place: <see cref="InvalidValue"/>,
    /// <see cref="RuleNotByHand"/>, <see cref="AmountUnknown"/>, <see cref="ZeroAmount"/>, <see cref="AmountSign"/>,
    /// <see cref="AccountNotAllowed"/>, <see cref="TextMissing"/>.</returns>
    public static IEnumerable<Problem> Faults(
        RaiseEvent request, PostingRule rule, RuleVersion version, DateOnly today) =>
    [
        .. Head(request, rule, today),
        .. request.Amounts.SelectMany((amount, index) => Amount(amount, index, rule, version)),
        .. Texts(request.Facts, version.Facts, "facts"),
    ];

    private static IEnumerable<Problem> Head(RaiseEvent request, PostingRule rule, DateOnly today)
    {
        if (rule.ByHand is null) { yield return new RuleNotByHand(rule.Name) { Place = "rule" }; }
        if (rule.Funds is { } funds && !funds.Contains(request.Fund))
        {
            yield return new InvalidValue("fund", $"{request.Fund.Title()}没有“{rule.Name}”这项业务。") { Place = "fund" };
        }
        if (!Divisions.IsKnown(request.Division))
        {
            yield return new InvalidValue("division", $"“{request.Division}”不是已知的区划代码。")
            {
                Place = "division",
            };
        }
        if (request.Date > today)
        {
            yield return new InvalidValue("date", "业务日期不能晚于今天。") { Place = "date" };
        }
        if (!IsDocumentNo(request.DocumentNo))
        {
            yield return new InvalidValue(
                "documentNo", $"单据号须为1至{DocumentNoMax}个字符，首尾无空格，不含 / \\ ? # ~。")
            {
                Place = "documentNo",
            };
        }
        if (request.Document is { } document && !IsText(document, DocumentMax))
        {
            yield return new InvalidValue("document", $"单据名称不超过{DocumentMax}个字符，不含不可见字符。")
            {
                Place = "document",
            };
        }
        if (request.Amounts.Count == 0)
        {
            yield return new InvalidValue("amounts", "请至少填写一项金额。") { Place = "amounts" };
        }
    }

    /// <summary>It becomes part of a document's id.</summary>
    private static bool IsDocumentNo(string text) => text.Length is >= 1 and <= DocumentNoMax && text == text.Trim()
        && !text.Any(symbol => PlainText.IsHidden(symbol) || symbol is '/' or '\\' or '?' or '#' or '~');

    private static bool IsText(string text, int max) => text.Length <= max && !text.Any(PlainText.IsHidden);

    private static IEnumerable<Problem> Amount(EventAmount amount, int index, PostingRule rule, RuleVersion version)
    {
        var place = $"amounts[{index}]";
        if (version.Amount(amount.Key) is not { } needed)
        {
            yield return new AmountUnknown(rule.Name, amount.Key) { Place = $"{place}.key" };
            yield break;
        }
        if (amount.Amount.IsZero) { yield return new ZeroAmount(index + 1) { Place = $"{place}.amount" }; }
        else if (rule.ByHand is Sign.Positive or Sign.Negative
            && amount.Amount > Money.Zero != (rule.ByHand == Sign.Positive))
        {
            yield return new AmountSign(needed.Name, rule.ByHand == Sign.Positive) { Place = $"{place}.amount" };
        }
        if (!IsAllowed(amount.Account, needed.Accounts))
        {
            yield return new AccountNotAllowed(amount.Account ?? "", string.Join('、', needed.Accounts ?? []))
            {
                Place = $"{place}.account",
            };
        }
        foreach (var fault in Texts(amount.Dimensions, version.Dimensions, $"{place}.dimensions"))
        {
            yield return fault;
        }
    }

    /// <param name="allowed">Null when the rule knows the account: then none may be named.</param>
    private static bool IsAllowed(string? account, IReadOnlyList<AccountCode>? allowed) => allowed switch
    {
        null => account is null,
        [] => account is not null,
        _ => account is not null && allowed.Any(code => account.StartsWith(code.Text, StringComparison.Ordinal)),
    };

    private static IEnumerable<Problem> Texts(
        IReadOnlyDictionary<string, string> given, IReadOnlyList<NeededText> needed, string place)
    {
        foreach (var text in needed.Where(text => text.Required
            && string.IsNullOrWhiteSpace(given.GetValueOrDefault(text.Name))))
        {
            yield return new TextMissing(text.Title) { Place = $"{place}.{text.Name}" };
        }
        foreach (var (name, value) in given)
        {
            var wrong = needed.All(text => text.Name != name) ? "这项业务不需要填写此项。"
                : IsText(value, AuxDimensions.ValueMax) ? null
                : $"不超过{AuxDimensions.ValueMax}个字符，不含不可见字符。";
            if (wrong is not null) { yield return new InvalidValue(name, wrong) { Place = $"{place}.{name}" }; }
        }
    }
}

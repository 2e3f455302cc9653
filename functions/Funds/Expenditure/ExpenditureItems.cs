using SocialFund.Funds.Accounting;
using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

/// <summary>The items of all kinds, by fund.</summary>
public sealed class ExpenditureItems(ExpenditureKinds kinds) : IExpenditureItems
{
    private readonly ILookup<Fund, KindItem> _items = kinds.All.SelectMany(kind => kind.Items)
        .ToLookup(item => item.Fund);

    public string? CodeOf(Fund fund, string text) =>
        _items[fund].FirstOrDefault(item => item.Code == text || item.Name == text)?.Code;

    public string NameOf(Fund fund, string code) =>
        _items[fund].FirstOrDefault(item => item.Code == code)?.Name ?? code;
}

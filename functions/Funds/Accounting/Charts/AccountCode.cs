using System.Text.Json.Serialization;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

public enum Side
{
    /// <summary>借.</summary>
    Debit = 1,

    /// <summary>贷.</summary>
    Credit,
}

/// <summary>The elements of a fund's books (会计要素).</summary>
public enum AccountClass
{
    /// <summary>资产.</summary>
    Asset = 1,

    /// <summary>负债.</summary>
    Liability,

    /// <summary>净资产.</summary>
    NetAsset,

    /// <summary>收入.</summary>
    Income,

    /// <summary>支出.</summary>
    Expenditure,
}

/// <summary>An account's code in a chart (科目编码): 3 to 20 digits; a detail account's begins with its parent's.</summary>
[JsonConverter(typeof(TextJson<AccountCode>))]
public readonly record struct AccountCode : ITextValue<AccountCode>
{
    private readonly string? _text;

    private AccountCode(string text) => _text = text;

    public static string Name => "科目编码（3至20位数字）";

    public string Text => _text ?? throw new InvalidOperationException("An account code without text.");

    public static bool TryParse(string? text, out AccountCode value)
    {
        value = default;
        if (text is not { Length: >= 3 and <= 20 } || !text.All(char.IsAsciiDigit)) { return false; }
        value = new AccountCode(text);
        return true;
    }

    public static AccountCode Of(string text) => TextValue.Parse<AccountCode>(text);

    public override string ToString() => _text ?? "";
}

/// <summary>An account of one fund's books. There is no account without a fund.</summary>
public sealed record FundAccount(Fund Fund, AccountCode Code);

public static class AccountWords
{
    public static string Title(this Side side) => side == Side.Debit ? "借" : "贷";

    public static string Title(this AccountClass kind) => kind switch
    {
        AccountClass.Asset => "资产",
        AccountClass.Liability => "负债",
        AccountClass.NetAsset => "净资产",
        AccountClass.Income => "收入",
        AccountClass.Expenditure => "支出",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}

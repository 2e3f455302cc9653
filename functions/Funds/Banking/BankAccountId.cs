using System.Text.Json.Serialization;
using SocialFund.Funds.Payment;
using SocialFund.Kernel;

namespace SocialFund.Funds.Banking;

/// <summary>Names a special account (财政专户): <c>630100-11-280163010011</c> is division, fund, number.</summary>
[JsonConverter(typeof(TextJson<BankAccountId>))]
public sealed record BankAccountId(Division Division, Fund Fund, string Number) : ITextValue<BankAccountId>
{
    public static string Name => "专户编号（区划-险种-账号）";

    [JsonIgnore]
    public string Text => $"{Division}-{Fund.Entry().Code}-{Number}";

    [JsonIgnore]
    public Scope Scope => new(Division, Fund);

    /// <summary>For audit records, which hold no account numbers.</summary>
    [JsonIgnore]
    internal string Tail => $"尾号{Number[^4..]}";

    [JsonIgnore]
    internal string Partition => $"bank-{Text}";

    public static bool TryParse(string? text, out BankAccountId value)
    {
        value = null!;
        if (text?.Split('-') is not [var division, var fund, var number]) { return false; }
        if (!Division.TryParse(division, out var where) || !FundList.TryParse(fund, out var which)) { return false; }
        if (which.Entry().Code != fund || !BankCodes.IsAccount(number)) { return false; }
        value = new BankAccountId(where, which, number);
        return true;
    }

    public override string ToString() => Text;

    /// <returns>The special account as registered (Payment), or null.</returns>
    internal async Task<PayAccount?> Registered(IDocumentStore store, CancellationToken stopping) =>
        await Known(store, stopping) is { Kind: AccountKind.Special } account ? account : null;

    /// <returns>Also an agency's 支出户: of one, statements are kept, but nothing is matched.</returns>
    internal async Task<PayAccount?> Known(IDocumentStore store, CancellationToken stopping)
    {
        var found = await store.Find<PayAccount>(
            Containers.System, PayAccount.Partition(Division), Number, stopping);
        return found?.Value is { } account && account.Fund == Fund ? account : null;
    }
}

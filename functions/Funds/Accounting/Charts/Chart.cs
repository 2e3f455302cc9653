using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>An account of a chart (会计科目).</summary>
/// <param name="Fund">Null when the account is common to all funds.</param>
/// <param name="Stopped">No more postings; what was posted stays readable.</param>
public sealed record Account(
    Fund? Fund, AccountCode Code, string Name, AccountClass Class, Side Normal, AccountCode? Parent, bool Stopped,
    string Note)
{
    /// <summary>The auxiliary accounting (辅助核算) that a voucher keyed by hand must give; ids of
    /// <see cref="AuxDimensions"/>.</summary>
    public IReadOnlyList<string> Requires { get; init; } = [];

    /// <summary>What a turnover adds to the balance on the account's normal side.</summary>
    public Money OnNormalSide(Turnover moved) =>
        Normal == Side.Debit ? moved.Debit - moved.Credit : moved.Credit - moved.Debit;
}

/// <summary>A regime of accounts (会计制度) and the years in which the books of its keeper follow it.</summary>
/// <param name="Keeper">fiscal: 财政专户 books; agency: 经办机构 books; memo: 备查账.</param>
/// <param name="Surplus">Fund id or <c>*</c> → the account where income and expenditure end (结余).</param>
/// <param name="Closing">income, expenditure → the posting rule of the closing entry (年终结转).</param>
public sealed record Regime(
    string Id, string Name, string Keeper, int From, int? To, IReadOnlyDictionary<string, AccountCode> Surplus,
    IReadOnlyDictionary<string, string> Closing)
{
    /// <summary>Null where the regime names no surplus account for the fund; its opening is then imported.</summary>
    public AccountCode? SurplusOf(Fund fund) =>
        Surplus.TryGetValue(fund.Entry().Id, out var code) || Surplus.TryGetValue("*", out code) ? code : null;
}

/// <summary>A chart as imported: immutable; a correction is the next number.</summary>
/// <param name="Number">1 ships with the system; uploads count on.</param>
/// <param name="FromYear">The first year whose books follow it.</param>
public sealed record ChartVersion(
    string Regime, int Number, int FromYear, string ImportedBy, DateTimeOffset? ImportedAt,
    IReadOnlyList<Account> Accounts)
{
    public string Id => $"{Regime}-{Number:0000}";
}

/// <summary>The accounts of one fund in one chart version, as a tree.</summary>
public sealed class Chart
{
    private readonly Dictionary<AccountCode, Account> _accounts;
    private readonly ILookup<AccountCode, Account> _children;

    public Chart(ChartVersion version, Fund fund)
    {
        (Version, Fund) = (version.Id, fund);
        _accounts = version.Accounts
            .Where(account => account.Fund is null || account.Fund == fund)
            .OrderBy(account => account.Code.Text, StringComparer.Ordinal)
            .ToDictionary(account => account.Code);
        _children = _accounts.Values.Where(account => account.Parent is not null)
            .ToLookup(account => account.Parent!.Value);
    }

    /// <summary>For example <c>FSA2018-0001</c>.</summary>
    public string Version { get; }

    public Fund Fund { get; }

    /// <summary>In code order.</summary>
    public IReadOnlyCollection<Account> Accounts => _accounts.Values;

    public IEnumerable<Account> Top => _accounts.Values.Where(account => account.Parent is null);

    public Account? Find(AccountCode code) => _accounts.GetValueOrDefault(code);

    public IEnumerable<Account> Children(AccountCode code) => _children[code];

    public bool IsLeaf(AccountCode code) => !_children[code].Any();

    /// <summary>1 for a top account.</summary>
    public int LevelOf(AccountCode code) => Path(code).Count;

    /// <summary>From the top account down to this one.</summary>
    public IReadOnlyList<Account> Path(AccountCode code)
    {
        var path = new List<Account>();
        for (var account = Find(code); account is not null; account = account.Parent is { } up ? Find(up) : null)
        {
            path.Insert(0, account);
        }
        return path;
    }

    /// <summary>The account's name after those above it: 社会保险待遇支出--基本养老金.</summary>
    /// <remarks>Form: GB/T 40217—2021, 科目名称.</remarks>
    public string FullName(AccountCode code) => string.Join("--", Path(code).Select(account => account.Name));

    /// <summary>This account and everything below it, in code order.</summary>
    public IEnumerable<Account> Subtree(AccountCode code) =>
        Find(code) is { } account ? [account, .. Children(code).SelectMany(child => Subtree(child.Code))] : [];
}

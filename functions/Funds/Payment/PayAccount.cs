using SocialFund.Kernel;

namespace SocialFund.Funds.Payment;

public enum AccountKind
{
    /// <summary>财政专户: pays, and receives from below.</summary>
    Special = 1,

    /// <summary>支出户 of an agency.</summary>
    Expenditure,
}

/// <summary>A registered bank account of a fund (资金账户). One account belongs to one fund.</summary>
/// <param name="Agency">The agency whose 支出户 it is; empty for a special account.</param>
/// <param name="Bank">Whose files it is paid through: a layout's id.</param>
/// <remarks>Basis: 社会保险法§64, §68.</remarks>
public sealed record PayAccount(
    Division Division, Fund Fund, AccountKind Kind, string Agency, string Number, string Name, string Bank,
    string BankCode, string BankName)
{
    public const string Type = "account";

    public static string Partition(Division division) => $"accounts-{division}";

    public static async Task<IReadOnlyList<PayAccount>> Load(
        IDocumentStore store, Division division, CancellationToken stopping)
    {
        // A division has a handful of accounts a fund.
        var query = new DocumentQuery(Type) { Limit = DocumentQuery.LimitMax };
        var page = await store.Query(Containers.System, Partition(division), query, stopping);
        return [.. page.Items.Select(document => document.As<PayAccount>())];
    }
}

/// <summary>Registers accounts; the same number again replaces its names.</summary>
public sealed record ImportAccounts(Division Division, IReadOnlyList<PayAccount> Accounts) : IScoped
{
    /// <summary>All go in one commit beside audit, head and answer.</summary>
    public const int RowsMax = 90;

    public Scope ScopeFor(Actor actor) => new(Division);

    internal static Endpoint Endpoint(IDocumentStore store, BankLayouts banks) =>
        Kernel.Endpoint.Of<ImportAccounts, Done>(
            HttpMethod.Post, "payments/accounts", Permission.SettingChange, "导入资金账户",
            (command, call) => Handle(command, call, store, banks));

    private static Task<Result<Done>> Handle(
        ImportAccounts command, Call call, IDocumentStore store, BankLayouts banks) =>
        store.Apply<Done>(Containers.System, PayAccount.Partition(command.Division), call, async unit =>
        {
            if (Decide(command, banks) is { } problem) { return problem; }
            foreach (var account in command.Accounts)
            {
                if (await unit.Find<PayAccount>(account.Number) is { } there && there.Fund != account.Fund)
                {
                    return new AccountOfOtherFund(account.Number);
                }
                unit.Save(account.Number, PayAccount.Type, account);
            }
            unit.Audit("account.import", new Scope(command.Division), $"导入资金账户 {command.Accounts.Count} 个");
            return Done.Value;
        });

    /// <summary>The rule itself. Pure.</summary>
    /// <returns>too_many_rows, account_row_invalid, bank_unknown, or nothing.</returns>
    internal static Problem? Decide(ImportAccounts command, BankLayouts banks)
    {
        if (command.Accounts.Count > RowsMax) { return new TooManyRows(command.Accounts.Count, RowsMax); }
        var seen = new HashSet<string>();
        for (var index = 0; index < command.Accounts.Count; index++)
        {
            var account = command.Accounts[index];
            if (account.Division != command.Division) { return new AccountRowInvalid(index + 1, "区划与导入的区划不一致。"); }
            if (!BankCodes.IsAccount(account.Number)) { return new AccountRowInvalid(index + 1, "账号须为8至32位数字。"); }
            if (!BankCodes.IsCnaps(account.BankCode)) { return new AccountRowInvalid(index + 1, "行号须为12位数字。"); }
            if (!seen.Add(account.Number)) { return new AccountRowInvalid(index + 1, "账号重复。"); }
            if (account.Kind == AccountKind.Expenditure && account.Agency.Length == 0)
            {
                return new AccountRowInvalid(index + 1, "支出户须填写经办机构编号。");
            }
            if (account.Kind == AccountKind.Special && banks.Find(account.Bank) is null)
            {
                return new BankUnknown(account.Bank);
            }
        }
        return null;
    }
}

/// <summary>The accounts of a division; numbers are masked unless the caller pays from them.</summary>
public sealed record ListAccounts(Division? Division = null, Fund? Fund = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.PaymentView, Division, Fund);

    internal static Endpoint Endpoint(IDocumentStore store) =>
        Kernel.Endpoint.Of<ListAccounts, Page<PayAccount>>(
            HttpMethod.Get, "payments/accounts", Permission.PaymentView, "查看资金账户", async (query, call) =>
            {
                var division = query.Division ?? call.Actor.Division;
                var funds = query.Fund is { } one ? [one] : call.Actor.FundsFor(Permission.PaymentView, division);
                var all = await PayAccount.Load(store, division, call.Stopping);
                PayAccount[] shown =
                [
                    .. all.Where(account => funds.Contains(account.Fund)).Select(account =>
                        call.May(Permission.TreasuryPay, new Scope(division, account.Fund))
                            ? account
                            : account with { Number = BankCodes.MaskAccount(account.Number) }),
                ];
                return new Page<PayAccount>(shown, shown.Length, null);
            });
}

using SocialFund.Kernel;

namespace SocialFund.Funds.Banking;

/// <summary>How the lines of one account are matched; the sum of the points is the best that a pair can get.</summary>
/// <param name="ToleranceDays">Further apart, lines are no candidates.</param>
/// <param name="Threshold">Per cent of all points from which on a pair is matched automatically.</param>
/// <param name="GroupMax">Lines of one group that are tried together when no common trait binds them.</param>
/// <param name="BookFrom">The first day whose book lines are reconciled; the first statement's when null.</param>
public sealed record MatchSettings(
    int ToleranceDays, int AmountPoints, int DatePoints, int ReferencePoints, int TextPoints, int Threshold,
    int GroupMax, DateOnly? BookFrom = null)
{
    public const string DocumentId = "settings";
    public const int ToleranceMax = 60;

    public static readonly MatchSettings Default = new(5, 50, 20, 15, 15, 70, 4);

    internal int Total => AmountPoints + DatePoints + ReferencePoints + TextPoints;

    /// <returns>What is out of range, or nothing.</returns>
    internal Problem? Fault()
    {
        if (ToleranceDays is < 0 or > ToleranceMax) { return new InvalidValue("toleranceDays", "天数须为0至60。"); }
        int[] points = [AmountPoints, DatePoints, ReferencePoints, TextPoints];
        if (points.Any(point => point is < 0 or > 100) || Total == 0)
        {
            return new InvalidValue("amountPoints", "各项分值须为0至100，且不全为0。");
        }
        if (Threshold is < 1 or > 100) { return new InvalidValue("threshold", "自动勾对分数线须为1至100。"); }
        return GroupMax is < 2 or > 6 ? new InvalidValue("groupMax", "组合笔数须为2至6。") : null;
    }
}

/// <summary>Keeps how an account's lines are matched.</summary>
public sealed record ChangeMatchSettings(BankAccountId Account, MatchSettings Settings) : IScoped
{
    public Scope ScopeFor(Actor actor) => Account.Scope;

    internal static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<ChangeMatchSettings, MatchSettings>(
        HttpMethod.Post, "banking/accounts/{account}/settings", Permission.VoucherPrepare, "修改对账参数",
        (request, call) => Handle(request, call, store));

    private static async Task<Result<MatchSettings>> Handle(
        ChangeMatchSettings request, Call call, IDocumentStore store)
    {
        var (account, settings) = request;
        if (settings.Fault() is { } problem) { return problem; }
        if (await account.Registered(store, call.Stopping) is null) { return new NotFound("财政专户", account.Text); }
        return await store.Apply<MatchSettings>(Containers.Books, account.Partition, call, async unit =>
        {
            await unit.Find<MatchSettings>(MatchSettings.DocumentId);
            unit.Save(MatchSettings.DocumentId, "settings", settings);
            unit.Audit(
                "bank.settings", account.Scope,
                $"{account.Tail} 对账参数：容差 {settings.ToleranceDays} 天，金额 {settings.AmountPoints}、日期 "
                    + $"{settings.DatePoints}、编号 {settings.ReferencePoints}、文字 {settings.TextPoints}，分数线 "
                    + $"{settings.Threshold}");
            return settings;
        });
    }
}

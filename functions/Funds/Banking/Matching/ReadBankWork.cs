using SocialFund.Kernel;

namespace SocialFund.Funds.Banking;

/// <summary>What waits on both sides of an account, and what belongs together.</summary>
/// <param name="Start">The first day that a statement covers; null when none is there.</param>
/// <param name="Through">The last.</param>
/// <param name="Bank">Open lines, in order of date.</param>
/// <param name="BankLines">All of the bank's, matched ones too.</param>
/// <param name="Certain">Suggestions that automatic matching would take.</param>
/// <param name="Recent">The last matches that stand, the newest first: what undoing takes back.</param>
public sealed record BankWork(
    BankAccountId Account, MatchSettings Settings, DateOnly? Start, DateOnly? Through, IReadOnlyList<BankLine> Bank,
    IReadOnlyList<BookLine> Book, int BankLines, int BookLines, IReadOnlyList<Suggestion> Suggestions, int Certain,
    IReadOnlyList<BankMatch> Recent);

public sealed record ReadBankWork(BankAccountId Account) : IScoped
{
    private const int RecentMax = 20;

    public Scope ScopeFor(Actor actor) => Account.Scope;

    internal static Endpoint Endpoint(BankMatching matching) => Kernel.Endpoint.Of<ReadBankWork, BankWork>(
        HttpMethod.Get, "banking/accounts/{account}/work", Permission.BookView, "银行对账",
        (request, call) => matching.Work(request.Account, RecentMax, call));
}

/// <summary>All that a bank line may belong to, the best first.</summary>
public sealed record ReadCandidates(BankAccountId Account, string Line) : IScoped
{
    public Scope ScopeFor(Actor actor) => Account.Scope;

    internal static Endpoint Endpoint(BankMatching matching) => Kernel.Endpoint.Of<ReadCandidates, Page<Suggestion>>(
        HttpMethod.Get, "banking/accounts/{account}/candidates", Permission.BookView, "对账候选",
        async (request, call) =>
        {
            var open = await matching.Open(request.Account, ChinaTime.DateOf(call.Now), call.Stopping);
            var found = new Matcher(open.Settings, open.Bank, open.Book).For(request.Line);
            return new Page<Suggestion>(found, found.Count, null);
        });
}

/// <summary>What other settings would match of what is open now.</summary>
/// <param name="Suggestions">Under the settings tried; <paramref name="Certain"/> of them automatically.</param>
/// <param name="Gained">Automatic under the settings tried, and not under those kept.</param>
/// <param name="Lost">The other way.</param>
public sealed record DryRun(
    int Suggestions, int Certain, Money Amount, int CertainNow, IReadOnlyList<Suggestion> Gained,
    IReadOnlyList<Suggestion> Lost);

public sealed record ReadDryRun(
    BankAccountId Account, int ToleranceDays, int AmountPoints, int DatePoints, int ReferencePoints, int TextPoints,
    int Threshold, int GroupMax) : IScoped
{
    public Scope ScopeFor(Actor actor) => Account.Scope;

    internal static Endpoint Endpoint(BankMatching matching) => Kernel.Endpoint.Of<ReadDryRun, DryRun>(
        HttpMethod.Get, "banking/accounts/{account}/dry-run", Permission.BookView, "对账参数试算",
        (request, call) => Handle(request, call, matching));

    private static async Task<Result<DryRun>> Handle(ReadDryRun request, Call call, BankMatching matching)
    {
        var open = await matching.Open(request.Account, ChinaTime.DateOf(call.Now), call.Stopping);
        var tried = open.Settings with
        {
            ToleranceDays = request.ToleranceDays,
            AmountPoints = request.AmountPoints,
            DatePoints = request.DatePoints,
            ReferencePoints = request.ReferencePoints,
            TextPoints = request.TextPoints,
            Threshold = request.Threshold,
            GroupMax = request.GroupMax,
        };
        return tried.Fault() is { } problem ? problem : Of(open, tried);
    }

    /// <summary>Pure.</summary>
    internal static DryRun Of(OpenSides open, MatchSettings tried)
    {
        var now = Certain(new Matcher(open.Settings, open.Bank, open.Book).Suggest(), open.Settings);
        var all = new Matcher(tried, open.Bank, open.Book).Suggest();
        var then = Certain(all, tried);
        var amount = then.Values.Aggregate(
            Money.Zero, (sum, each) => sum + Money.FromFen(Math.Abs(each.Amount.Fen)));
        return new DryRun(
            all.Count, then.Count, amount, now.Count,
            [.. then.Where(each => !now.ContainsKey(each.Key)).Select(each => each.Value)],
            [.. now.Where(each => !then.ContainsKey(each.Key)).Select(each => each.Value)]);
    }

    private static Dictionary<string, Suggestion> Certain(IEnumerable<Suggestion> all, MatchSettings settings) =>
        all.Where(each => each.IsCertain(settings))
            .ToDictionary(each => string.Join('|', each.Bank.Concat(each.Book)));
}

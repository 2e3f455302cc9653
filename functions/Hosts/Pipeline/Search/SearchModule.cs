using SocialFund.Exchange.Ingestion;
using SocialFund.Funds.Accounting;
using SocialFund.Funds.Expenditure;
using SocialFund.Funds.Payment;
using SocialFund.Funds.Standing;
using SocialFund.Kernel;
using SocialFund.Oversight.Identity;

namespace SocialFund.Hosts.Pipeline.Search;

/// <summary>One thing that Ctrl+K finds.</summary>
/// <param name="Path">Its page in the front end.</param>
public sealed record Hit(string Kind, string Title, string? Detail, string Path);

/// <summary>
/// Search over everything (Ctrl+K). It asks the modules' own lists, so it finds exactly what the lists would show to
/// the same person.
/// </summary>
/// <param name="modules">Those whose lists are asked; a list whose module is not among them finds nothing.</param>
public sealed class SearchModule(IEnumerable<IModule> modules) : IModule
{
    private readonly List<Endpoint> _endpoints = [.. modules.SelectMany(module => module.Endpoints)];

    public string Name => "search";

    public IEnumerable<Endpoint> Endpoints => [SearchEverything.Endpoint(_endpoints)];
}

/// <param name="Q">At least two characters; a part of a number, a name or a purpose.</param>
public sealed record SearchEverything(string? Q)
{
    private const int LengthMin = 2;
    private const int HitsPerKind = 5;

    private static readonly Source[] Sources =
    [
        new Source<ListRequests, RequestPage>(
            words => new ListRequests(Text: words, Limit: HitsPerKind),
            page => page.Items.Select(row => new Hit(
                "用款申请", row.Id.Text, $"{row.KindName} · {row.Total} 元 · {row.StateTitle}",
                $"/expenditure/requests/{row.Id.Text}"))),
        new Source<ListBatches, BatchPage>(
            words => new ListBatches(Text: words, Limit: HitsPerKind),
            page => page.Items.Select(row => new Hit(
                "支付批次", row.Id, $"{row.Amount} 元 · {row.StateTitle}", $"/payments/batches/{row.Id}"))),
        new Source<FindVouchers, Page<VoucherHit>>(
            words => new FindVouchers(words, null, null, HitsPerKind),
            page => page.Items.Select(hit => new Hit(
                "凭证", hit.Id.Text, $"{hit.BookTitle} · {hit.Summary} · {hit.Total} 元",
                $"/accounting/vouchers/{hit.Book}/{hit.Id}"))),
        new Source<ListEmployers, EmployerPage>(
            words => new ListEmployers(null, null, null, words, null, HitsPerKind, null),
            page => page.Items.DistinctBy(row => (row.Code, row.Division)).Select(row => new Hit(
                "参保单位", row.Name, $"{row.Code} · {row.DivisionName}",
                $"/standing/employers/{row.Code}?division={row.Division}&year={row.Year}"))),
        new Source<ListIntake, Page<IntakeRow>>(
            words => new ListIntake(Q: words, Limit: HitsPerKind),
            page => page.Items.Select(row => new Hit(
                "接收文件", row.FileName, row.KindName, $"/exchange/batches/{row.Id}"))),
        new Source<ListUsers, Page<UserRow>>(
            words => new ListUsers(Text: words, Limit: HitsPerKind),
            page => page.Items.Select(row => new Hit(
                "用户", row.Name, $"{row.Account} · {row.Division.Name}", $"/system/users/{row.Id}"))),
    ];

    internal static Endpoint Endpoint(IReadOnlyList<Endpoint> lists) =>
        Kernel.Endpoint.SignedIn<SearchEverything, Page<Hit>>(
            HttpMethod.Get, "search", "全局搜索", (request, call) => request.Handle(lists, call));

    private async Task<Result<Page<Hit>>> Handle(IReadOnlyList<Endpoint> lists, Call call)
    {
        if (Q?.Trim() is not { Length: >= LengthMin } words)
        {
            return new InvalidValue("q", $"请输入至少{LengthMin}个字。");
        }
        var hits = new List<Hit>();
        foreach (var source in Sources) { hits.AddRange(await source.Find(lists, words, call)); }
        return new Page<Hit>(hits, hits.Count, null);
    }

    private abstract class Source
    {
        public abstract Task<IEnumerable<Hit>> Find(IReadOnlyList<Endpoint> lists, string words, Call call);
    }

    private sealed class Source<TRequest, TPage>(
        Func<string, TRequest> ask, Func<TPage, IEnumerable<Hit>> hitsOf) : Source where TRequest : IScoped
    {
        public override async Task<IEnumerable<Hit>> Find(IReadOnlyList<Endpoint> lists, string words, Call call)
        {
            var request = ask(words);
            var list = lists.FirstOrDefault(endpoint => endpoint.Request == typeof(TRequest));
            if (list?.Access is not Access.Needs needs || !call.May(needs.Permission, request.ScopeFor(call.Actor)))
            {
                return [];
            }
            return (await list.Handle(request, call)).TryGet(out var page, out _) ? hitsOf((TPage)page) : [];
        }
    }
}

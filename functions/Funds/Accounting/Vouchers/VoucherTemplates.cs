using System.Security.Cryptography;
using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>A voucher kept to be keyed again (凭证模板): as far as it was keyed, balanced or not.</summary>
/// <param name="IsShared">Everybody of the division sees it; else only its maker.</param>
public sealed record VoucherTemplate(
    string Id, string Name, Fund Fund, bool IsShared, string Summary, int Papers, IReadOnlyList<LineInput> Lines,
    Signature By)
{
    internal const string Type = "template";

    /// <summary>One partition a division.</summary>
    internal static string PartitionOf(Division division) => $"templates-{division}";

    /// <summary>The same for the same name, so that keeping it again replaces it.</summary>
    internal static string IdOf(Fund fund, bool isShared, string maker, string name)
    {
        var owner = isShared ? "" : maker;
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{fund.Entry().Code}\n{owner}\n{name}"));
        return $"template-{Convert.ToHexStringLower(digest)[..32]}";
    }
}

/// <summary>One's own templates and the division's shared ones, for the books of one fund; by name.</summary>
public sealed record ListTemplates(Division Division, Fund Fund) : IScoped
{
    public Scope ScopeFor(Actor actor) => new(Division, Fund);

    internal static Endpoint Endpoint(IDocumentStore store) =>
        Kernel.Endpoint.Of<ListTemplates, IReadOnlyList<VoucherTemplate>>(
            HttpMethod.Get, "accounting/templates", Permission.VoucherPrepare, "凭证模板",
            (request, call) => Handle(request, call, store));

    private static async Task<Result<IReadOnlyList<VoucherTemplate>>> Handle(
        ListTemplates request, Call call, IDocumentStore store)
    {
        var found = new List<VoucherTemplate>();
        string? continuation = null;
        do
        {
            var page = await store.Query(
                Containers.Books, VoucherTemplate.PartitionOf(request.Division), new DocumentQuery(VoucherTemplate.Type)
                {
                    Where = [Filter.Is("fund", request.Fund.Entry().Id)],
                    Limit = DocumentQuery.LimitMax,
                    Continuation = continuation,
                }, call.Stopping);
            found.AddRange(page.Items.Select(document => document.As<VoucherTemplate>()));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return Result.Of<IReadOnlyList<VoucherTemplate>>(
        [
            .. found.Where(template => template.IsShared || template.By.Id == call.Actor.Id)
                .OrderBy(template => template.IsShared).ThenBy(template => template.Name, StringComparer.Ordinal),
        ]);
    }
}

/// <summary>Keeps a template; one of the same name is replaced.</summary>
public sealed record SaveTemplate(
    Division Division, Fund Fund, string Name, bool IsShared, string Summary, int Papers,
    IReadOnlyList<LineInput> Lines) : IScoped
{
    private const int NameMax = 40;

    /// <summary>Of one maker in one division; more cannot be told apart in a list.</summary>
    private const int CountMax = 200;

    public Scope ScopeFor(Actor actor) => new(Division, Fund);

    internal static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<SaveTemplate, VoucherTemplate>(
        HttpMethod.Post, "accounting/templates", Permission.VoucherPrepare, "保存凭证模板",
        (request, call) => Handle(request, call, store));

    private static async Task<Result<VoucherTemplate>> Handle(SaveTemplate request, Call call, IDocumentStore store)
    {
        if (request.Fault() is { } fault) { return fault; }
        var name = request.Name.Trim();
        var template = new VoucherTemplate(
            VoucherTemplate.IdOf(request.Fund, request.IsShared, call.Actor.Id, name), name, request.Fund,
            request.IsShared, request.Summary, request.Papers, request.Lines,
            new Signature(call.Actor.Id, call.Actor.Name, call.Now));
        var partition = VoucherTemplate.PartitionOf(request.Division);
        return await store.Apply<VoucherTemplate>(Containers.Books, partition, call, async unit =>
        {
            var all = await unit.All<VoucherTemplate>(new DocumentQuery(VoucherTemplate.Type));
            var known = all.FirstOrDefault(each => each.Id == template.Id).Value;
            if (known is not null && known.By.Id != call.Actor.Id) { return new TemplateTaken(name, known.By.Name); }
            if (known is null && all.Count(each => each.Value.By.Id == call.Actor.Id) >= CountMax)
            {
                return new InvalidValue("name", $"每人至多保存{CountMax}个模板，请先删除不用的。");
            }
            unit.Save(template.Id, VoucherTemplate.Type, template);
            var sort = request.IsShared ? "共享" : "个人";
            unit.Audit("template.save", request.ScopeFor(call.Actor), $"保存{sort}凭证模板 {template.Id}");
            return template;
        });
    }

    private InvalidValue? Fault()
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Trim().Length > NameMax)
        {
            return new InvalidValue("name", $"请填写模板名称（不超过{NameMax}字）。");
        }
        if (Lines.Count is 0 or > Voucher.LinesMax) { return new InvalidValue("lines", $"模板须有1至{Voucher.LinesMax}行。"); }
        var texts = Lines.SelectMany(line => (string?[])[line.Account, line.Summary, .. line.Dimensions?.Values ?? []]);
        if (texts.Append(Summary).Any(text => text?.Length > VoucherInput.SummaryMax))
        {
            return new InvalidValue("lines", $"模板中的文字不能超过{VoucherInput.SummaryMax}字。");
        }
        return Papers is < 0 or > 9999 ? new InvalidValue("papers", "附件张数须为0至9999。") : null;
    }
}

/// <summary>Deletes a template; a shared one only its maker.</summary>
public sealed record DeleteTemplate(Division Division, Fund Fund, string Id) : IScoped
{
    public Scope ScopeFor(Actor actor) => new(Division, Fund);

    internal static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<DeleteTemplate, Done>(
        HttpMethod.Post, "accounting/templates/{id}/delete", Permission.VoucherPrepare, "删除凭证模板",
        (request, call) => store.Apply<Done>(
            Containers.Books, VoucherTemplate.PartitionOf(request.Division), call, async unit =>
            {
                if (await unit.Find<VoucherTemplate>(request.Id) is not { } found
                    || found.Fund != request.Fund || (!found.IsShared && found.By.Id != call.Actor.Id))
                {
                    return new NotFound("凭证模板", request.Id);
                }
                if (found.By.Id != call.Actor.Id) { return new NotTemplateMaker(found.Name, found.By.Name); }
                unit.Delete(request.Id);
                unit.Audit("template.delete", request.ScopeFor(call.Actor), $"删除凭证模板 {found.Id}");
                return Done.Value;
            }));
}

using SocialFund.Funds.Accounting;
using SocialFund.Kernel;

namespace SocialFund.Tests.Funds.Accounting;

/// <summary>Voucher templates (凭证模板): one's own, and the division's shared ones.</summary>
public sealed class TemplateTests
{
    private static readonly Division County = Division.Of("630102");
    private static readonly Actor Zhao = BookWorld.Person("u-zhao", "赵制单");
    private static readonly Actor Qian = BookWorld.Person("u-qian", "钱制单");

    private readonly BookWorld _world = new();

    private static SaveTemplate Template(string name, bool isShared, string account = "4301") => new(
        County, Fund.EnterprisePension, name, isShared, "收到利息", 1,
        [
            new LineInput("1001", null, null, "", new Dictionary<string, string> { ["bankAccount"] = "6300001" }),
            new LineInput(account, null, BookWorld.Yuan("3.00"), "", null),
        ]);

    private Task<VoucherTemplate> Save(SaveTemplate template, Actor by) =>
        _world.Ask<VoucherTemplate>(template, BookWorld.By(by));

    private async Task<List<string>> Names(Actor by, Fund fund = Fund.EnterprisePension) =>
    [
        .. (await _world.Ask<IReadOnlyList<VoucherTemplate>>(new ListTemplates(County, fund), BookWorld.By(by)))
            .Select(template => $"{template.Name} {template.IsShared} {template.By.Name} {template.Lines[1].Account}"),
    ];

    [Fact]
    public async Task List_ShowsOnesOwnAndTheSharedOfTheFund()
    {
        await Save(Template("利息", isShared: false), Zhao);
        await Save(Template("利息", isShared: false, "4901"), Qian);
        await Save(Template("补助", isShared: true), Qian);
        Assert.Equal(["利息 False 赵制单 4301", "补助 True 钱制单 4301"], await Names(Zhao));
        Assert.Equal(["利息 False 钱制单 4901", "补助 True 钱制单 4301"], await Names(Qian));
        Assert.Empty(await Names(Zhao, Fund.Unemployment));
    }

    [Fact]
    public async Task Save_OfTheSameName_ReplacesOnesOwnButNotAnothersShared()
    {
        await Save(Template("利息", isShared: true), Zhao);
        await Save(Template("利息", isShared: true, "4901"), Zhao);
        Assert.Equal(["利息 True 赵制单 4901"], await Names(Zhao));
        var taken = await _world.Try(Template("利息", isShared: true), BookWorld.By(Qian));
        Assert.Equal("template_taken", taken.Problem().Code);
    }

    [Fact]
    public async Task Delete_OfASharedOne_IsItsMakersOnly()
    {
        var shared = await Save(Template("利息", isShared: true), Zhao);
        var own = await Save(Template("补助", isShared: false), Zhao);
        Task<Result<object>> Delete(VoucherTemplate template, Actor by) => _world.Try(
            new DeleteTemplate(County, Fund.EnterprisePension, template.Id), BookWorld.By(by));

        Assert.Equal("not_template_maker", (await Delete(shared, Qian)).Problem().Code);
        Assert.Equal("not_found", (await Delete(own, Qian)).Problem().Code);
        (await Delete(shared, Zhao)).Require();
        (await Delete(own, Zhao)).Require();
        Assert.Empty(await Names(Zhao));
    }

    [Fact]
    public async Task Save_WithoutANameOrLines_IsRefused()
    {
        var template = Template(" ", isShared: false);
        Assert.Equal("invalid_value", (await _world.Try(template)).Problem().Code);
        Assert.Equal("invalid_value", (await _world.Try(template with { Name = "甲", Lines = [] })).Problem().Code);
        Assert.Equal(
            "invalid_value", (await _world.Try(template with { Name = "甲", Papers = -1 })).Problem().Code);
    }
}

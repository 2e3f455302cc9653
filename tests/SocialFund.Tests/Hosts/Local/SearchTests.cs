using Microsoft.Extensions.Logging.Abstractions;
using SocialFund.Funds.Expenditure;
using SocialFund.Hosts.Local;
using SocialFund.Hosts.Local.Demo;
using SocialFund.Hosts.Pipeline.Search;
using SocialFund.Kernel;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Hosts.Local;

public sealed class SearchTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 6, 15, 1, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();
    private readonly SteppingClock _clock = new(Now);
    private readonly Composition _system;
    private readonly DemoPeople _people;

    public SearchTests()
    {
        var settings = new LocalSettings { Data = _folder.Of("data") };
        _system = new Composition(settings, _clock, NullLoggerFactory.Instance);
        _people = new DemoPeople(_system.Store, _system.Api.Endpoints, _clock);
    }

    public void Dispose()
    {
        _system.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Search_ForAClerk_FindsRequestBatchAndFileButNoUsers()
    {
        var id = await PaidRequest();
        var hits = await Search("clerk", id.Batch);
        Assert.Equal(
            [("用款申请", $"/expenditure/requests/{id.Text}"), ("支付批次", $"/payments/batches/{id.Text}-r1")],
            hits.Where(hit => hit.Kind != "接收文件").Select(hit => (hit.Kind, hit.Path)));
        Assert.Equal(["接收文件"], (await Search("clerk", "定期待遇支出-")).Select(hit => hit.Kind));
        Assert.Empty(await Search("clerk", "西宁国库出纳"));
    }

    /// <summary>Keyed as people say it; a number stands in the books of several divisions and funds.</summary>
    [Fact]
    public async Task Search_ForAVoucherNumber_FindsItInEveryBookThatThePersonMaySee()
    {
        var id = await PaidRequest();
        var batch = (await Search("p-clerk", id.Batch)).Single(hit => hit.Kind == "支付批次");
        var found = (await Search("p-clerk", "202606-1")).Where(hit => hit.Kind == "凭证").ToList();
        var paid = found.Single(hit => hit.Path == "/accounting/vouchers/630100-11-2026-fsa/202606-0001");
        Assert.Equal("202606-0001", paid.Title);
        Assert.StartsWith("西宁市企业职工养老2026年财政专户账 · 支付定期待遇支出", paid.Detail, StringComparison.Ordinal);
        Assert.Equal(batch.Detail!.Split(' ')[0], paid.Detail!.Split(" · ")[^1].Split(' ')[0]);
        Assert.DoesNotContain(await Search("p-clerk", "202606-9999"), hit => hit.Kind == "凭证");
        Assert.DoesNotContain(await Search("sysadmin", "202606-1"), hit => hit.Kind == "凭证");
    }

    [Fact]
    public async Task Search_ForTheSystemAdministrator_FindsUsersOnly()
    {
        var id = await PaidRequest();
        Assert.Equal(["西宁国库出纳"], (await Search("sysadmin", "西宁国库出纳")).Select(hit => hit.Title));
        Assert.Empty(await Search("sysadmin", id.Batch));
    }

    [Fact]
    public async Task Search_ForOneLetter_AsksForMore()
    {
        await _system.FirstAccounts.MakeDemo(default);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => Search("clerk", "青"));
        Assert.Contains("invalid_value", refused.Message, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<Hit>> Search(string account, string words) =>
        (await _people.Do<Page<Hit>>(account, new SearchEverything(words), $"search-{account}-{words}")).Items;

    private async Task<RequestId> PaidRequest()
    {
        await _system.FirstAccounts.MakeDemo(default);
        var province = new DemoProvince(_system, _clock, Now);
        await province.Prepare();
        var batch = DemoPlan.Shipped.Monthly[0] with { Persons = 2 };
        return (await province.Finish([batch], Period.Of(Now))).Single();
    }
}

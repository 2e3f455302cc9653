using System.Text;
using SocialFund.Hosts.Pipeline;
using SocialFund.Kernel;
using SocialFund.Tests.Funds.Expenditure;

namespace SocialFund.Tests.Hosts.Pipeline;

public sealed class InboxRoutesTests
{
    private readonly ChainWorld _world = new();

    [Theory]
    [InlineData("treasury/630102/result.json", "[", "回单文件无法读取：不是有效的 JSON 支付结果")]
    [InlineData(
        "treasury/result.json",
        """{"id":"630102-11-202606-A1-B1-r1","paidOn":"2026-06-15","reference":"1","failed":[null]}""",
        "回单文件无法读取：failed 中有空项（null）")]
    [InlineData("bank/nobank/回单.txt", "R|20260615", "没有银行“nobank”的文件格式")]
    [InlineData("bank/回单.txt", "R|20260615", "没有找到回单文件")]
    public async Task Received_WhenBankOrTreasuryFileIsRefused_LeavesItWithTheReason(
        string name, string content, string reason)
    {
        var routes = new InboxRoutes(null!, null!, _world.Payment, null!, _world.Blobs);
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(content));
        var info = (await _world.Blobs.Put($"inbox/{name}", bytes, onlyNew: true)).Require();
        await routes.Received(info.Name, Call.System("inbox", _world.Clock.GetUtcNow(), info.Sm3));

        Assert.Null(await _world.Blobs.Info($"inbox/{name}"));
        var cut = name.LastIndexOf('/') + 1;
        var aside = $"outbox/refused/{name[..cut]}{info.Sm3[..8]}-{name[cut..]}";
        Assert.Equal(content, await Text(aside));
        Assert.Contains(reason, await Text($"{aside}-拒收说明.txt"), StringComparison.Ordinal);
    }

    private async Task<string> Text(string blob)
    {
        await using var file = (await _world.Blobs.Open(blob))!;
        using var reader = new StreamReader(file.Content);
        return await reader.ReadToEndAsync();
    }
}

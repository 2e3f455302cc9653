using Microsoft.Extensions.Logging.Abstractions;
using SocialFund.Funds.Accounting;
using SocialFund.Funds.Expenditure;
using SocialFund.Hosts.Local;
using SocialFund.Hosts.Local.Demo;
using SocialFund.Kernel;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Hosts.Local;

public sealed class SampleTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 15, 1, 0, 0, TimeSpan.Zero);

    /// <summary>R-3.1 …, each from the dropped file over the reviews and the bank to the books.</summary>
    [Fact]
    public async Task EveryKind_FromTheDroppedFile_ReachesTheBooks()
    {
        using var folder = new TempFolder();
        var settings = new LocalSettings { Data = folder.Of("data") };
        var clock = new SteppingClock(Now);
        using var system = new Composition(settings, clock, NullLoggerFactory.Instance);
        await system.FirstAccounts.MakeDemo(default);
        var province = new DemoProvince(system, clock, Now);
        await province.Prepare();
        foreach (var kind in ExpenditureKinds.Shipped.All)
        {
            var id = (await province.Finish([BatchOf(kind)], Period.Of(Now))).Single();
            var request = (await system.Store.Find<PaymentRequest>(
                Containers.Requests, id.Text, PaymentRequest.DocumentId))!.Value;
            Assert.Equal((kind.Id, "done"), (kind.Id, request.State.Code));
            Assert.Equal(RowsOf(kind), request.Book.Lines);
            var vouchers = await VouchersOf(system, id);
            if (kind.PayTo == PayTo.None) { Assert.Empty(vouchers); continue; }
            var voucher = Assert.Single(vouchers);
            Assert.Equal(request.Book.Total, voucher.Total);
            Assert.Equal(kind.PostingRule, voucher.Rule!.Split(' ')[0]);
        }
    }

    /// <summary>What goes up goes to one account, so it is one row.</summary>
    private static int RowsOf(ExpenditureKind kind) => kind.PayTo == PayTo.UpperAccount ? 1 : 3;

    private static DemoBatch BatchOf(ExpenditureKind kind)
    {
        var agency = FirstAccounts.Demo.Agencies.First(agency =>
            agency.Division == Division.Of("630100") && kind.Funds.Any(agency.Funds.Contains));
        var item = kind.Items.First(item => agency.Funds.Contains(item.Fund));
        // A premium must be persons times standard; clearing has no such rule.
        var code = kind.Id == "critical-illness" ? "clearing" : item.Code;
        return new DemoBatch(agency.Division, agency.Code, kind.Id, item.Fund, code, RowsOf(kind), 150_000);
    }

    private static async Task<IReadOnlyList<Voucher>> VouchersOf(Composition system, RequestId id) =>
        [
            .. (await system.Store.Changes(Containers.Books, null, "voucher", 1000)).Items
                .Select(item => item.As<Voucher>())
                .Where(voucher => voucher.Source.Id == id.Text && voucher.Book.Kind == BookKind.Fsa),
        ];
}

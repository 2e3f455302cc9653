using Microsoft.Extensions.Logging.Abstractions;
using SocialFund.Analytics.Consolidation;
using SocialFund.Funds.Accounting;
using SocialFund.Funds.Banking;
using SocialFund.Funds.Expenditure;
using SocialFund.Hosts.Local;
using SocialFund.Hosts.Local.Demo;
using SocialFund.Kernel;
using SocialFund.Tests.Analytics.Consolidation;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Hosts.Local;

public sealed class DemoTests
{
    [Fact]
    public async Task Demo_WhenLoaded_IsAYearOfBalancedBusinessAndSixThatWait()
    {
        using var folder = new TempFolder();
        var settings = new LocalSettings { Data = folder.Of("data"), Prepared = folder.Of("prepared") };
        await DemoLoad.Prepare(
            settings with { Data = settings.Prepared }, NullLoggerFactory.Instance, TextWriter.Null);
        LocalData.TakeOverPrepared(settings, TimeProvider.System.GetUtcNow());
        // A start finds it there.
        await DemoLoad.Run(settings, NullLoggerFactory.Instance, TextWriter.Null, default);

        using var system = new Composition(settings, TimeProvider.System, NullLoggerFactory.Instance);
        var requests = (await system.Store.Changes(Containers.Requests, null, PaymentRequest.DocumentType, 1000))
            .Items.Select(item => item.As<PaymentRequest>()).ToList();
        // Five batches in each of twelve months, four quarters' remittances and this quarter's; the six that wait, and
        // what was good in the faulty sample file.
        Assert.Equal(
            ["done 65", "inReview 3", "inTreasury 1", "partlyFailed 1", "paying 1", "returned 1"],
            requests.GroupBy(request => request.State.Code).Select(group => $"{group.Key} {group.Count()}")
                .Order(StringComparer.Ordinal));
        Assert.All(
            requests, request => Assert.Equal(
                request.Progress.Requested,
                request.Progress.Open + request.Progress.Paid + request.Progress.Failed + request.Progress.GivenUp));

        var vouchers = (await system.Store.Changes(Containers.Books, null, "voucher", 1000))
            .Items.Select(item => item.As<Voucher>()).ToList();
        // The requests' vouchers, and the four remittances again where they were received; four months of contributions
        // to three funds as they came, and as they were cleared but for the newest month.
        var all = vouchers.Where(voucher => !voucher.Period.IsOpening).ToLookup(voucher => voucher.Book.Kind);
        var ofBusiness = all[BookKind.Fsa].ToList();
        Assert.Equal(65 + 4 + 12 + 9, ofBusiness.Count);
        // Three agencies are prepaid each month and tell what they paid, two of them not yet for the last; four
        // receivables and payables. One keeps its own book: what it received and what it paid, but for the last month.
        Assert.Equal((36 + 34 + 4, 22), (all[BookKind.Memo].Count(), all[BookKind.Aux].Count()));
        long Sum(Side side) =>
            vouchers.SelectMany(voucher => voucher.Lines).Where(line => line.Side == side).Sum(line => line.Amount.Fen);
        Assert.Equal(Sum(Side.Debit), Sum(Side.Credit));
        var paid = ofBusiness.Where(voucher => voucher.Source.Kind == "request").Sum(voucher => voucher.Total.Fen);
        Assert.Equal(requests.Sum(request => request.Progress.Paid.Fen), paid);
        Assert.All(
            Balances(vouchers).Where(pair => pair.Key.Account == "1001"),
            balance => Assert.True(balance.Value > 0, $"{balance.Key} is overdrawn: {balance.Value}"));

        await CheckBank(system);

        // It is rolled up: no screen is empty at the first start.
        var read = system.Business.Consolidation(new Nobody()).Endpoints
            .Single(endpoint => endpoint.Request == typeof(ReadOverview));
        var leader = new Actor(
            "leader", "领导", Division.Of("630000"), null,
            [new Grant(new HashSet<string> { Permission.LakeView.Code }, null, Division.Of("630000"))]);
        var call = new Call(leader, TimeProvider.System.GetUtcNow(), "r");
        var thisYear = Period.Of(call.Now).Year;
        foreach (var year in new[] { thisYear - 1, thisYear })
        {
            await Naive.Check(system.Store, new Charts(system.Store), year, async division => (LakeOverview)
                (await read.Handle(new ReadOverview(division, null, year), call)).Require());
        }
    }

    /// <summary>Both sides equal at last month's end; interest and one payment are left to be found.</summary>
    private static async Task CheckBank(Composition system)
    {
        var account = new BankAccountId(
            Division.Of("630100"), Fund.EnterprisePension,
            DemoAccounts.Special(Division.Of("630100"), Fund.EnterprisePension));
        var clerk = new Actor(
            "clerk", "经办", Division.Of("630100"), null,
            [new Grant(new HashSet<string> { Permission.BookView.Code }, null, Division.Of("630100"))]);
        var call = new Call(clerk, TimeProvider.System.GetUtcNow(), "r");
        var end = ChinaTime.DateOf(call.Now);
        var read = new ReadReconciliation(account, end.AddDays(-end.Day));
        var at = (Reconciliation)(await system.Api.Endpoints
            .Single(endpoint => endpoint.Request == typeof(ReadReconciliation)).Handle(read, call)).Require();
        Assert.True(at.IsEqual && at.StartDifference.IsZero, $"{at.AdjustedBank} ≠ {at.AdjustedBook}");
        Assert.Equal("结息", Assert.Single(at.BankIn.Items).Text);
        Assert.Equal(at.BankOut.Items.Count + 1, at.BookOut.Items.Count);
    }

    private sealed class Nobody : IJobs
    {
        public Task<Result<Accepted>> Start(JobOrder order, Call call) => throw new InvalidOperationException();
    }

    /// <summary>By book, debit less credit. An opening of the second year repeats what the first left.</summary>
    private static Dictionary<(string Book, string Account), long> Balances(IEnumerable<Voucher> vouchers) =>
        vouchers.SelectMany(voucher => voucher.Lines.Select(line => (Book: voucher.Book.Text, Line: line)))
            .GroupBy(pair => (pair.Book, pair.Line.Account.Code.Text))
            .ToDictionary(group => group.Key, group => group.Sum(pair => (pair.Line.Debit - pair.Line.Credit).Fen));
}

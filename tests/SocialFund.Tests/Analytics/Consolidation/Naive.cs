using SocialFund.Analytics.Consolidation;
using SocialFund.Funds.Accounting;
using SocialFund.Funds.Expenditure;
using SocialFund.Funds.Payment;
using SocialFund.Kernel;

namespace SocialFund.Tests.Analytics.Consolidation;

/// <summary>The figures summed a second time: loops over the documents themselves, no lake and no SQL.</summary>
internal static class Naive
{
    /// <summary>Compares every division that has business, and every one above it.</summary>
    public static async Task Check(
        IDocumentStore store, Charts charts, int year, Func<Division, Task<LakeOverview>> overview)
    {
        var vouchers = await All<Voucher>(store, Containers.Books, "voucher");
        var requests = await All<PaymentRequest>(store, Containers.Requests, PaymentRequest.DocumentType);
        var batches = await All<PaymentBatch>(store, Containers.Payments, PaymentBatch.DocumentType);
        var places = vouchers.Select(voucher => voucher.Book.Division)
            .Concat(requests.Select(request => request.Id.Division))
            .SelectMany(division => division.UpToProvince()).Distinct().ToList();
        Assert.True(places.Count >= 3, "There is no business to compare.");
        foreach (var place in places)
        {
            var shown = await overview(place);
            var booked = vouchers.Where(voucher =>
                voucher.Book.Kind == BookKind.Fsa && voucher.Book.Year == year
                && place.Contains(voucher.Book.Division)).ToList();
            var (income, spent, balance) = await Sum(booked, charts);
            var asked = requests.Where(request => request.Id.Period.Year == year && place.Contains(request.Id.Division))
                .ToList();
            Assert.Equal(
                $"{place} income {income} spent {spent} balance {balance} requests {asked.Count} "
                    + $"asked {asked.Sum(request => request.Progress.Requested.Fen)} "
                    + $"paid {asked.Sum(request => request.Progress.Paid.Fen)}",
                $"{place} income {shown.Totals.Income.Fen} spent {shown.Totals.Expenditure.Fen} "
                    + $"balance {shown.Totals.Balance.Fen} requests {shown.Totals.Requests} "
                    + $"asked {shown.Totals.Requested.Fen} paid {shown.Totals.Paid.Fen}");
            Assert.Equal(shown.Totals.Expenditure.Fen, shown.Parts.Sum(part => part.Expenditure.Fen));
            Assert.Equal(shown.Totals.Balance.Fen, shown.Funds.Sum(fund => fund.Balance.Fen));
            foreach (var month in shown.Months)
            {
                var paid = batches.Where(batch =>
                    place.Contains(batch.Request.Division) && batch.PaidOn is { } day
                    && Period.Of(day) == month.Period).Sum(batch => batch.Progress.Paid.Fen);
                Assert.Equal($"{place} {month.Period} {paid}", $"{place} {month.Period} {month.Paid.Fen}");
            }
        }
    }

    private static async Task<(long Income, long Spent, long Balance)> Sum(
        IEnumerable<Voucher> vouchers, Charts charts)
    {
        var (income, spent, balance) = (0L, 0L, 0L);
        foreach (var voucher in vouchers)
        {
            var chart = await charts.For(voucher.Book, default);
            foreach (var line in voucher.Lines)
            {
                var moved = line.Debit.Fen - line.Credit.Fen;
                var kind = chart.Find(line.Account.Code)!.Class;
                if (kind is AccountClass.Asset or AccountClass.Liability) { balance += moved; }
                if (voucher.Period.IsOpening) { continue; }
                if (kind == AccountClass.Income) { income -= moved; }
                if (kind == AccountClass.Expenditure) { spent += moved; }
            }
        }
        return (income, spent, balance);
    }

    private static async Task<IReadOnlyList<T>> All<T>(IDocumentStore store, string container, string type) =>
        [.. (await store.Changes(container, null, type, 100_000)).Items.Select(item => item.As<T>())];
}

using System.Runtime.CompilerServices;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>Opens books for export.</summary>
internal sealed class BookFiles(IDocumentStore store, Charts charts, INationalCrypto crypto)
{
    public IDocumentStore Store => store;

    /// <returns>The book as it is now, or null when there is none.</returns>
    public async Task<BookFile?> Open(BookId book, CancellationToken stopping)
    {
        if (await store.Head(book, stopping) is null) { return null; }
        var months = await store.Months(book, stopping);
        var chart = await charts.For(book, stopping);
        return new BookFile(store, book, chart, months, BookEnd.Of(book, months, crypto));
    }
}

/// <summary>
/// A book as it was at one moment: a voucher posted later is in no file of it, so that balances and chain agree.
/// </summary>
internal sealed class BookFile(
    IDocumentStore store, BookId book, Chart chart, IReadOnlyList<MonthPage> months, BookEnd end)
{
    public BookId Book => book;

    public Chart Chart => chart;

    public IReadOnlyList<MonthPage> Months => months;

    public BookEnd End => end;

    public string NameOf(BookFormat format) => $"{book}.{format.Extension}";

    /// <summary>Streams; only a page of vouchers is in memory.</summary>
    public async Task Write(Stream stream, BookFormat format, CancellationToken stopping)
    {
        var writer = format.Writer(this);
        await using var text = new StreamWriter(stream, format.Encoding, leaveOpen: true) { NewLine = "\n" };
        await text.WriteAsync(writer.Head(this).AsMemory(), stopping);
        await foreach (var (voucher, body) in Vouchers(stopping))
        {
            await text.WriteAsync(writer.Voucher(voucher, body).AsMemory(), stopping);
        }
        await text.WriteAsync(writer.Foot(this).AsMemory(), stopping);
        await text.FlushAsync(stopping);
    }

    private async IAsyncEnumerable<(Voucher Voucher, string Body)> Vouchers(
        [EnumeratorCancellation] CancellationToken stopping)
    {
        var last = months.ToDictionary(month => month.Period, month => month.LastNumber);
        string? continuation = null;
        do
        {
            var query = new DocumentQuery("voucher") { Limit = DocumentQuery.LimitMax, Continuation = continuation };
            var page = await store.Query(Containers.Books, book.Text, query, stopping);
            foreach (var document in page.Items)
            {
                var voucher = document.As<Voucher>();
                if (voucher.Number.Sequence <= last.GetValueOrDefault(voucher.Period))
                {
                    yield return (voucher, document.Body);
                }
            }
            continuation = page.Continuation;
        }
        while (continuation is not null);
    }
}

using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>Exports a book so that strangers can re-check it.</summary>
/// <param name="Format"><c>hledger</c> (journal of hledger 1.25 and later) or <c>csv</c> (opens right in
/// Excel).</param>
public sealed record ExportBook(BookId Book, string Format) : IScoped
{
    public Scope ScopeFor(Actor actor) => Book.Scope;

    public static Endpoint Endpoint(IDocumentStore store, Charts charts) => Kernel.Endpoint.Of<ExportBook, Download>(
        HttpMethod.Get, "accounting/books/{book}/export", Permission.BookView, "导出账簿",
        (request, call) => Handle(request, call, store, charts));

    private static async Task<Result<Download>> Handle(
        ExportBook request, Call call, IDocumentStore store, Charts charts)
    {
        var book = request.Book;
        if (await store.Head(book, call.Stopping) is null) { return new NotFound("账套", book.Text); }
        var chart = await charts.For(book, call.Stopping);
        IBookWriter? writer = request.Format switch
        {
            "hledger" => new HledgerWriter(chart),
            "csv" => new CsvWriter(chart),
            _ => null,
        };
        if (writer is null) { return new InvalidValue("format", "可选 hledger 或 csv。"); }
        return new Download(
            $"{book}.{writer.Extension}", writer.ContentType,
            (stream, stopping) => Write(stream, store, book, writer, stopping));
    }

    /// <summary>Streams; only a page of vouchers is in memory.</summary>
    private static async Task Write(
        Stream stream, IDocumentStore store, BookId book, IBookWriter writer, CancellationToken stopping)
    {
        // The months are read first: a voucher posted meanwhile is not in the file, so that the file's balances agree.
        var months = await store.Months(book, stopping);
        await using var text = new StreamWriter(stream, writer.Encoding, leaveOpen: true) { NewLine = "\n" };
        await text.WriteAsync(writer.Head(book, months).AsMemory(), stopping);
        await foreach (var voucher in Vouchers(store, book, months, stopping))
        {
            await text.WriteAsync(writer.Voucher(voucher).AsMemory(), stopping);
        }
        await text.WriteAsync(writer.Foot(book, months).AsMemory(), stopping);
    }

    private static async IAsyncEnumerable<Voucher> Vouchers(
        IDocumentStore store, BookId book, IReadOnlyList<MonthPage> months,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stopping)
    {
        var last = months.ToDictionary(month => month.Period, month => month.LastNumber);
        string? continuation = null;
        do
        {
            var query = new DocumentQuery("voucher") { Limit = DocumentQuery.LimitMax, Continuation = continuation };
            var page = await store.Query(Containers.Books, book.Text, query, stopping);
            foreach (var voucher in page.Items.Select(document => document.As<Voucher>()))
            {
                if (voucher.Number.Sequence <= last.GetValueOrDefault(voucher.Period)) { yield return voucher; }
            }
            continuation = page.Continuation;
        }
        while (continuation is not null);
    }
}

/// <summary>One file format of a book.</summary>
internal interface IBookWriter
{
    string Extension { get; }
    string ContentType { get; }
    Encoding Encoding { get; }
    string Head(BookId book, IReadOnlyList<MonthPage> months);
    string Voucher(Voucher voucher);
    string Foot(BookId book, IReadOnlyList<MonthPage> months);
}

using System.IO.Compression;
using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>
/// All books of one year of a division and everything below it as a ZIP: of each book the file asked for and the chain
/// file, then a list of the books with their check values. <c>socialfund verify</c> checks the ZIP as it is.
/// </summary>
/// <param name="Division">The actor's own when not given.</param>
/// <param name="Format">An id of <see cref="BookFormats"/>.</param>
public sealed record ExportYear(Division? Division, Fund? Fund, int Year, string Format) : IScoped
{
    private const string ReadMe = """
        本压缩包含一个年度的账簿。每套账有两个文件：所选格式的账簿，以及凭证链（chain.ndjson，每行一张凭证）。
        核对：socialfund verify 本压缩包.zip（不需要数据库）。
        手工核对一张凭证：jq -cSj 'del(.digest)' 该行 | openssl dgst -sm3，结果应等于该行的 digest；
        该行的 previous 应等于同期间上一张凭证的 digest。
        books.ndjson 列出各账套的校验值，请与系统中显示的校验值核对。
        """;

    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.BookView, Division, Fund);

    internal static Endpoint Endpoint(BookFiles files) => Kernel.Endpoint.Of<ExportYear, Download>(
        HttpMethod.Get, "accounting/export", Permission.BookView, "导出年度账簿",
        (request, call) => Handle(request, call, files));

    private static async Task<Result<Download>> Handle(ExportYear request, Call call, BookFiles files)
    {
        if (BookFormats.Find(request.Format) is not { } format) { return BookFormats.Unknown(); }
        var division = request.Division ?? call.Actor.Division;
        var books = await request.Books(division, call, files.Store);
        if (books.Count == 0) { return new NotFound("账套", $"{division} {request.Year}年"); }
        return new Download(
            $"账簿-{division}-{request.Year}.zip", "application/zip",
            (stream, stopping) => Write(stream, books, format, files, stopping));
    }

    private async Task<IReadOnlyList<BookId>> Books(Division division, Call call, IDocumentStore store)
    {
        var books = new List<BookId>();
        string? continuation = null;
        do
        {
            var page = await store.Query(Containers.Lists, BookRows.PartitionOf(division), new DocumentQuery("book")
            {
                Where =
                [
                    ListScope.FundFilter(call.Actor, Permission.BookView, division, Fund),
                    new Filter("year", Comparison.Equal, (long)Year),
                ],
                Limit = DocumentQuery.LimitMax,
                Continuation = continuation,
            }, call.Stopping);
            books.AddRange(page.Items.Select(document => document.As<BookRow>().Book));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return books;
    }

    private static async Task Write(
        Stream stream, IReadOnlyList<BookId> books, BookFormat format, BookFiles files, CancellationToken stopping)
    {
        await using var late = new LateStream(stream);
        await using var zip = await ZipArchive.CreateAsync(
            late, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, stopping);
        await WriteText(zip, "说明.txt", $"{ReadMe}\n", stopping);
        var list = new StringBuilder();
        foreach (var book in books)
        {
            var file = await files.Open(book, stopping)
                ?? throw new InvalidOperationException($"{book} is in the list but not open.");
            foreach (var kind in new[] { format, BookFormats.Chain }.Distinct())
            {
                await using var entry = await zip.CreateEntry(file.NameOf(kind)).OpenAsync(stopping);
                await file.Write(entry, kind, stopping);
            }
            list.Append(Canonical.Of(new EndLine(file.End))).Append('\n');
        }
        await WriteText(zip, BookVerification.ListEntry, list.ToString(), stopping);
    }

    private static async Task WriteText(ZipArchive zip, string name, string text, CancellationToken stopping)
    {
        await using var entry = await zip.CreateEntry(name).OpenAsync(stopping);
        await entry.WriteAsync(Encoding.UTF8.GetBytes(text), stopping);
    }
}

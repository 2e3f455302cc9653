using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>Exports a book so that strangers can re-check it.</summary>
/// <param name="Format">An id of <see cref="BookFormats"/>.</param>
public sealed record ExportBook(BookId Book, string Format) : IScoped
{
    public Scope ScopeFor(Actor actor) => Book.Scope;

    internal static Endpoint Endpoint(BookFiles files) => Kernel.Endpoint.Of<ExportBook, Download>(
        HttpMethod.Get, "accounting/books/{book}/export", Permission.BookView, "导出账簿",
        (request, call) => Handle(request, call, files));

    private static async Task<Result<Download>> Handle(ExportBook request, Call call, BookFiles files)
    {
        if (BookFormats.Find(request.Format) is not { } format) { return BookFormats.Unknown(); }
        if (await files.Open(request.Book, call.Stopping) is not { } file)
        {
            return new NotFound("账套", request.Book.Text);
        }
        return new Download(
            file.NameOf(format), format.ContentType, (stream, stopping) => file.Write(stream, format, stopping));
    }
}

/// <summary>The end of a book's chains now (校验值), to compare with what <c>socialfund verify</c> finds.</summary>
public sealed record ReadBookEnd(BookId Book) : IScoped
{
    public Scope ScopeFor(Actor actor) => Book.Scope;

    internal static Endpoint Endpoint(BookFiles files) => Kernel.Endpoint.Of<ReadBookEnd, BookEnd>(
        HttpMethod.Get, "accounting/books/{book}/end", Permission.BookView, "账簿校验值", async (request, call) =>
            await files.Open(request.Book, call.Stopping) is { } file
                ? file.End
                : new NotFound("账套", request.Book.Text));
}

using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>One file format of a book, as text.</summary>
internal interface IBookWriter
{
    string Head(BookFile file);

    /// <param name="body">The voucher's document as stored.</param>
    string Voucher(Voucher voucher, string body);

    string Foot(BookFile file);
}

/// <param name="Id">As requests name it.</param>
/// <param name="HasMark">Whether the file begins with the UTF-8 mark, which Excel wants.</param>
internal sealed record BookFormat(
    string Id, string Extension, string ContentType, bool HasMark, Func<BookFile, IBookWriter> Writer)
{
    public Encoding Encoding => new UTF8Encoding(encoderShouldEmitUTF8Identifier: HasMark);
}

/// <summary>The formats there are.</summary>
internal static class BookFormats
{
    /// <summary>What <c>socialfund verify</c> reads: the vouchers as they are kept, with their digests.</summary>
    public static readonly BookFormat Chain = new(
        "chain", "chain.ndjson", "application/x-ndjson", false, _ => new ChainWriter());

    public static IReadOnlyList<BookFormat> All { get; } =
    [
        new("hledger", "journal", "text/plain; charset=utf-8", false, file => new HledgerWriter(file.Chart)),
        new("beancount", "beancount", "text/plain; charset=utf-8", false, file => new BeancountWriter(file.Chart)),
        new("csv", "csv", "text/csv; charset=utf-8", true, file => new CsvWriter(file.Chart)),
        new("gbt24589", "xml", "application/xml", false, file => new StandardWriter(file.Chart)),
        Chain,
    ];

    public static BookFormat? Find(string? id) => All.FirstOrDefault(format => format.Id == id);

    public static Problem Unknown() =>
        new InvalidValue("format", $"可选 {string.Join("、", All.Select(format => format.Id))}。");
}

using SocialFund.Kernel;
using static SocialFund.Kernel.DatasetColumn;

namespace SocialFund.Funds.Accounting;

/// <summary>Posted voucher lines for analysis: what the books say, a row a line. Vouchers never change.</summary>
public sealed class VoucherDataset(Charts charts) : IDataset
{
    public string Group => "accounting";

    public string Name => "voucher_lines";

    public string Title => "凭证分录";

    public string Container => Containers.Books;

    public string DocumentType => "voucher";

    public IReadOnlyList<DatasetColumn> Columns { get; } =
    [
        Text("book"), Text("book_kind"), Text("fund"), Whole("book_period"), Date("voucher_date"), Text("voucher"),
        Text("account"), Text("account_path"), Text("account_name"), Text("class"), Text("normal"),
        Whole("debit_fen"), Whole("credit_fen"), Text("source_kind"), Text("source_id"), Text("source_detail"),
    ];

    /// <remarks>
    /// A row's period is that of the voucher; opening balances lie in January and closing entries in December; they are
    /// told by their book_period, whose month is 00 and 13. The account's path is the codes from the top account
    /// down, with slashes.
    /// </remarks>
    public async Task<IReadOnlyList<DatasetRow>> Rows(Document document, CancellationToken stopping)
    {
        var voucher = document.As<Voucher>();
        var chart = await charts.For(voucher.Book, stopping);
        var period = Period.Of(voucher.Period.Year, Math.Clamp(voucher.Period.Month, 1, 12));
        return [.. voucher.Lines.Select(line => new DatasetRow(
            period, voucher.Book.Division, ValuesOf(voucher, line, chart)))];
    }

    private static IReadOnlyList<object?> ValuesOf(Voucher voucher, VoucherLine line, Chart chart)
    {
        var path = chart.Path(line.Account.Code);
        var (book, source) = (voucher.Book, voucher.Source);
        return
        [
            book.Text, CamelCase(book.Kind.ToString()), book.Fund.Entry().Id,
            voucher.Period.Year * 100L + voucher.Period.Month, voucher.Date, voucher.Number.Text,
            line.Account.Code.Text, string.Join('/', path.Select(account => account.Code.Text)),
            chart.FullName(line.Account.Code), CamelCase(path[^1].Class.ToString()),
            CamelCase(path[^1].Normal.ToString()), line.Debit.Fen, line.Credit.Fen, source.Kind, source.Id,
            source.Detail,
        ];
    }

    /// <summary>As enums stand in JSON.</summary>
    private static string CamelCase(string name) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(name);
}

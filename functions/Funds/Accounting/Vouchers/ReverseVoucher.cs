using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>
/// Prepares the red voucher that takes a posted one back (红字冲销). It is audited and posted like any other; until then
/// the original stands. The two are linked both ways.
/// </summary>
/// <param name="Date">Today when not given; in an open period of the same book.</param>
/// <remarks>Basis: 会计基础工作规范§51 (errors are corrected in red).</remarks>
public sealed record ReverseVoucher(BookId Book, VoucherNumber Id, DateOnly? Date, string Reason) : IScoped
{
    private const int ReasonMax = 100;

    public Scope ScopeFor(Actor actor) => Book.Scope;

    public static Endpoint Endpoint(VoucherDesk desk) => Kernel.Endpoint.Of<ReverseVoucher, PreparedAnswer>(
        HttpMethod.Post, "accounting/books/{book}/vouchers/{id}/reverse", Permission.VoucherPrepare, "红字冲销",
        (request, call) => Handle(request, call, desk));

    /// <summary>The same lines in red. Pure.</summary>
    public static VoucherDraft Red(Voucher voucher, DateOnly date, string reason) => new(
        voucher.Book, BookPeriod.Of(date), date, $"冲销 {voucher.Number}：{reason}",
        [
            .. voucher.Lines.Select(line => line with
            {
                Amount = -line.Amount, Summary = $"冲销 {voucher.Number}：{line.Summary}",
            }),
        ],
        new SourceLink("voucher", $"{voucher.Book}/{voucher.Number}", "红字冲销"), null, null)
    {
        Reverses = voucher.Number,
    };

    private static async Task<Result<PreparedAnswer>> Handle(ReverseVoucher request, Call call, VoucherDesk desk)
    {
        var (book, id) = (request.Book, request.Id);
        if (string.IsNullOrWhiteSpace(request.Reason) || request.Reason.Length > ReasonMax)
        {
            return new InvalidValue("reason", $"请写明冲销原因（不超过{ReasonMax}字）。");
        }
        var voucher = await desk.Store.Find<Voucher>(
            Containers.Books, book.Text, BookDocuments.VoucherIdOf(id), call.Stopping);
        if (voucher is null) { return new NotFound("凭证", id.Text); }
        if (id.Period.IsOpening || id.Period.IsClosing) { return new WrongState("冲销", "期初和年终结转凭证由系统生成"); }
        var date = request.Date ?? ChinaTime.DateOf(call.Now);
        if (date.Year != book.Year)
        {
            return new InvalidValue("date", $"冲销日期 {date:yyyy-MM-dd} 不在{book.Year}年度内，请填该年度未结账月份的日期。");
        }
        var red = Red(voucher.Value, date, request.Reason.Trim());
        return await desk.Prepare(red, call, async (unit, number) =>
        {
            if (await unit.Find<Reversal>(Reversal.IdOf(id)) is { } known)
            {
                return new AlreadyReversed(id, known.By is { } by ? $"凭证 {by} " : $"制单 {known.Prepared} ");
            }
            unit.Create(Reversal.IdOf(id), "reversal", new Reversal(id, number, null));
            return null;
        });
    }
}

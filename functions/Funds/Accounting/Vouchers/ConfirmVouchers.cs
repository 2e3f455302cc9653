using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

public sealed record Confirmed(VoucherNumber Voucher, Signature By);

/// <summary>The treasury confirms that a voucher is booked (R-4.1-05).</summary>
public sealed record ConfirmVoucher(BookId Book, VoucherNumber Id) : IScoped
{
    public Scope ScopeFor(Actor actor) => Book.Scope;

    public static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<ConfirmVoucher, Confirmed>(
        HttpMethod.Post, "accounting/books/{book}/vouchers/{id}/confirm", Permission.BookConfirm, "国库记账确认",
        (request, call) => Handle(request, call, store));

    /// <summary>Whoever made the voucher may not confirm it. Pure.</summary>
    /// <returns>The confirmation, or <see cref="WrongState"/> (confirmed already) or <see cref="SameActor"/>.</returns>
    public static Result<Confirmation> Decide(Voucher voucher, Confirmation? already, Actor actor, DateTimeOffset now)
    {
        if (already is not null) { return new WrongState("重复确认", $"已由{already.By.Name}确认"); }
        if (voucher.PreparedBy.Id == actor.Id) { return new SameActor("国库记账确认"); }
        return new Confirmation(voucher.Number, new Signature(actor.Id, actor.Name, now));
    }

    internal static Task<Result<Confirmed>> Handle(ConfirmVoucher request, Call call, IDocumentStore store) =>
        store.Apply<Confirmed>(Containers.Books, request.Book.Text, call, async unit =>
        {
            var voucher = await unit.Find<Voucher>(BookDocuments.VoucherIdOf(request.Id));
            if (voucher is null) { return new NotFound("凭证", request.Id.Text); }
            var already = await unit.Find<Confirmation>(Confirmation.IdOf(request.Id));
            if (!Decide(voucher, already, call.Actor, call.Now).TryGet(out var confirmation, out var problem))
            {
                return problem;
            }
            unit.Create(Confirmation.IdOf(request.Id), "confirmed", confirmation);
            unit.Audit("voucher.confirm", request.Book.Scope, $"确认凭证 {request.Id} 记账，借方合计 {voucher.Total}");
            return new Confirmed(request.Id, confirmation.By);
        });
}

/// <param name="Problem">Null when confirmed; else why not.</param>
public sealed record ConfirmRow(VoucherNumber Voucher, bool Confirmed, string? Code, string? Problem);

public sealed record ConfirmAnswer(int Confirmed, int Refused, IReadOnlyList<ConfirmRow> Rows);

/// <summary>Confirms many vouchers of one book; each stands or falls by itself.</summary>
/// <param name="Vouchers">1..<see cref="VouchersMax"/>.</param>
public sealed record ConfirmManyVouchers(BookId Book, IReadOnlyList<VoucherNumber> Vouchers) : IScoped
{
    /// <summary>What one answer within two seconds can carry; each voucher is a commit of its own.</summary>
    public const int VouchersMax = 500;

    public Scope ScopeFor(Actor actor) => Book.Scope;

    public static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<ConfirmManyVouchers, ConfirmAnswer>(
        HttpMethod.Post, "accounting/books/{book}/confirm", Permission.BookConfirm, "国库批量记账确认",
        (request, call) => Handle(request, call, store));

    private static async Task<Result<ConfirmAnswer>> Handle(
        ConfirmManyVouchers request, Call call, IDocumentStore store)
    {
        if (request.Vouchers.Count is 0 or > VouchersMax)
        {
            return new InvalidValue("vouchers", $"一次可确认1至{VouchersMax}张凭证。");
        }
        var rows = new List<ConfirmRow>();
        foreach (var voucher in request.Vouchers.Distinct())
        {
            var one = call with { IdempotencyKey = call.IdempotencyKey is { } key ? $"{key}~{voucher}" : null };
            var result = await ConfirmVoucher.Handle(new ConfirmVoucher(request.Book, voucher), one, store);
            rows.Add(result.TryGet(out _, out var problem)
                ? new ConfirmRow(voucher, true, null, null)
                : new ConfirmRow(voucher, false, problem.Code, problem.Message));
        }
        var confirmed = rows.Count(row => row.Confirmed);
        return new ConfirmAnswer(confirmed, rows.Count - confirmed, rows);
    }
}

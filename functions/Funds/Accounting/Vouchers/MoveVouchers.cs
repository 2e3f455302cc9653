using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <param name="Voucher">Its number in the book, once posted.</param>
/// <param name="Problem">Null when done; else why not.</param>
public sealed record MovedRow(int Number, VoucherNumber? Voucher, string? Code, string? Problem);

/// <summary>What became of each; every one stands or falls by itself.</summary>
public sealed record MovedAnswer(int Done, int Refused, IReadOnlyList<MovedRow> Rows)
{
    /// <summary>What one answer within two seconds can carry; each is a commit of its own.</summary>
    public const int Max = 500;

    internal static async Task<Result<MovedAnswer>> Of(
        IReadOnlyList<int> numbers, Call call, Func<int, Call, Task<Result<PreparedAnswer>>> move)
    {
        if (numbers.Count is 0 or > Max) { return new InvalidValue("numbers", $"一次可处理1至{Max}张凭证。"); }
        var rows = new List<MovedRow>();
        foreach (var number in numbers.Distinct())
        {
            var one = call with { IdempotencyKey = call.IdempotencyKey is { } key ? $"{key}~{number}" : null };
            rows.Add((await move(number, one)).TryGet(out var answer, out var problem)
                ? new MovedRow(number, answer.Voucher, null, null)
                : new MovedRow(number, null, problem.Code, problem.Message));
        }
        var done = rows.Count(row => row.Code is null);
        return new MovedAnswer(done, rows.Count - done, rows);
    }
}

/// <summary>Audits prepared vouchers (审核); whoever prepared one may not audit it.</summary>
public sealed record AuditVouchers(BookId Book, IReadOnlyList<int> Numbers) : IScoped
{
    public Scope ScopeFor(Actor actor) => Book.Scope;

    public static Endpoint Endpoint(VoucherDesk desk) => Kernel.Endpoint.Of<AuditVouchers, MovedAnswer>(
        HttpMethod.Post, "accounting/books/{book}/prepared/audit", Permission.VoucherAudit, "凭证审核",
        (request, call) => MovedAnswer.Of(request.Numbers, call, (number, one) => desk.Change(
            request.Book, number, one, "voucher.audit", "审核",
            (_, prepared) => Task.FromResult(prepared.Audited(one.Actor, one.Now)))));
}

/// <summary>Posts audited vouchers (记账), in the order given: that is the order of their numbers (凭证整理).</summary>
public sealed record PostVouchers(BookId Book, IReadOnlyList<int> Numbers) : IScoped
{
    public Scope ScopeFor(Actor actor) => Book.Scope;

    public static Endpoint Endpoint(VoucherDesk desk) => Kernel.Endpoint.Of<PostVouchers, MovedAnswer>(
        HttpMethod.Post, "accounting/books/{book}/prepared/post", Permission.VoucherPost, "凭证记账",
        (request, call) => MovedAnswer.Of(
            request.Numbers, call, (number, one) => desk.Post(request.Book, number, one)));
}

/// <summary>Sends a prepared voucher back to whoever prepared it.</summary>
public sealed record SendBackVoucher(BookId Book, int Number, string Reason) : IScoped
{
    private const int ReasonMax = 200;

    public Scope ScopeFor(Actor actor) => Book.Scope;

    public static Endpoint Endpoint(VoucherDesk desk) => Kernel.Endpoint.Of<SendBackVoucher, PreparedAnswer>(
        HttpMethod.Post, "accounting/books/{book}/prepared/{number}/send-back", Permission.VoucherAudit, "退回凭证",
        (request, call) => string.IsNullOrWhiteSpace(request.Reason) || request.Reason.Length > ReasonMax
            ? Task.FromResult<Result<PreparedAnswer>>(new InvalidValue("reason", $"请写明退回原因（不超过{ReasonMax}字）。"))
            : desk.Change(
                request.Book, request.Number, call, "voucher.send-back", "退回",
                (_, prepared) => Task.FromResult(prepared.SentBack(request.Reason.Trim()))));
}

/// <summary>Drops a prepared voucher (作废); only whoever prepared it.</summary>
public sealed record DropVoucher(BookId Book, int Number, string? Reason) : IScoped
{
    public Scope ScopeFor(Actor actor) => Book.Scope;

    public static Endpoint Endpoint(VoucherDesk desk) => Kernel.Endpoint.Of<DropVoucher, PreparedAnswer>(
        HttpMethod.Post, "accounting/books/{book}/prepared/{number}/drop", Permission.VoucherPrepare, "作废未记账凭证",
        (request, call) => desk.Drop(request.Book, request.Number, request.Reason, call));
}

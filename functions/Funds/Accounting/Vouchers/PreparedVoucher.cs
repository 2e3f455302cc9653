using System.Globalization;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

public enum PreparedState
{
    /// <summary>待审核.</summary>
    Prepared = 1,

    /// <summary>待记账.</summary>
    Audited,

    /// <summary>已退回.</summary>
    Returned,

    /// <summary>已记账.</summary>
    Posted,

    /// <summary>已作废.</summary>
    Dropped,
}

/// <summary>
/// A voucher on its way into the book (未记账凭证): prepared by one, audited by another, posted by a third. Only posting
/// gives it a voucher number, so numbers have no gaps whatever is dropped, and their order is the order of posting.
/// </summary>
/// <param name="Number">制单号: 1.. in the book, in order of preparing.</param>
/// <param name="Note">Why it was returned or dropped.</param>
/// <param name="Voucher">Once posted.</param>
public sealed record PreparedVoucher(
    int Number, PreparedState State, VoucherDraft Draft, Signature PreparedBy, Signature? AuditedBy, string? Note,
    VoucherNumber? Voucher)
{
    public const string Type = "prepared";

    private const int FilesMax = 50;

    public static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"prepared-{number:0000000}");

    /// <summary>The posted voucher's, see <see cref="VoucherChain"/>.</summary>
    public string? Digest { get; init; }

    /// <summary>For lists and their sums.</summary>
    public Money Total => Draft.Lines.Aggregate(Money.Zero, (sum, line) => sum + line.Debit);

    public BookPeriod Period => Draft.Period;

    public bool IsOpen => State is PreparedState.Prepared or PreparedState.Audited or PreparedState.Returned;

    /// <summary>Whoever prepared it may change it until it is audited.</summary>
    public Result<PreparedVoucher> Revised(VoucherDraft draft, Actor actor, DateTimeOffset now)
    {
        if (State is not (PreparedState.Prepared or PreparedState.Returned)) { return Wrong("修改"); }
        if (PreparedBy.Id != actor.Id) { return new NotPreparer(PreparedBy.Name); }
        return this with
        {
            State = PreparedState.Prepared,
            Draft = draft,
            PreparedBy = new Signature(actor.Id, actor.Name, now),
            Note = null,
        };
    }

    /// <summary>Adds a file; the number of papers follows unless a larger one was keyed.</summary>
    public Result<PreparedVoucher> Attached(KeptFile file, Actor actor)
    {
        if (State is not (PreparedState.Prepared or PreparedState.Returned)) { return Wrong("增加附件"); }
        if (PreparedBy.Id != actor.Id) { return new NotPreparer(PreparedBy.Name); }
        if (Draft.Files.Any(kept => kept.Name == file.Name)) { return new PaperRefused(file.Name, "已有同名附件，请改名"); }
        return Draft.Files.Count == FilesMax ? new PaperRefused(file.Name, $"一张凭证至多{FilesMax}个附件")
            : WithFiles([.. Draft.Files, file]);
    }

    public Result<PreparedVoucher> Detached(string name, Actor actor)
    {
        if (State is not (PreparedState.Prepared or PreparedState.Returned)) { return Wrong("删除附件"); }
        if (PreparedBy.Id != actor.Id) { return new NotPreparer(PreparedBy.Name); }
        return Draft.Files.All(kept => kept.Name != name) ? new NotFound("附件", name)
            : WithFiles([.. Draft.Files.Where(kept => kept.Name != name)]);
    }

    private PreparedVoucher WithFiles(IReadOnlyList<KeptFile> files) => this with
    {
        Draft = Draft with
        {
            Files = files,
            Papers = Draft.Papers == Draft.Files.Count ? files.Count : Math.Max(Draft.Papers, files.Count),
        },
    };

    /// <remarks>Basis: 会计基础工作规范§12 (制单、审核分设).</remarks>
    public Result<PreparedVoucher> Audited(Actor actor, DateTimeOffset now)
    {
        if (State is not PreparedState.Prepared) { return Wrong("审核"); }
        if (PreparedBy.Id == actor.Id) { return new SameActor("凭证审核"); }
        return this with { State = PreparedState.Audited, AuditedBy = new Signature(actor.Id, actor.Name, now) };
    }

    /// <summary>Back to whoever prepared it, also when it is audited but not posted.</summary>
    public Result<PreparedVoucher> SentBack(string reason)
    {
        if (State is not (PreparedState.Prepared or PreparedState.Audited)) { return Wrong("退回"); }
        return this with { State = PreparedState.Returned, AuditedBy = null, Note = reason };
    }

    public Result<PreparedVoucher> Drop(Actor actor, string? reason)
    {
        if (State is not (PreparedState.Prepared or PreparedState.Returned)) { return Wrong("作废"); }
        if (PreparedBy.Id != actor.Id) { return new NotPreparer(PreparedBy.Name); }
        return this with { State = PreparedState.Dropped, Note = reason };
    }

    /// <returns>The hands that the voucher bears, or why this person may not post it.</returns>
    public Result<Hands> HandsOf(Actor poster, DateTimeOffset now)
    {
        if (State is not PreparedState.Audited || AuditedBy is null) { return Wrong("记账"); }
        if (poster.Id == PreparedBy.Id || poster.Id == AuditedBy.Id) { return new SameActor("凭证记账"); }
        return new Hands(PreparedBy, AuditedBy, new Signature(poster.Id, poster.Name, now));
    }

    public PreparedVoucher PostedAs(Voucher voucher) =>
        this with { State = PreparedState.Posted, Voucher = voucher.Number, Digest = voucher.Digest };

    public static string Title(PreparedState state) => state switch
    {
        PreparedState.Prepared => "待审核",
        PreparedState.Audited => "待记账",
        PreparedState.Returned => "已退回",
        PreparedState.Posted => "已记账",
        PreparedState.Dropped => "已作废",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    private WrongState Wrong(string action) => new(action, Title(State));
}

/// <summary>Counts the book's prepared vouchers.</summary>
internal sealed record PreparedCounter(int Last)
{
    public const string Id = "preparedCounter";
}

/// <summary>Prepared vouchers of one import. Document <c>import-{digest}-{part}</c>.</summary>
/// <param name="IsRepeat">They were there already.</param>
internal sealed record PreparedRange(int First, int Last, bool IsRepeat)
{
    /// <summary>Of one commit, whose other documents are few.</summary>
    private const int CountMax = 90;

    /// <summary>Of one commit, in characters of JSON; a Chinese one is three bytes of the 1.9 MB allowed.</summary>
    private const int TextMax = 500_000;

    /// <summary>The same parts for the same drafts.</summary>
    public static IEnumerable<IReadOnlyList<VoucherDraft>> Parts(IReadOnlyList<VoucherDraft> drafts)
    {
        var (part, size) = (new List<VoucherDraft>(), 0);
        foreach (var draft in drafts)
        {
            var length = Json.Write(draft).Length;
            if (part.Count > 0 && (part.Count == CountMax || size + length > TextMax))
            {
                yield return part;
                (part, size) = ([], 0);
            }
            part.Add(draft);
            size += length;
        }
        if (part.Count > 0) { yield return part; }
    }
}

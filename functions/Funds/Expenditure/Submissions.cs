using System.Security.Cryptography;
using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

/// <summary>The one door for new and corrected requests: file intake, browser and API all come through here.</summary>
public sealed class Submissions(IDocumentStore store, ExpenditureKinds kinds) : ISubmissions
{
    /// <summary>An instruction number holds the line in 25 bits; a million is what a file may hold.</summary>
    public const int LinesMax = 1_000_000;

    /// <summary>Findings kept with the header; the intake batch keeps them all.</summary>
    private const int FindingsKept = 500;

    private readonly RequestChange _requests = new(store, kinds);

    public Task<Result<Submitted>> Submit(NewRequest request, IAsyncEnumerable<PayeeLine> lines, Call call) =>
        Submit(request, lines, request.Purpose, call);

    /// <param name="note">What the timeline says of this submission.</param>
    internal async Task<Result<Submitted>> Submit(
        NewRequest request, IAsyncEnumerable<PayeeLine> lines, string note, Call call)
    {
        var kind = kinds.Find(request.Kind);
        if (CheckHeader(request, kind) is { } problem) { return problem; }
        var there = await _requests.Find(request.Id, call.Stopping);
        var isCorrection = there?.State is RequestState.Returned;
        var written = await RequestLines.Write(
            store, request.Id, isCorrection ? there!.Submission + 1 : 1, KeyOf(request, call), lines,
            LineCheck(request, kind!), keep: there is null || isCorrection, call.Stopping);
        if (!written.TryGet(out var book, out problem)) { return problem; }
        if (CheckBook(request, book) is { } wrong) { return wrong; }

        var hash = HashOf(request, book);
        var diff = isCorrection && there!.Book.Hash != book.Hash
            ? await LineChanges.Compare(store, request.Id, there.Book, book, call.Stopping)
            : LineChanges.None;
        return await store.Apply<Submitted>(Containers.Requests, request.Id.Text, call, async unit =>
        {
            var now = await unit.Find<PaymentRequest>(PaymentRequest.DocumentId);
            if (now is null)
            {
                return Save(unit, First(request, kind!, book, hash, note, call), "request.submit", call);
            }
            // What was a correction when the lines were written may have been overtaken by another one meanwhile.
            if (now.ContentHash == hash) { return new Submitted(request.Id, Repeated: true); }
            if (now.State is not RequestState.Returned || now.Version != there?.Version)
            {
                return new RequestExists(request.Id);
            }
            return Save(unit, Again(now, request, kind!, book, hash, diff, note, call), "request.resubmit", call);
        });
    }

    private Submitted Save(Unit unit, PaymentRequest request, string action, Call call)
    {
        var detail = $"第 {request.Submission} 次报送用款申请 {request.Id.Text}，{request.Book.Lines} 笔，{request.Book.Total} 元";
        _requests.Save(unit, new Changed(request, action, detail), call);
        return new Submitted(request.Id, Repeated: false);
    }

    private static PaymentRequest First(
        NewRequest request, ExpenditureKind kind, LineBook book, string hash, string note, Call call) =>
        new PaymentRequest(
            request.Id, 0, request.Kind, request.AgencyName, request.Mode, request.Purpose.Trim(), book,
            request.Received, request.Attachments, hash, null, call.Now, call.Now, 1, 1, new RequestState.Checking(0),
            Progress.Of(book.Total), [], [], [.. request.Findings.Take(FindingsKept)], [], [], false,
            WholePayee.PayToOf(kind, request.Mode), TreasuryMode.InSystem, [], [], 0, 1, null)
        .With(call, "submit", "submitted", note);

    /// <summary>A corrected request keeps approvals whose evidence did not change.</summary>
    private static PaymentRequest Again(
        PaymentRequest now, NewRequest request, ExpenditureKind kind, LineBook book, string hash, LineChanges diff,
        string note, Call call) =>
        (Resubmit.Renew(now, book, request.Purpose, request.Attachments, diff) with
        {
            Mode = request.Mode,
            PayTo = WholePayee.PayToOf(kind, request.Mode),
            AgencyName = request.AgencyName,
            Received = request.Received,
            ContentHash = hash,
            Noticed = [.. request.Findings.Take(FindingsKept)],
            SubmittedAt = call.Now,
        }).With(call, "submit", "submitted", note);

    private static Problem? CheckHeader(NewRequest request, ExpenditureKind? kind)
    {
        if (kind is null) { return new KindUnknown(request.Kind); }
        if (!kind.Funds.Contains(request.Id.Fund)) { return new FundNotInKind(kind.Name, request.Id.Fund); }
        if (request.Mode is not ("actual" or "advance"))
        {
            return new InvalidValue("支出方式", "须为 actual（实拨）或 advance（预拨）。");
        }
        if (request.AgencyName.Length is 0 or > 100) { return new InvalidValue("经办机构名称", "须为1至100字。"); }
        return request.Purpose.Length > 500 ? new InvalidValue("用途", "最多500字。") : null;
    }

    private static Problem? CheckBook(NewRequest request, LineBook book)
    {
        if (book.Lines == 0) { return new LinesMissing(); }
        if (book.Lines != request.Lines) { return new LineCountDiffers(request.Lines, book.Lines); }
        return book.Total != request.Total ? new TotalDiffers(request.Total, book.Total) : null;
    }

    private static Func<PayeeLine, int, Problem?> LineCheck(NewRequest request, ExpenditureKind kind)
    {
        var sign = 0;
        return (line, expected) =>
        {
            if (expected > LinesMax) { return new TooManyLines(expected, LinesMax); }
            if (line.Number != expected) { return new LineInvalid(expected, "序号", $"应为 {expected}。"); }
            if (kind.Item(request.Id.Fund, line.Item) is null) { return new ItemUnknown(line.Item, line.Number); }
            if (line.Amount.IsZero) { return new LineInvalid(line.Number, "金额", "不能为零。"); }
            if (sign == 0) { sign = Math.Sign(line.Amount.Fen); }
            if (Math.Sign(line.Amount.Fen) != sign) { return new AmountsMixed(line.Number); }
            return CheckPayee(line, kind);
        };
    }

    private static LineInvalid? CheckPayee(PayeeLine line, ExpenditureKind kind)
    {
        if (!IsPlain(line.Name, 60)) { return new LineInvalid(line.Number, "姓名或户名", "须为1至60字，不含竖线和控制字符。"); }
        if (kind.PayTo != PayTo.Payees || line.Amount < Money.Zero) { return null; }
        if (!BankCodes.IsAccount(line.Account)) { return BadAccount(line.Number); }
        if (!BankCodes.IsCnaps(line.BankCode)) { return new LineInvalid(line.Number, "行号", "须为12位数字。"); }
        return IsPlain(line.BankName, 100) ? null : new LineInvalid(line.Number, "开户行", "须为1至100字，不含竖线和控制字符。");
    }

    internal static LineInvalid BadAccount(int line) =>
        new(line, "银行账号", "须为8至32位数字；银行卡号校验位须正确。");

    /// <summary>Whether a text can stand in a bank file.</summary>
    internal static bool IsPlain(string text, int max) =>
        text.Trim().Length > 0 && text.Length <= max
        && !text.Any(symbol => symbol == '|' || PlainText.IsHidden(symbol));

    private static string KeyOf(NewRequest request, Call call) =>
        Sha256($"{Json.Write(request)}\n{call.ContentHash}\n{call.IdempotencyKey}")[..8];

    /// <summary>
    /// What makes a submission the same as another: everything but the findings, which follow from it.
    /// </summary>
    internal static string HashOf(NewRequest request, LineBook book) =>
        Sha256($"{Json.Write(request with { Findings = [], Received = null })}\n{book.Hash}");

    private static string Sha256(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

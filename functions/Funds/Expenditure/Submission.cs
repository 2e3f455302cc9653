using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

/// <summary>One payee of a request (支付明细).</summary>
/// <param name="Number">1.. in the request, in file order.</param>
/// <param name="SourceLine">The line in the received file (the heading is line 1); 0 when typed in the browser.</param>
/// <param name="Evidence">The file's other fields by field id, as read.</param>
public sealed record PayeeLine(
    int Number, int SourceLine, string Name, string IdNumber, string Account, string BankCode, string BankName,
    string Item, Money Amount, IReadOnlyDictionary<string, string> Evidence);

/// <summary>Something that a check noticed.</summary>
/// <param name="Severity">refuse, warn or info.</param>
/// <param name="Line">The payee line concerned, or 0 for the whole request.</param>
public sealed record Finding(string Check, string Severity, string Message, int Line = 0);

/// <summary>A request as an agency hands it in, by file, browser or API; its lines come beside it.</summary>
/// <param name="Mode">actual (实拨) or advance (预拨): R-3-03.</param>
/// <param name="Received">The file as received; null when typed in the browser.</param>
/// <param name="Total">Must equal the sum of the lines.</param>
public sealed record NewRequest(
    RequestId Id, string Kind, string AgencyName, string Mode, string Purpose, int Lines, Money Total,
    KeptFile? Received, IReadOnlyList<KeptFile> Attachments, IReadOnlyList<Finding> Findings);

/// <param name="Repeated">The same content was there already; nothing changed.</param>
public sealed record Submitted(RequestId Id, bool Repeated);

/// <summary>The one door for new and corrected requests.</summary>
public interface ISubmissions
{
    /// <summary>
    /// Keeps header and lines and starts the chain. A request returned for correction is replaced and keeps the
    /// decisions made so far. Repeatable: the same content again answers <see cref="Submitted.Repeated"/>.
    /// </summary>
    /// <param name="lines">In number order, read once; streamed, so a million is fine.</param>
    /// <returns>Or a problem: request_exists (same id, other content, not returned), request_kind_unknown,
    /// total_differs
    /// …</returns>
    Task<Result<Submitted>> Submit(NewRequest request, IAsyncEnumerable<PayeeLine> lines, Call call);
}

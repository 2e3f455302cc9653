using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

/// <summary>A payment request as lists show it.</summary>
/// <param name="Awaits">Whose turn it is: action code and fund code, <c>request.review.clerk:11</c>; empty when the
/// system's or nobody's.</param>
/// <param name="Search">What the text filter looks in.</param>
public sealed record RequestRow(
    RequestId Id, Division Division, Fund Fund, string Kind, string KindName, Period Period, string Agency,
    string AgencyName, string Purpose, string State, string StateTitle, string StepTitle, string Awaits, Money Total,
    Money Paid, Money Failed, int Lines, string Maker, DateTimeOffset SubmittedAt, DateTimeOffset ChangedAt,
    DateTimeOffset? Deadline, bool Escalated, string Blocked, string Search, long Version) : IListRow
{
    public const string List = "requests";

    string IListRow.RowId => Id.Text;

    public static string AwaitsOf(string permission, Fund fund) => $"{permission}:{fund.Entry().Code}";

    internal static RequestRow Of(PaymentRequest request, ExpenditureKinds kinds)
    {
        var id = request.Id;
        var kind = kinds.Find(request.Kind)?.Name ?? request.Kind;
        var wait = request.State.Waiting;
        var (step, permission) = Turn(request);
        return new RequestRow(
            id, id.Division, id.Fund, request.Kind, kind, id.Period, id.Agency, request.AgencyName, request.Purpose,
            request.State.Code, request.State.Title, step, permission is null ? "" : AwaitsOf(permission, id.Fund),
            request.Progress.Requested, request.Progress.Paid, request.Progress.Failed, request.Book.Lines,
            request.Decisions.Last(decision => decision.Step == "submit").By.Name, request.SubmittedAt,
            request.ChangedAt, wait?.Deadline, wait?.Reminders >= ReviewRules.Shipped.Deadlines.EscalateAfter,
            request.Blocked ?? "", $"{id.Text} {request.AgencyName} {kind} {request.Purpose}", request.Version);
    }

    /// <summary>Where it stands in words, and the action that is awaited from a person.</summary>
    private static (string Step, string? Permission) Turn(PaymentRequest request) => request.State switch
    {
        RequestState.Returned => ("经办机构更正", Permission.RequestSubmit.Code),
        RequestState.InReview review => (request.Steps[review.Step].Name, request.Steps[review.Step].Permission),
        RequestState.InTreasury => ("国库审核", Permission.TreasuryReview.Code),
        RequestState.PartlyFailed { Corrections: 0 } => ("更正失败明细", Permission.RequestSubmit.Code),
        RequestState.PartlyFailed => ("确认更正", Permission.RequestReviewReviewer.Code),
        var state => (state.Title, null),
    };
}

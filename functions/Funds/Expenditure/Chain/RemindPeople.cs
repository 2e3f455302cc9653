using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

/// <summary>A word to whoever should act: the notice list of a division.</summary>
/// <param name="Permission">Who is meant: the holders of this action.</param>
public sealed record Notice(
    Division Division, Fund Fund, string Permission, string Title, string Text, string Link, bool IsEscalation);

/// <summary>A deadline passed: reminds, and after some reminders escalates to the head.</summary>
internal sealed class RemindPeople(RequestChange requests) : ChainActivity(requests)
{
    public const string ActivityName = "expenditure.remind";

    public override string Name => ActivityName;

    protected override async Task<StepDone> Run(PaymentRequest request, Call call)
    {
        (await Requests.Apply(request.Id, RequestChange.Part(call, "remind"), (unit, now) =>
        {
            var changed = Decide(now, call);
            if (!ReferenceEquals(changed.Request, now))
            {
                var row = RequestRow.Of(changed.Request, Requests.Kinds);
                unit.Emit(RequestTopics.Notice, NoticeOf(changed.Request, row));
            }
            return Task.FromResult<Result<Changed>>(changed);
        })).Require();
        return new StepDone();
    }

    /// <summary>One more reminder, and when the next is due; nothing when somebody acted meanwhile. Pure.</summary>
    internal static Changed Decide(PaymentRequest request, Call call)
    {
        if (request.State.Waiting is not { } wait || wait.RemindAt > call.Now) { return new Changed(request, "", ""); }
        var rules = ReviewRules.Shipped.Deadlines;
        var next = wait with
        {
            Reminders = wait.Reminders + 1,
            NextReminder = WorkingDays.After(call.Now, rules.RemindEvery),
        };
        return new Changed(
            request with { State = request.State.WithWait(next) }, "request.remind",
            $"{request.Id.Text} {request.State.Title}超过时限，第 {next.Reminders} 次提醒");
    }

    private static Notice NoticeOf(PaymentRequest request, RequestRow row)
    {
        var permission = row.Escalated ? Permission.RequestReviewHead.Code
            : row.Awaits.Length > 0 ? row.Awaits.Split(':')[0] : Permission.TreasuryPay.Code;
        return new Notice(
            request.Id.Division, request.Id.Fund, permission, row.Escalated ? "超期未办，请督办" : "待办超过时限",
            $"用款申请 {request.Id.Text}：{row.StepTitle}", $"/expenditure/requests/{request.Id.Text}", row.Escalated);
    }
}

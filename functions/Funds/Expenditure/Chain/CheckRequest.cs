using SocialFund.Funds.Budget;
using SocialFund.Funds.Income;
using SocialFund.Funds.Payment;
using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

/// <summary>
/// The automatic checks: rules, accounts, budget. Passed: on to review. Refused: back to the agency with the reasons.
/// </summary>
internal sealed class CheckRequest(
    RequestChange requests, IBudgetControl budget, IRemittancePlans plans, IPayments payments)
    : ChainActivity(requests)
{
    public const string ActivityName = "expenditure.check";

    public override string Name => ActivityName;

    protected override async Task<StepDone> Run(PaymentRequest request, Call call)
    {
        if (request.State is not RequestState.Checking) { return new StepDone(); }
        var kind = Requests.Kinds.Find(request.Kind)!;
        var findings = new List<Finding>(request.Noticed);
        findings.AddRange(RequestChecks.Header(request, kind, call.Now));
        var lines = await CheckLines(request, kind, call);
        findings.AddRange(lines.Findings);
        if (await WrongPayee(request, kind, lines, call.Stopping) is { } wrongPayee) { findings.Add(wrongPayee); }
        var overBudget = new List<string>();
        var isHeld = request.BudgetHeld;
        if (!findings.Any(IsRefusal) && request.PayTo != PayTo.None && request.Book.Total > Money.Zero)
        {
            var charges = PaymentRequest.Charges(kind, request.Id.Fund, request.Book.Items);
            var answer = await budget.Reserve(
                request.Id, charges, kind.BeforeApproval, RequestChange.Part(call, $"s{request.Submission}"));
            isHeld |= answer.TryGet(out var reserved, out var problem);
            if (reserved is not null) { overBudget.AddRange(reserved.Warnings); }
            problem ??= await ChargePlans(request, kind, lines, call);
            if (problem is not null) { findings.Add(new Finding("budget", "refuse", problem.Message)); }
        }
        var settings = await ExpenditureSettings.For(Requests.Store, request.Id.Division, call.Stopping);
        var outcome = new CheckOutcome(findings, overBudget, isHeld, settings);
        (await Requests.Apply(request.Id, RequestChange.Part(call, "checked"), (unit, now) =>
        {
            var changed = Decide(now, outcome, call);
            AppropriationOrder.IssueIfDue(unit, now, changed.Request, Requests.Kinds, call.Now);
            return Task.FromResult<Result<Changed>>(changed);
        })).Require();
        return new StepDone();
    }

    private static bool IsRefusal(Finding finding) => finding.Severity == "refuse";

    /// <summary>Where the checks lead. Pure.</summary>
    internal static Changed Decide(PaymentRequest request, CheckOutcome outcome, Call call)
    {
        // Withdrawn while it was checked: what was reserved is remembered, so that the chain gives it back.
        if (request.State is not RequestState.Checking checking)
        {
            return new Changed(
                request with { BudgetHeld = request.BudgetHeld || outcome.IsHeld }, "request.checked",
                $"{request.Id.Text} 已不在检查中");
        }
        var checkedRequest = request with
        {
            Findings = outcome.Findings,
            OverBudget = outcome.OverBudget,
            BudgetHeld = outcome.IsHeld,
            Treasury = outcome.Settings.Treasury,
            Steps = outcome.Settings.StepsFor(request.Id.Division, request.Book.Total),
        };
        var refusals = outcome.Findings.Where(IsRefusal).ToList();
        if (refusals.Count > 0) { return Return(checkedRequest, checking, refusals, call); }

        var step = Math.Min(checking.Resume, checkedRequest.Steps.Count);
        var passed = checkedRequest.With(call, "checks", "passed", "") with
        {
            State = ApproveRequest.At(checkedRequest, step, call.Now),
        };
        return new Changed(passed, "request.checked", $"自动检查通过：{request.Id.Text}");
    }

    private static Changed Return(
        PaymentRequest request, RequestState.Checking checking, List<Finding> refusals, Call call)
    {
        var reason = string.Join("；", refusals.Take(5).Select(finding => finding.Message));
        IReadOnlyList<Mark> marks =
            [.. refusals.Take(200).Select(finding => new Mark(finding.Check, finding.Line, finding.Message))];
        var wait = WorkingDays.WaitOf(call.Now, ReviewRules.Shipped.Deadlines.Returned);
        var returned = request.With(call, "checks", "returned", reason, marks) with
        {
            State = new RequestState.Returned("checks", reason, marks, checking.Resume, wait),
            // An earlier try may have reserved and died, and what has changed since is now refused. Giving back what is
            // not held does no harm.
            BudgetHeld = true,
        };
        return new Changed(returned, "request.checked", $"自动检查退回：{request.Id.Text}，{refusals.Count} 项");
    }

    /// <summary>Lines that came by file were checked line by line at intake; here the rest.</summary>
    private async Task<LineChecks> CheckLines(PaymentRequest request, ExpenditureKind kind, Call call)
    {
        var closed = await payments.AccountsOfOtherFunds(request.Id.Division, request.Id.Fund, call.Stopping);
        var papers = request.Attachments.Select(file => file.Type).ToHashSet();
        var checks = new LineChecks(kind, request.Received is null, papers, closed);
        await foreach (var line in RequestLines.Read(Requests.Store, request.Id, request.Book, call.Stopping))
        {
            checks.Add(line);
        }
        return checks;
    }

    /// <summary>Money that goes out in one sum goes to a registered account: seen now, not when it is to be paid.
    /// </summary>
    private async Task<Finding?> WrongPayee(
        PaymentRequest request, ExpenditureKind kind, LineChecks lines, CancellationToken stopping)
    {
        if (!WholePayee.IsFor(request.PayTo) || request.Book.Total < Money.Zero) { return null; }
        var payee = await WholePayee.Of(payments, request, kind, lines.Stated, request.Book.Total, stopping);
        return payee.TryGet(out _, out var problem) ? null : new Finding(problem.Code, "refuse", problem.Message);
    }

    /// <summary>
    /// 上解 stays inside what the upper agency planned; what is charged is given back when it is not paid.
    /// </summary>
    private async Task<Problem?> ChargePlans(
        PaymentRequest request, ExpenditureKind kind, LineChecks lines, Call call)
    {
        if (kind.Category != "up") { return null; }
        foreach (var item in request.Book.Items)
        {
            if (!RemittanceTypes.TryOf(item.Item, out var type)) { continue; }
            var charged = await plans.Charge(request.Id, type, lines.PlanOf(item.Item), item.Amount, call);
            if (!charged.TryGet(out _, out var problem)) { return problem; }
        }
        return null;
    }
}

/// <param name="IsHeld">Whether budget is reserved for the request now.</param>
internal sealed record CheckOutcome(
    IReadOnlyList<Finding> Findings, IReadOnlyList<string> OverBudget, bool IsHeld, ExpenditureSettings Settings);

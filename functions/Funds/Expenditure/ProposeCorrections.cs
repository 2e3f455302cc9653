using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

/// <summary>
/// The agency corrects account, name or bank of failed lines; finance confirms before they are paid again.
/// </summary>
public sealed record ProposeCorrections(RequestId Id, IReadOnlyList<Correction> Lines, string? Note = null) : IScoped
{
    /// <summary>One document holds a proposal; more come as another proposal.</summary>
    public const int LinesMax = 2_000;

    public Scope ScopeFor(Actor actor) => Id.Scope;

    internal static Endpoint Endpoint(RequestChange requests) =>
        Kernel.Endpoint.Of<ProposeCorrections, RequestAnswer>(
            HttpMethod.Post, "expenditure/requests/{id}/corrections", Permission.RequestSubmit, "更正失败明细",
            (command, call) => Handle(command, call, requests));

    private static Task<Result<RequestAnswer>> Handle(
        ProposeCorrections command, Call call, RequestChange requests) =>
        requests.Apply(command.Id, call, async (unit, request) =>
        {
            if (await LinesProblem(command, request, requests, call) is { } bad) { return bad; }
            var decided = Decide(request, command, call);
            if (decided.TryGet(out var changed, out _))
            {
                var state = (RequestState.PartlyFailed)changed.Request.State;
                unit.Create(
                    CorrectionSet.IdOf(state.Round + 1, request.Version), CorrectionSet.Type,
                    new CorrectionSet(
                        state.Round + 1, request.Version, new Person(call.Actor.Id, call.Actor.Name), call.Now,
                        command.Lines));
            }
            return decided;
        });

    /// <summary>The rule itself. Pure.</summary>
    /// <returns>Or wrong_state, lines_missing, too_many_lines, line_invalid.</returns>
    internal static Result<Changed> Decide(PaymentRequest request, ProposeCorrections command, Call call)
    {
        if (request.State is not RequestState.PartlyFailed failed)
        {
            return new WrongState("更正失败明细", request.State.Title);
        }
        if (command.Lines.Count == 0) { return new LinesMissing(); }
        if (command.Lines.Count > LinesMax) { return new TooManyLines(command.Lines.Count, LinesMax); }
        if (command.Lines.Select(Check).FirstOrDefault(found => found is not null) is { } problem) { return problem; }

        var next = request.With(call, "correction", "proposed", command.Note ?? $"更正 {command.Lines.Count} 笔") with
        {
            State = failed with
            {
                Corrections = failed.Corrections + 1,
                CorrectedBy = [.. failed.CorrectedBy.Append(call.Actor.Id).Distinct()],
            },
        };
        return new Changed(next, "request.correct", $"提出失败明细更正 {command.Lines.Count} 笔：{request.Id.Text}");
    }

    private static LineInvalid? Check(Correction line)
    {
        if (!Submissions.IsPlain(line.Name, 60)) { return new LineInvalid(line.Number, "姓名或户名", "须为1至60字。"); }
        if (!BankCodes.IsAccount(line.Account)) { return Submissions.BadAccount(line.Number); }
        if (!BankCodes.IsCnaps(line.BankCode)) { return new LineInvalid(line.Number, "行号", "须为12位数字。"); }
        return Submissions.IsPlain(line.BankName, 100) ? null : new LineInvalid(line.Number, "开户行", "须为1至100字。");
    }

    private static async Task<Problem?> LinesProblem(
        ProposeCorrections command, PaymentRequest request, RequestChange requests, Call call)
    {
        if (request.State is not RequestState.PartlyFailed) { return null; }
        var reader = new LineReader(requests.Store, request);
        foreach (var chunk in command.Lines.GroupBy(line => RequestLines.ChunkOf(Math.Max(1, line.Number))))
        {
            if (chunk.Key > RequestLines.ChunkCount(request.Book)) { return new LineNotFailed(chunk.First().Number); }
            var failed = (await reader.Chunk(chunk.Key, call.Stopping))
                .Where(line => line.State is "failed" or "refunded").Select(line => line.Line.Number).ToHashSet();
            if (chunk.FirstOrDefault(line => !failed.Contains(line.Number)) is { } wrong)
            {
                return new LineNotFailed(wrong.Number);
            }
        }
        return null;
    }
}

using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

/// <summary>A payee line as typed in the browser.</summary>
public sealed record TypedLine(
    string Name, string IdNumber, string Account, string BankCode, string BankName, string Item, Money Amount,
    IReadOnlyDictionary<string, string>? Evidence = null)
{
    internal static async IAsyncEnumerable<PayeeLine> Stream(IReadOnlyList<TypedLine> lines)
    {
        for (var index = 0; index < lines.Count; index++)
        {
            var line = lines[index];
            yield return new PayeeLine(
                index + 1, 0, line.Name.Trim(), line.IdNumber.Trim().ToUpperInvariant(), line.Account.Trim(),
                line.BankCode.Trim(), line.BankName.Trim(), line.Item, line.Amount,
                line.Evidence ?? new Dictionary<string, string>());
        }
        await Task.CompletedTask;
    }
}

/// <summary>A request typed in the browser, with its lines.</summary>
/// <param name="Batch">The agency's own batch number, unique for fund and period.</param>
public sealed record CreateRequest(
    Division Division, Fund Fund, Period Period, string Agency, string Batch, string Kind, string Mode,
    string Purpose, IReadOnlyList<TypedLine> Lines, IReadOnlyList<KeptFile>? Attachments = null) : IScoped
{
    /// <summary>More than people type; above it a file is the way.</summary>
    public const int LinesMax = 2_000;

    public Scope ScopeFor(Actor actor) => new(Division, Fund);

    internal static Endpoint Endpoint(ISubmissions submissions, IAgencies agencies) =>
        Kernel.Endpoint.Of<CreateRequest, Submitted>(
            HttpMethod.Post, "expenditure/requests", Permission.RequestSubmit, "填报用款申请",
            (command, call) => Handle(command, call, submissions, agencies));

    private static async Task<Result<Submitted>> Handle(
        CreateRequest command, Call call, ISubmissions submissions, IAgencies agencies)
    {
        if (call.Actor.Agency is { } own && own != command.Agency) { return new NotAllowed("为其他经办机构填报"); }
        if (!RequestId.IsWord(command.Agency)) { return new InvalidValue("经办机构编号", "须为1至20位字母或数字。"); }
        if (!RequestId.IsWord(command.Batch)) { return new InvalidValue("批次号", "须为1至20位字母或数字。"); }
        if (Fault(command.Lines) is { } fault) { return fault; }

        var id = RequestId.Of(command.Division, command.Fund, command.Period, command.Agency, command.Batch);
        if (StrangeFile(id, command.Attachments) is { } strange) { return strange; }
        var agency = await agencies.Find(command.Agency, call.Stopping);
        if (agency?.MaySend(command.Division, command.Fund) == false) { return new NotAllowed("为该区划或险种填报"); }
        // The name stands on the appropriation order, so it is the register's; who is not registered goes by the code.
        var request = Compose(
            id, command.Kind, agency?.Name ?? command.Agency, command.Mode, command.Purpose, command.Attachments ?? [],
            command.Lines);
        return await submissions.Submit(request, TypedLine.Stream(command.Lines), call);
    }

    internal static NewRequest Compose(
        RequestId id, string kind, string agencyName, string mode, string purpose, IReadOnlyList<KeptFile> attachments,
        IReadOnlyList<TypedLine> lines) => new(
            id, kind, agencyName, mode, purpose, lines.Count,
            lines.Aggregate(Money.Zero, (sum, line) => sum + line.Amount), null, attachments, []);

    /// <summary>Only files received for this very request may be attached: a caller could name any other.</summary>
    internal static InvalidValue? StrangeFile(RequestId id, IReadOnlyList<KeptFile>? files)
    {
        var own = $"attachments/{id.Text}/";
        var strange = files?.FirstOrDefault(file => !file.Blob.StartsWith(own, StringComparison.Ordinal));
        return strange is null ? null : new InvalidValue("附件", $"“{strange.Name}”不是本申请收到的文件。");
    }

    /// <summary>What is wrong with typed lines before they are read one by one. Pure.</summary>
    /// <returns>Null, or the first that applies of <see cref="TooManyLines"/>, <see cref="AmountImplausible"/>,
    /// <see cref="LineInvalid"/>.</returns>
    internal static Problem? Fault(IReadOnlyList<TypedLine> lines)
    {
        if (lines.Count > LinesMax) { return new TooManyLines(lines.Count, LinesMax); }
        // Not summed as Money, whose range the lines together could leave.
        if (lines.Aggregate(Int128.Zero, (sum, line) => sum + Math.Abs(line.Amount.Fen)) > Money.DocumentMaxFen)
        {
            return new AmountImplausible("申请金额");
        }
        var bad = lines.Select((line, index) => (line, index)).FirstOrDefault(entry => !IsPerson(entry.line));
        return bad.line is null ? null : new LineInvalid(bad.index + 1, "证件号", "公民身份号码或统一社会信用代码校验不通过。");
    }

    private static bool IsPerson(TypedLine line) =>
        CitizenId.IsValid(line.IdNumber.Trim()) || CreditCode.TryParse(line.IdNumber.Trim(), out _);
}

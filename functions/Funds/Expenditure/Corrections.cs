using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

/// <summary>What the agency proposes for a failed line: who and where to pay instead. Never another amount.</summary>
public sealed record Correction(int Number, string Name, string Account, string BankCode, string BankName);

/// <summary>Corrections proposed in one go for the next round; later ones win.</summary>
/// <param name="Number">The request's version when they were proposed: it only grows.</param>
internal sealed record CorrectionSet(
    int Round, int Number, Person By, DateTimeOffset At, IReadOnlyList<Correction> Lines)
{
    public const string Type = "corrections";

    public static string IdOf(int round, int number) => $"corrections-r{round}-{number:000000}";

    /// <summary>The corrections in force, by line.</summary>
    /// <param name="round">Those for rounds up to this one.</param>
    public static async Task<IReadOnlyDictionary<int, Correction>> Load(
        IDocumentStore store, RequestId id, int round, CancellationToken stopping)
    {
        var found = new Dictionary<int, Correction>();
        if (round < 2) { return found; }
        var query = new DocumentQuery(Type) { Limit = DocumentQuery.LimitMax };
        var page = await store.Query(Containers.Requests, id.Text, query, stopping);
        var sets = page.Items.Select(document => document.As<CorrectionSet>())
            .Where(set => set.Round <= round).OrderBy(set => (set.Round, set.Number));
        foreach (var line in sets.SelectMany(set => set.Lines)) { found[line.Number] = line; }
        return found;
    }
}

/// <summary>A line as it stands: as handed in, with the confirmed correction, and what became of it.</summary>
/// <param name="State">open, paid, failed, refunded or givenUp.</param>
/// <param name="Corrected">Whether account or name differ from what was handed in.</param>
public sealed record LineNow(PayeeLine Line, string State, string Reason, int Round, bool Corrected);

/// <summary>Lines with their newest outcome and corrections.</summary>
internal sealed class LineReader(IDocumentStore store, PaymentRequest request)
{
    private IReadOnlyDictionary<int, Correction>? _corrections;
    private (int Round, LineOutcome? Outcome)? _whole;

    private int LastRound => request.State is RequestState.Paying paying
        ? paying.Round
        : request.Rounds.Count == 0 ? 0 : request.Rounds.Max(round => round.Number);

    /// <summary>The lines of a chunk in order.</summary>
    public async Task<IReadOnlyList<LineNow>> Chunk(int chunk, CancellationToken stopping)
    {
        // A correction that is only proposed is for the round after the last; it shows once it is confirmed.
        _corrections ??= await CorrectionSet.Load(store, request.Id, LastRound, stopping);
        _whole ??= (await Latest(0, stopping)).GetValueOrDefault(0);
        var lines = await RequestLines.Chunk(store, request.Id, request.Book, chunk, stopping);
        var latest = await Latest(chunk, stopping);
        return [.. lines.Select(line => Now(line, latest))];
    }

    private LineNow Now(PayeeLine line, Dictionary<int, (int Round, LineOutcome? Outcome)> latest)
    {
        var corrected = _corrections!.GetValueOrDefault(line.Number);
        var shown = corrected is null ? line : line with
        {
            Name = corrected.Name,
            Account = corrected.Account,
            BankCode = corrected.BankCode,
            BankName = corrected.BankName,
        };
        var (round, outcome) = latest.TryGetValue(line.Number, out var own) ? own : _whole!.Value;
        return new LineNow(shown, StateOf(outcome), outcome?.Reason ?? "", round, corrected is not null);
    }

    private string StateOf(LineOutcome? outcome) => outcome switch
    {
        null => "open",
        { Result: "paid" } => "paid",
        _ when outcome.Era < request.GiveUps => "givenUp",
        _ when request.State is RequestState.Paying { Batch: not null } paying && paying.Round > outcome.MarkedIn =>
            "open",
        _ => outcome.Result,
    };

    private async Task<Dictionary<int, (int Round, LineOutcome? Outcome)>> Latest(int chunk, CancellationToken stopping)
    {
        var latest = new Dictionary<int, (int, LineOutcome?)>();
        for (var round = 1; round <= LastRound; round++)
        {
            foreach (var outcome in await RequestLines.Outcomes(store, request.Id, round, chunk, stopping))
            {
                latest[outcome.Number] = (round, outcome);
            }
        }
        return latest;
    }
}

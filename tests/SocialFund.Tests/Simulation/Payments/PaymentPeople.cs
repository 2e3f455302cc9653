using SocialFund.Funds.Expenditure;
using SocialFund.Funds.Income;
using SocialFund.Funds.Payment;
using SocialFund.Kernel;
using SocialFund.Storage;
using SocialFund.Tests.Funds.Expenditure;

namespace SocialFund.Tests.Simulation.Payments;

/// <summary>A command that somebody gives.</summary>
/// <param name="IsBeginning">One of the things that must be there before all others.</param>
/// <param name="Then">What else is so once it has gone through.</param>
internal sealed record PersonAct(
    Actor By, object Request, string Body = "", bool IsBeginning = false, Action? Then = null);

/// <summary>A file that an agency drops into its inbox.</summary>
internal sealed record DroppedFile(string Name, byte[] Content);

/// <summary>
/// The people of the chain. They look at what is stored and do what could be done now: mostly the right thing,
/// sometimes another, and about some requests nobody cares any more. Some requests are typed, others dropped as files.
/// </summary>
internal sealed class PaymentPeople(Random random, PaymentTreasury treasury)
{
    private static readonly NationalCrypto Crypto = new();

    /// <summary>Whoever has handed in so often gives up.</summary>
    private const int SubmissionsMax = 3;

    private readonly List<CreateRequest> _requests =
        [.. Enumerable.Range(1, random.Next(2, 6)).Select(number => PaymentPlan.Request(number, random))];

    private readonly HashSet<string> _forgotten = [];
    private readonly HashSet<string> _disputed = [];
    private readonly Dictionary<string, DroppedFile?> _files = [];
    private int _begun;
    private int _settings = random.Next(5);

    private readonly List<(Actor By, object Request, string Body)> _beginnings =
        [.. PaymentPlan.Beginnings, (PaymentPlan.Admin, PaymentPlan.Setting(random), "")];

    /// <summary>Those that were handed in at least once.</summary>
    public IEnumerable<RequestId> Requests => _requests.Select(PaymentPlan.IdOf);

    /// <summary>Call when a beginning has gone through.</summary>
    public void HasBegun() => _begun++;

    /// <summary>What somebody could do now; empty when nobody has anything to do.</summary>
    public async Task<List<PersonAct>> Acts(IDocumentStore documents)
    {
        if (_begun < _beginnings.Count)
        {
            var (by, request, body) = _beginnings[_begun];
            return [new PersonAct(by, request, body, IsBeginning: true)];
        }
        var acts = new List<PersonAct>();
        foreach (var request in _requests)
        {
            if (await ActOn(request, documents) is { } act) { acts.Add(act); }
        }
        acts.AddRange(await OnSlips(documents));
        acts.AddRange(await OnContradictions(documents));
        if (_settings > 0 && random.Next(8) == 0)
        {
            acts.Add(new PersonAct(PaymentPlan.Admin, PaymentPlan.Setting(random), Then: () => _settings--));
        }
        return acts;
    }

    /// <summary>The cashier asks the bank: the first answer stands.</summary>
    private static async Task<IEnumerable<PersonAct>> OnContradictions(IDocumentStore documents)
    {
        var open = new DocumentQuery(PaymentException.List)
        {
            Where = [Filter.Is("state", "open"), Filter.Is("kind", "contradictory")],
        };
        var rows = await documents.Query(
            Containers.Lists, ListRows.Partition(PaymentException.List, PaymentPlan.County), open);
        return rows.Items.Select(item => new PersonAct(
            PaymentPlan.Cashier, new ResolveException(item.As<PaymentException>().Id, "已向银行核实，以首次回单为准")));
    }

    private async Task<PersonAct?> ActOn(CreateRequest typed, IDocumentStore documents)
    {
        var id = PaymentPlan.IdOf(typed);
        if (_forgotten.Contains(id.Text)) { return null; }
        var stored = await documents.Find<PaymentRequest>(Containers.Requests, id.Text, PaymentRequest.DocumentId);
        if (stored is null) { return HandIn(typed); }
        var isWaiting = stored.Value.State.Waiting is not null;
        if (isWaiting && random.Next(150) == 0) { _forgotten.Add(id.Text); return null; }
        return stored.Value.State switch
        {
            RequestState.Checking when random.Next(8) == 0 => Withdraw(id),
            RequestState.Returned => Correct(stored.Value, typed),
            RequestState.InReview review => Review(id, stored.Value.Steps[review.Step].Id),
            RequestState.InTreasury => Review(id, "treasury"),
            RequestState.Paying { Batch: { } batch } => await Pay(batch, documents),
            RequestState.PartlyFailed failed => await Mend(stored.Value, failed, documents),
            _ => null,
        };
    }

    private PersonAct HandIn(CreateRequest typed)
    {
        if (!_files.TryGetValue(typed.Batch, out var file)) { _files[typed.Batch] = file = Choose(typed); }
        return new PersonAct(PaymentPlan.Agency, file is null ? typed : file);
    }

    /// <summary>Some requests come as files, and some of those have a row that cannot be taken; the rest is typed.
    /// </summary>
    private DroppedFile? Choose(CreateRequest typed)
    {
        if (typed.Lines[0].Amount < Money.Zero || random.Next(4) > 0) { return null; }
        var isSpoilt = typed is { Kind: "periodic-benefit", Lines.Count: > 1 } && random.Next(4) == 0;
        return FileOf(typed, isSpoilt);
    }

    private static DroppedFile FileOf(CreateRequest typed, bool isSpoilt) => new(
        $"inbox/{typed.Agency}/{typed.Batch}.zip", PaymentPlan.Zip(typed, Crypto, isSpoilt));

    private PersonAct Review(RequestId id, string step)
    {
        var by = PaymentPlan.Reviewers[step];
        return random.Next(20) switch
        {
            0 => Withdraw(id),
            1 => new PersonAct(by, new RejectRequest(id, "不符合政策")),
            2 or 3 => new PersonAct(by, new SendBackRequest(id, "请核对", [new Mark("amount", 1, "金额有误")])),
            // Not their turn, or their own request: refused, and nothing happens.
            4 => new PersonAct(PaymentPlan.Reviewers[step == "clerk" ? "treasury" : "clerk"], new ApproveRequest(id)),
            5 => new PersonAct(PaymentPlan.Agency, new ApproveRequest(id, "同意")),
            _ => new PersonAct(by, new ApproveRequest(id, "同意")),
        };
    }

    private PersonAct Correct(PaymentRequest request, CreateRequest typed)
    {
        if (request.Submission >= SubmissionsMax || random.Next(8) == 0) { return Withdraw(request.Id); }
        if (request.Received is not null && random.Next(2) == 0)
        {
            var less = typed with { Lines = [.. typed.Lines.Select(Less)] };
            return new PersonAct(PaymentPlan.Agency, FileOf(less, isSpoilt: false));
        }
        return new PersonAct(PaymentPlan.Agency, random.Next(3) switch
        {
            0 => new Resubmit(request.Id, "已核对无误"),
            1 when typed.Lines.Count > 1 => new Resubmit(request.Id, "减少一人", [.. typed.Lines.Skip(1)]),
            _ => new Resubmit(request.Id, "已更正", [.. typed.Lines.Select(Less)]),
        });
    }

    private TypedLine Less(TypedLine line) => line with
    {
        Amount = line.Amount.Fen > 1 ? Money.FromFen(random.NextInt64(1, line.Amount.Fen)) : line.Amount,
    };

    private static PersonAct Withdraw(RequestId id) =>
        new(PaymentPlan.Agency, new WithdrawRequest(id, "需要重新核算"));

    private async Task<PersonAct?> Pay(string batch, IDocumentStore documents)
    {
        var stored = await documents.Find<PaymentBatch>(Containers.Payments, batch, PaymentBatch.DocumentId);
        return stored?.Value switch
        {
            { State: not PaymentBatch.Waiting } or null => null,
            { Channel: PayChannel.Paper } slip => await treasury.OnPaper(slip, documents),
            _ => new PersonAct(PaymentPlan.Cashier, new SendBatch(TextValue.Parse<BatchId>(batch))),
        };
    }

    private async Task<PersonAct> Mend(
        PaymentRequest request, RequestState.PartlyFailed failed, IDocumentStore documents)
    {
        var reviewer = PaymentPlan.Reviewers["reviewer"];
        if (failed.Round >= 3 || random.Next(6) == 0)
        {
            return new PersonAct(reviewer, new GiveUpFailed(request.Id, "收款人已死亡，不再支付"));
        }
        var isByPayee = request.PayTo == PayTo.Payees;
        if (!isByPayee || failed.Corrections > 0 || random.Next(2) == 0)
        {
            return new PersonAct(reviewer, new ConfirmCorrections(request.Id));
        }
        var reader = new LineReader(documents, request);
        var lines = (await reader.Chunk(1, CancellationToken.None))
            .Where(line => line.State is "failed" or "refunded").Select(line => line.Line);
        return new PersonAct(PaymentPlan.Agency, new ProposeCorrections(
            request.Id,
            [
                .. lines.Select(line => new Correction(
                    line.Number, line.Name, ChainWorld.Line(random.Next(1000, 9999)).Account, line.BankCode,
                    line.BankName)),
            ]));
    }

    /// <summary>The upper division takes the remittances in.</summary>
    private async Task<List<PersonAct>> OnSlips(IDocumentStore documents)
    {
        var rows = await documents.Query(
            Containers.Lists, SlipRows.PartitionOf(PaymentPlan.Province), new DocumentQuery("slip"));
        var acts = new List<PersonAct>();
        foreach (var slip in rows.Items.Select(item => item.As<SlipRow>()))
        {
            if (OnSlip(slip) is { } act) { acts.Add(act); }
        }
        return acts;
    }

    private PersonAct? OnSlip(SlipRow slip)
    {
        switch (slip.State)
        {
            case "reviewing" when random.Next(5) == 0 && _disputed.Add(slip.Id.Text):
                return new PersonAct(PaymentPlan.UpperFinance, new DisputeSlip(slip.Id, "款项尚未到账"));
            case "reviewing" or "disputed":
                return new PersonAct(PaymentPlan.UpperFinance, new ReviewSlip(slip.Id, true, null));
            case "receiving":
                return new PersonAct(PaymentPlan.UpperTreasury, new ConfirmSlip(slip.Id, null));
            default:
                return null;
        }
    }
}

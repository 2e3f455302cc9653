using System.Runtime.CompilerServices;
using SocialFund.Funds.Expenditure;
using SocialFund.Kernel;

namespace SocialFund.Funds.Payment;

/// <summary>Payment batches over the document store.</summary>
public sealed class Payments(IDocumentStore store) : IPayments
{
    /// <summary>As request lines: an instruction chunk answers exactly one line chunk.</summary>
    private static int ChunkOf(int line) => RequestLines.ChunkOf(line);

    public async Task<Result<BatchState>> Instruct(NewBatch batch, IAsyncEnumerable<PayLine> lines, Call call)
    {
        if (await BatchDocuments.Find(store, batch.Id, call.Stopping) is { } there) { return there.Summary; }
        var (division, fund) = (batch.Request.Division, batch.Request.Fund);
        var payer = (await PayAccount.Load(store, division, call.Stopping))
            .FirstOrDefault(account => account.Kind == AccountKind.Special && account.Fund == fund);
        if (payer is null) { return new PayerAccountMissing(division, fund); }
        var closed = await AccountsOfOtherFunds(division, fund, call.Stopping);
        if (!(await WriteChunks(batch, lines, closed, call.Stopping)).TryGet(out var sums, out var problem))
        {
            return problem;
        }
        var made = Made(batch, payer, sums.Lines, sums.Amount, call);
        return await store.Apply<BatchState>(Containers.Payments, batch.Id, call, async unit =>
        {
            if (await unit.Find<PaymentBatch>(PaymentBatch.DocumentId) is { } now) { return now.Summary; }
            BatchDocuments.Save(unit, made, "payment.batch", $"生成支付批次 {made.Id}，{made.Lines} 笔，{sums.Amount} 元");
            if (made.Channel == PayChannel.Interface) { unit.Emit(DeliverBatch.TopicName, new BatchMessage(made.Id)); }
            return made.Summary;
        });
    }

    /// <summary>What is handed over by interface counts as sent: the treasury's own people act there.</summary>
    private static PaymentBatch Made(NewBatch batch, PayAccount payer, int lines, Money amount, Call call) => new(
        batch.Id, 0, batch.Request, batch.Round, batch.Channel, payer, batch.Purpose, lines, BatchProgress.Of(amount),
        batch.Reviewers, batch.Channel == PayChannel.Interface ? PaymentBatch.Sent : PaymentBatch.Waiting, call.Now,
        null, batch.Channel == PayChannel.Interface ? call.Now : null, null, null, null);

    /// <summary>Written before the header names them; the same batch writes the same chunks again.</summary>
    private async Task<Result<(int Lines, Money Amount)>> WriteChunks(
        NewBatch batch, IAsyncEnumerable<PayLine> lines, IReadOnlySet<string> closed, CancellationToken stopping)
    {
        var prefix = InstructionNumber.PrefixOf(batch.Request.Text);
        var chunk = new List<Instruction>();
        var writes = new List<Write>();
        var (count, amount) = (0, Money.Zero);
        await foreach (var line in lines.WithCancellation(stopping))
        {
            if (closed.Contains(line.Account)) { return new AccountOfOtherFund(line.Account, line.Number); }
            if (chunk.Count > 0 && ChunkOf(chunk[0].Line) != ChunkOf(line.Number)) { await Flush(isLast: false); }
            chunk.Add(new Instruction(
                line.Number, InstructionNumber.WithPrefix(prefix, line.Number, batch.Round), line.Name, line.Account,
                line.BankCode, line.BankName, line.Amount, LineState.Waiting, "", ""));
            (count, amount) = (count + 1, amount + line.Amount);
        }
        await Flush(isLast: true);
        return count > 0 ? (count, amount) : throw new InvalidOperationException($"Batch {batch.Id} has no lines.");

        async Task Flush(bool isLast)
        {
            if (chunk.Count > 0)
            {
                var number = ChunkOf(chunk[0].Line);
                writes.Add(new Write.Create(
                    InstructionChunk.IdOf(number), InstructionChunk.Type,
                    Json.Write(new InstructionChunk(number, [.. chunk]))));
                chunk.Clear();
            }
            if (writes.Count == 0 || (!isLast && writes.Count < InstructionChunk.PerCommit)) { return; }
            await CreateMissing(batch.Id, writes, stopping);
            writes.Clear();
        }
    }

    /// <summary>An interrupted try left some: they are the same, and may hold answers already, so they stay.</summary>
    private async Task CreateMissing(string batch, IReadOnlyList<Write> writes, CancellationToken stopping)
    {
        if ((await store.Commit(Containers.Payments, batch, writes, stopping)).TryGet(out _, out _)) { return; }
        foreach (var write in writes) { await store.Commit(Containers.Payments, batch, [write], stopping); }
    }

    public async Task<BatchState?> Find(string batch, CancellationToken stopping) =>
        (await BatchDocuments.Find(store, batch, stopping))?.Summary;

    public async IAsyncEnumerable<AnsweredChunk> Answers(
        string batch, [EnumeratorCancellation] CancellationToken stopping)
    {
        await foreach (var chunk in BatchDocuments.Chunks(store, batch, stopping))
        {
            yield return new AnsweredChunk(
                chunk.Chunk,
                [.. chunk.Lines.Select(line => new AnsweredLine(line.Line, line.Amount, line.State, line.Reason))]);
        }
    }

    public async Task<Result<PayLine>> WholePayee(
        RequestId request, PayTo to, Division upper, string stated, Money amount, CancellationToken stopping)
    {
        var isUpper = to == PayTo.UpperAccount;
        var division = isUpper ? upper : request.Division;
        var registered = (await PayAccount.Load(store, division, stopping))
            .Where(account => account.Fund == request.Fund && (isUpper
                ? account.Kind == AccountKind.Special
                : account.Kind == AccountKind.Expenditure && account.Agency == request.Agency))
            .ToList();
        var owner = isUpper
            ? $"{Divisions.NameOf(upper)}{request.Fund.Title()}基金的财政专户"
            : $"经办机构 {request.Agency} 的{request.Fund.Title()}支出户";
        if (registered.Count == 0) { return new PayeeAccountMissing(owner); }
        var account = registered.FirstOrDefault(account => stated.Length == 0 || account.Number == stated);
        return account is null
            ? new PayeeAccountUnregistered(BankCodes.MaskAccount(stated), owner, TextOf(registered), division)
            : new PayLine(0, account.Name, account.Number, account.BankCode, account.BankName, amount);
    }

    public async Task<string?> PayeeOf(string batch, CancellationToken stopping) =>
        (await store.Find<InstructionChunk>(Containers.Payments, batch, InstructionChunk.IdOf(0), stopping))
            ?.Value.Lines[0].Account;

    private static string TextOf(IEnumerable<PayAccount> accounts) => string.Join("、", accounts.Select(account =>
        $"{account.Name} {BankCodes.MaskAccount(account.Number)}（{account.BankName}）"));

    public async Task<bool> IsContradicted(RequestId request, CancellationToken stopping)
    {
        var query = new DocumentQuery(PaymentException.List)
        {
            Where =
            [
                Filter.Is("state", "open"), Filter.Is("kind", "contradictory"),
                new Filter("batch", Comparison.StartsWith, $"{request.Text}-r"),
            ],
            Limit = 1,
        };
        var partition = ListRows.Partition(PaymentException.List, request.Division);
        return (await store.Query(Containers.Lists, partition, query, stopping)).Items.Count > 0;
    }

    public async Task<IReadOnlySet<string>> AccountsOfOtherFunds(
        Division division, Fund fund, CancellationToken stopping)
    {
        var numbers = new HashSet<string>();
        foreach (var place in division.UpToProvince())
        {
            var accounts = await PayAccount.Load(store, place, stopping);
            numbers.UnionWith(accounts.Where(account => account.Fund != fund).Select(account => account.Number));
        }
        return numbers;
    }
}

/// <summary>Names a batch in a message.</summary>
public sealed record BatchMessage(string Batch);

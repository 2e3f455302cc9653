using System.Security.Cryptography;
using System.Text;
using System.Xml;
using SocialFund.Funds.Accounting;
using SocialFund.Kernel;

namespace SocialFund.Funds.Banking;

/// <summary>Takes statements in.</summary>
internal sealed class StatementIntake(IDocumentStore store, StatementLayouts layouts)
{
    /// <summary>A commit holds 100 operations; beside the lines come statement, audit, head and answer.</summary>
    private const int SliceMax = 80;

    private const int ProblemsMax = 200;

    private const int NameMax = 200;

    private static readonly char[] Blank = ['\uFEFF', ' ', '\r', '\n'];

    public async Task<Result<StatementAnswer>> Import(ImportStatement request, Call call)
    {
        var account = request.Account;
        if (await account.Known(store, call.Stopping) is not { } registered)
        {
            return new NotFound("财政专户或支出户", account.Text);
        }
        if (await Bytes(call) is not { } bytes) { return new TableTooLarge(CsvTable.BytesMax); }
        if (!Read(bytes, request.Layout, registered.Bank).TryGet(out var read, out var problem)) { return problem; }
        if (read.Lines.Count > StatementDraft.LinesMax)
        {
            return new StatementTooLong(read.Lines.Count, StatementDraft.LinesMax);
        }
        if (read.Account is { Length: >= 4 } named && named != account.Number)
        {
            return new StatementOfOtherAccount(named[^4..]);
        }
        var folder = new BankFolder(store, account, call.Stopping);
        var checks = new StatementChecks(folder, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        var given = read with { From = request.From ?? read.From, To = request.To ?? read.To };
        if (request.Opening is { } text)
        {
            if (!Money.TryParseYuan(text, out var opening)) { return new InvalidValue("opening", "期初余额不是金额。"); }
            given = given with { Opening = given.Opening ?? opening };
        }
        if (!(await checks.Of(given)).TryGet(out var sound, out problem)) { return problem; }
        return sound.Answer.Problems.Count > 0 ? sound.Answer : await Keep(request, sound, call);
    }

    private async Task<Result<StatementAnswer>> Keep(ImportStatement request, SoundStatement sound, Call call)
    {
        var account = request.Account;
        var slices = sound.NewLines.Chunk(SliceMax).ToList();
        foreach (var slice in slices.SkipLast(1))
        {
            var part = await store.Apply<Done>(
                Containers.Books, account.Partition, call with { IdempotencyKey = null }, async unit =>
                {
                    foreach (var line in slice)
                    {
                        if (await unit.Find<BankLine>(line.Id) is null) { unit.Create(line.Id, BankLine.Type, line); }
                    }
                    if (unit.HasWrites) { unit.Audit("bank.import", account.Scope, $"{account.Tail} 对账单明细写入"); }
                    return Done.Value;
                });
            if (!part.TryGet(out _, out var refused)) { return refused; }
        }
        return await store.Apply<StatementAnswer>(Containers.Books, account.Partition, call, async unit =>
        {
            var answer = sound.Answer;
            if (await unit.Find<BankStatement>(answer.Id) is not null)
            {
                return answer with { Repeated = true, New = 0, Known = answer.Lines };
            }
            foreach (var line in slices.Count == 0 ? [] : slices[^1])
            {
                if (await unit.Find<BankLine>(line.Id) is null) { unit.Create(line.Id, BankLine.Type, line); }
            }
            unit.Create(answer.Id, BankStatement.Type, new BankStatement(
                answer.Id, sound.Digest, answer.Format, NameOf(request), answer.From!.Value, answer.To!.Value,
                answer.Opening, answer.In, answer.Out, answer.Closing, answer.Lines, answer.New,
                new Signature(call.Actor.Id, call.Actor.Name, call.Now)));
            unit.Audit(
                "bank.import", account.Scope,
                $"{account.Tail} 导入对账单 {answer.From:yyyy-MM-dd} 至 {answer.To:yyyy-MM-dd}，{answer.Lines} 行，"
                    + $"新增 {answer.New} 行，期末 {answer.Closing}");
            return answer;
        });
    }

    private Result<StatementDraft> Read(byte[] bytes, string? layout, string bank)
    {
        try
        {
            if (bytes is [(byte)'P', (byte)'K', ..])
            {
                var csv = Encoding.UTF8.GetBytes(SheetFile.ToCsv(bytes));
                return ReadTable(csv, "xlsx", layout, bank);
            }
            var start = Encoding.UTF8.GetString(bytes, 0, Math.Min(bytes.Length, 64)).TrimStart(Blank);
            if (start.StartsWith('<')) { return Camt053.Read(bytes); }
            if (Mt940.Looks(start)) { return Mt940.Read(TextOf(bytes).TrimStart(Blank)); }
            return ReadTable(bytes, "csv", layout, bank);
        }
        catch (Exception error) when (error is InvalidDataException or XmlException)
        {
            return new StatementUnreadable(error is XmlException ? "不是合格的 XML，或含有 DTD" : error.Message);
        }
    }

    /// <summary>By the layout named; else by the bank's own, then any whose headings are there.</summary>
    private Result<StatementDraft> ReadTable(byte[] bytes, string format, string? layout, string bank)
    {
        if (layout is { Length: > 0 } && layouts.Find(layout) is null) { return new LayoutUnknown(layout); }
        var candidates = layouts.All.Where(each => layout is not { Length: > 0 } || each.Id == layout)
            .OrderBy(each => each.Bank != bank).ToList();
        Problem? refused = null;
        foreach (var each in candidates)
        {
            // Sheets are turned into UTF-8 text before.
            var shape = format == "xlsx" ? each with { Encoding = "utf-8" } : each;
            if (!shape.Table(bytes).TryGet(out var table, out var problem)) { refused = problem; continue; }
            if (candidates.Count == 1 || shape.Fits(table)) { return shape.Read(table, format); }
        }
        return candidates.Count == 1 && refused is not null ? refused : new LayoutUnknown("");
    }

    /// <summary>MT940 knows no other letters; banks here put Chinese into it all the same.</summary>
    private static string TextOf(byte[] bytes)
    {
        try { return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes); }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetString(bytes);
        }
    }

    private static async Task<byte[]?> Bytes(Call call)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[81_920];
        for (var count = await call.Body.ReadAsync(buffer, call.Stopping); count > 0;
            count = await call.Body.ReadAsync(buffer, call.Stopping))
        {
            if (bytes.Length + count > CsvTable.BytesMax) { return null; }
            await bytes.WriteAsync(buffer.AsMemory(0, count), call.Stopping);
        }
        return bytes.ToArray();
    }

    private static string NameOf(ImportStatement request) =>
        request.FileName is { Length: > NameMax } name ? name[..NameMax] : request.FileName ?? "";

    /// <summary>As many faults as a screen shows.</summary>
    internal static IReadOnlyList<RowProblem> Shown(IEnumerable<RowProblem> problems) =>
        [.. problems.OrderBy(problem => problem.Line).Take(ProblemsMax)];
}

/// <param name="NewLines">Those that no earlier file had.</param>
internal sealed record SoundStatement(StatementAnswer Answer, string Digest, IReadOnlyList<BankLine> NewLines);

/// <summary>Control totals and continuity of a statement beside those there are.</summary>
internal sealed class StatementChecks(BankFolder folder, string digest)
{
    /// <returns>The statement, sound or with the faults of its rows; or why it is refused.</returns>
    public async Task<Result<SoundStatement>> Of(StatementDraft read)
    {
        var warnings = new List<string>();
        var others = (await folder.Statements()).Where(each => each.Digest != digest).ToList();
        var draft = read.Completed();
        if (draft.Problems.Count == 0 && draft.Opening is null && draft.From is { } first)
        {
            if (Before(others, first) is not { } before) { return new OpeningUnknown(); }
            var opening = await OpeningOn(before, first);
            draft = (draft with { Opening = opening }).Completed();
            warnings.Add($"文件没有余额，期初按前一对账单取 {opening}。");
        }
        var faults = draft.Problems.Count > 0 ? draft.Problems : StatementIntake.Shown(draft.Faults());
        if (faults.Count == 0 && (draft.From is null || draft.To is null || draft.To < draft.From))
        {
            return new StatementUnreadable("没有交易行，也没有期间");
        }
        if (faults.Count > 0) { return new SoundStatement(AnswerOf(draft, "", 0, 0, faults, []), digest, []); }
        return await Judge(draft, others, warnings);
    }

    private async Task<Result<SoundStatement>> Judge(
        StatementDraft draft, List<BankStatement> others, List<string> warnings)
    {
        var (from, to, opening, closing) =
            (draft.From!.Value, draft.To!.Value, draft.Opening!.Value, draft.Closing!.Value);
        if (opening + draft.In - draft.Out != closing)
        {
            return new StatementTotalsDiffer(opening, draft.In, draft.Out, closing);
        }
        var id = BankStatement.IdOf(from, digest);
        var (fresh, faults) = await Sort(draft.ToLines(id));
        if (faults.Count > 0) { return new SoundStatement(AnswerOf(draft, "", 0, 0, faults, []), digest, []); }
        if (Before(others, from) is { } before)
        {
            var expected = await OpeningOn(before, from);
            if (expected != opening) { return new StatementGap(from, expected, opening); }
            if (before.To.AddDays(1) < from)
            {
                warnings.Add($"{before.To.AddDays(1):yyyy-MM-dd} 至 {from.AddDays(-1):yyyy-MM-dd} 没有对账单，余额衔接，视为无发生。");
            }
        }
        var within = (await folder.Moved(from, to)).Sum + fresh.Sum();
        if (within != closing - opening) { return new StatementContradicts(closing - opening, within); }
        if (others.Where(each => each.From > from).MinBy(each => each.From) is { } after)
        {
            var last = after.From.AddDays(-1);
            var moved = (await folder.Moved(from, last)).Sum + fresh.Where(line => line.Date <= last).Sum();
            var closed = opening + moved;
            if (closed != after.Opening) { return new StatementGap(after.From, after.Opening, closed); }
        }
        var answer = AnswerOf(draft, id, fresh.Count, draft.Lines.Count - fresh.Count, [], warnings);
        return new SoundStatement(answer, digest, fresh);
    }

    /// <summary>What is new; a line that contradicts one that is there is a fault.</summary>
    private async Task<(List<BankLine> Fresh, List<RowProblem> Faults)> Sort(IReadOnlyList<BankLine> lines)
    {
        var (fresh, faults) = (new List<BankLine>(), new List<RowProblem>());
        foreach (var line in lines)
        {
            var there = await folder.Find<BankLine>(line.Id);
            if (there is null) { fresh.Add(line); }
            else if (!there.Agrees(line))
            {
                faults.Add(new RowProblem(
                    line.Line, "流水号", "line_contradicts",
                    $"流水号“{line.Reference}”此前导入为 {there.Date:yyyy-MM-dd} {there.Amount}，与本行不一致。"));
            }
        }
        return (fresh, faults);
    }

    private static BankStatement? Before(List<BankStatement> others, DateOnly from) =>
        others.Where(each => each.From <= from).MaxBy(each => each.From);

    /// <summary>The balance when the day began, as the earlier statement and the lines since say.</summary>
    private async Task<Money> OpeningOn(BankStatement before, DateOnly day) =>
        day == before.From ? before.Opening
            : before.Opening + (await folder.Moved(before.From, day.AddDays(-1))).Sum;

    private static StatementAnswer AnswerOf(
        StatementDraft draft, string id, int fresh, int known, IReadOnlyList<RowProblem> problems,
        IReadOnlyList<string> warnings) => new(
        id, draft.Format, false, draft.From, draft.To, draft.Opening ?? Money.Zero, draft.In, draft.Out,
        draft.Closing ?? Money.Zero, draft.Lines.Count, fresh, known, problems, warnings);
}

using System.Runtime.CompilerServices;
using System.Text;
using SocialFund.Funds.Standing;
using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

/// <summary>A line as people see it: id number and account masked.</summary>
public sealed record LineView(
    int Number, int SourceLine, string Name, string IdNumber, string Account, string BankCode, string BankName,
    string Item, string ItemName, Money Amount, string State, string Reason, int Round, bool Corrected,
    IReadOnlyDictionary<string, string> Evidence)
{
    internal static LineView Of(LineNow line, ExpenditureKind kind, Fund fund) => new(
        line.Line.Number, line.Line.SourceLine, line.Line.Name, CitizenId.Mask(line.Line.IdNumber),
        BankCodes.MaskAccount(line.Line.Account), line.Line.BankCode, line.Line.BankName, line.Line.Item,
        kind.Item(fund, line.Line.Item)?.Name ?? line.Line.Item, line.Line.Amount, line.State, line.Reason, line.Round,
        line.Corrected, Masked(line.Line, kind));

    /// <summary>The file's other fields may repeat ids and accounts; those are masked too.</summary>
    private static Dictionary<string, string> Masked(PayeeLine line, ExpenditureKind kind)
    {
        var types = kind.Payees.Fields.ToDictionary(field => field.Id, field => field.Type);
        return line.Evidence.ToDictionary(pair => pair.Key, pair => types.GetValueOrDefault(pair.Key) switch
        {
            FieldType.CitizenId => CitizenId.Mask(pair.Value),
            FieldType.BankAccount => BankCodes.MaskAccount(pair.Value),
            _ => pair.Value,
        });
    }
}

/// <summary>Lines of a request, by position or filtered. The total counts all that match.</summary>
/// <param name="Text">Part of a name, or a whole id number or account.</param>
public sealed record ViewLines(
    RequestId Id, int Offset = 0, int? Limit = null, string? State = null, string? Text = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => Id.Scope;

    internal static Endpoint Endpoint(RequestChange requests) => Kernel.Endpoint.Of<ViewLines, Page<LineView>>(
        HttpMethod.Get, "expenditure/requests/{id}/lines", Permission.RequestView, "查看支付明细",
        (query, call) => Handle(query, call, requests));

    private static async Task<Result<Page<LineView>>> Handle(ViewLines query, Call call, RequestChange requests)
    {
        if (query.Offset < 0) { return new InvalidValue("起始行", "不能为负数。"); }
        if (!(await requests.Visible(query.Id, call)).TryGet(out var request, out var problem)) { return problem; }
        var isFiltered = query.State is { Length: > 0 } || query.Text is { Length: > 0 };
        var (lines, total) = isFiltered
            ? await Filtered(query, request, requests, call.Stopping)
            : (await At(query, request, requests, call.Stopping), request.Book.Lines);
        var kind = requests.Kinds.Find(request.Kind)!;
        var next = query.Offset + lines.Count;
        return new Page<LineView>(
            [.. lines.Select(line => LineView.Of(line, kind, request.Id.Fund))], total,
            next < total ? $"{next}" : null);
    }

    /// <summary>Without filters a position names its chunk: a page is one or a few reads, at any depth.</summary>
    private static async Task<List<LineNow>> At(
        ViewLines query, PaymentRequest request, RequestChange requests, CancellationToken stopping)
    {
        var reader = new LineReader(requests.Store, request);
        var limit = ListScope.Limit(query.Limit);
        var lines = new List<LineNow>();
        for (var chunk = RequestLines.ChunkOf(query.Offset + 1);
            chunk <= RequestLines.ChunkCount(request.Book) && lines.Count < limit; chunk++)
        {
            var rest = (await reader.Chunk(chunk, stopping)).Where(line => line.Line.Number > query.Offset);
            lines.AddRange(rest.Take(limit - lines.Count));
        }
        return lines;
    }

    private static async Task<(List<LineNow> Lines, int Total)> Filtered(
        ViewLines query, PaymentRequest request, RequestChange requests, CancellationToken stopping)
    {
        var (limit, total) = (ListScope.Limit(query.Limit), 0);
        var shown = new List<LineNow>();
        await foreach (var line in All(requests.Store, request, stopping))
        {
            if (!Matches(line, query)) { continue; }
            if (total++ >= query.Offset && shown.Count < limit) { shown.Add(line); }
        }
        return (shown, total);
    }

    private static bool Matches(LineNow line, ViewLines query) =>
        (query.State is null or "" || line.State == query.State)
        && (query.Text is null or "" || line.Line.Name.Contains(query.Text, StringComparison.Ordinal)
            || line.Line.IdNumber == query.Text || line.Line.Account == query.Text);

    internal static async IAsyncEnumerable<LineNow> All(
        IDocumentStore store, PaymentRequest request, [EnumeratorCancellation] CancellationToken stopping)
    {
        var reader = new LineReader(store, request);
        for (var chunk = 1; chunk <= RequestLines.ChunkCount(request.Book); chunk++)
        {
            foreach (var line in await reader.Chunk(chunk, stopping)) { yield return line; }
        }
    }

    internal static async Task<LineNow?> One(
        IDocumentStore store, PaymentRequest request, int number, CancellationToken stopping)
    {
        if (number < 1 || number > request.Book.Lines) { return null; }
        var chunk = await new LineReader(store, request).Chunk(RequestLines.ChunkOf(number), stopping);
        return chunk.Single(line => line.Line.Number == number);
    }
}

/// <summary>Id number and account of a line in full.</summary>
public sealed record Unmasked(int Number, string Name, string IdNumber, string Account);

/// <summary>Shows a line's id number and account; who, when and why is audited before they are shown.</summary>
public sealed record UnmaskLine(RequestId Id, int Number, string Reason) : IScoped
{
    public Scope ScopeFor(Actor actor) => Id.Scope;

    internal static Endpoint Endpoint(RequestChange requests) => Kernel.Endpoint.Of<UnmaskLine, Unmasked>(
        HttpMethod.Post, "expenditure/requests/{id}/lines/{number}/unmask", Permission.PersonUnmask, "查看完整证件号和账号",
        (command, call) => Handle(command, call, requests));

    private static async Task<Result<Unmasked>> Handle(UnmaskLine command, Call call, RequestChange requests)
    {
        if (string.IsNullOrWhiteSpace(command.Reason)) { return new ReasonMissing("查看完整证件号和账号"); }
        if (!(await requests.Visible(command.Id, call)).TryGet(out var request, out var problem)) { return problem; }
        if (await ViewLines.One(requests.Store, request, command.Number, call.Stopping) is not { } line)
        {
            return new NotFound("支付明细", $"{command.Number}");
        }
        // The answer is not kept under the idempotency key: kept answers must not hold id numbers.
        var audited = await requests.Store.Apply<Done>(Containers.Requests, command.Id.Text, call, unit =>
        {
            unit.Audit("person.unmask", command.Id.Scope,
                $"查看 {command.Id.Text} 第 {command.Number} 行完整证件号和账号：{command.Reason.Trim()}");
            return Task.FromResult<Result<Done>>(Done.Value);
        });
        return audited.TryGet(out _, out problem)
            ? new Unmasked(command.Number, line.Line.Name, line.Line.IdNumber, line.Line.Account)
            : problem;
    }
}

/// <summary>The same payee's earlier payments from the fund in this division.</summary>
public sealed record ViewEarlier(RequestId Id, int Number) : IScoped
{
    public Scope ScopeFor(Actor actor) => Id.Scope;

    internal static Endpoint Endpoint(RequestChange requests) => Kernel.Endpoint.Of<ViewEarlier, Page<PersonEntry>>(
        HttpMethod.Get, "expenditure/requests/{id}/lines/{number}/earlier", Permission.RequestView, "查看同一收款人历史支付",
        (query, call) => Handle(query, call, requests));

    private static async Task<Result<Page<PersonEntry>>> Handle(
        ViewEarlier query, Call call, RequestChange requests)
    {
        if (!(await requests.Visible(query.Id, call)).TryGet(out var request, out var problem)) { return problem; }
        if (await ViewLines.One(requests.Store, request, query.Number, call.Stopping) is not { } line)
        {
            return new NotFound("支付明细", $"{query.Number}");
        }
        var payee = PersonEntry.HashOf(line.Line.IdNumber);
        return await requests.Store.Page<PersonEntry>(
            Containers.Lists, PersonEntry.Partition(query.Id.Division, payee),
            new DocumentQuery(PersonEntry.Type)
            {
                Where =
                [
                    Filter.Is("payee", payee), Filter.Is("fund", query.Id.Fund.Entry().Id), Filter.Is("state", "paid"),
                ],
                Descending = true,
            }, call.Stopping);
    }
}

/// <summary>All lines as CSV that opens right in Chinese Excel: UTF-8 with a mark; ids and accounts masked.</summary>
public sealed record ExportLines(RequestId Id) : IScoped
{
    public Scope ScopeFor(Actor actor) => Id.Scope;

    internal static Endpoint Endpoint(RequestChange requests) => Kernel.Endpoint.Of<ExportLines, Download>(
        HttpMethod.Get, "expenditure/requests/{id}/lines.csv", Permission.RequestView, "导出支付明细",
        async (query, call) =>
        {
            if (!(await requests.Visible(query.Id, call)).TryGet(out var request, out var problem)) { return problem; }
            return new Download($"支付明细-{query.Id.Text}.csv", "text/csv; charset=utf-8",
                (stream, stopping) => Write(request, requests, stream, stopping));
        });

    private static async Task Write(
        PaymentRequest request, RequestChange requests, Stream stream, CancellationToken stopping)
    {
        var kind = requests.Kinds.Find(request.Kind)!;
        await using var writer = new StreamWriter(stream, new UTF8Encoding(true), leaveOpen: true) { NewLine = "\r\n" };
        await writer.WriteLineAsync("序号,姓名或户名,证件号,银行账号,行号,开户行,支出项目,金额（元）,状态,原因");
        await foreach (var line in ViewLines.All(requests.Store, request, stopping))
        {
            var view = LineView.Of(line, kind, request.Id.Fund);
            string[] cells =
            [
                $"{view.Number}", view.Name, view.IdNumber, view.Account, view.BankCode, view.BankName, view.ItemName,
                view.Amount.ToPlainYuan(), StateTitle(view.State), view.Reason,
            ];
            await writer.WriteLineAsync(string.Join(',', cells.Select(Cell)).AsMemory(), stopping);
        }
    }

    /// <summary>Quoted where needed; a text that a spreadsheet would run as a formula gets an apostrophe.</summary>
    private static string Cell(string text)
    {
        var safe = text is ['=' or '+' or '@' or '\t', ..] ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0
            ? safe
            : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static string StateTitle(string state) => state switch
    {
        "paid" => "已支付",
        "failed" => "支付失败",
        "refunded" => "退汇",
        "givenUp" => "不再支付",
        _ => "待支付",
    };
}

using System.Globalization;
using System.Reflection;
using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Funds.Banking;

/// <summary>
/// A bank's table of account movements (CSV or xlsx) as data. Data: Layouts/*.json; another bank is another file.
/// </summary>
/// <param name="Encoding">gb18030 or utf-8; xlsx needs none.</param>
/// <param name="HeadingLine">The line of the headings; what stands above is passed over.</param>
/// <param name="DateFormats">For example <c>yyyy-MM-dd</c>.</param>
/// <param name="Columns">Field → headings that may name it. Fields: date, in and out, or amount (with direction),
/// balance, reference, counterparty, counterpartyAccount, summary, account.</param>
/// <param name="InWords">What the direction column says of money that came in; anything else of
/// <paramref name="OutWords"/>.</param>
/// <param name="OutIsPositive">The amount column without direction counts what went out as positive.</param>
/// <param name="NewestFirst">The file begins with the last movement.</param>
public sealed record StatementLayout(
    string Id, string Name, string Bank, string Encoding, int HeadingLine, IReadOnlyList<string> DateFormats,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Columns, IReadOnlyList<string> InWords,
    IReadOnlyList<string> OutWords, bool OutIsPositive, bool NewestFirst)
{
    private bool Has(string field) => Columns.ContainsKey(field);

    private string[] Names(string field) => Has(field) ? [.. Columns[field]] : [];

    /// <summary>Fields without which nothing can be read.</summary>
    private IEnumerable<string> Needed => Has("amount") ? ["date", "amount"] : ["date", "in", "out"];

    /// <summary>Whether the table has the headings of this layout.</summary>
    internal bool Fits(CsvTable table) => Needed.All(field => table.Has(Names(field)))
        && (!Has("direction") || table.Has(Names("direction")));

    /// <returns>The table below the heading line, or why it cannot be read.</returns>
    internal Result<CsvTable> Table(byte[] bytes)
    {
        var codec = Encoding == "gb18030"
            ? CodePagesEncodingProvider.Instance.GetEncoding(
                "GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!
            : new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        var start = bytes is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
        try { return Below(codec.GetString(bytes, start, bytes.Length - start)); }
        catch (DecoderFallbackException) { return new StatementUnreadable($"文件编码不是 {Encoding}"); }
    }

    private Result<CsvTable> Below(string text)
    {
        var at = 0;
        for (var line = 1; line < HeadingLine; line++)
        {
            at = text.IndexOf('\n', at) + 1;
            if (at == 0) { return new StatementUnreadable("没有表头"); }
        }
        return CsvTable.Parse(text[at..]);
    }

    internal StatementDraft Read(CsvTable table, string format)
    {
        var problems = new List<RowProblem>();
        problems.AddRange(Needed.Where(field => !table.Has(Names(field))).Select(field => new RowProblem(
            HeadingLine, Names(field)[0], "column_missing", $"缺少列“{Names(field)[0]}”。")));
        var lines = new List<DraftLine>();
        string? account = null;
        if (problems.Count == 0)
        {
            foreach (var row in table.Rows)
            {
                if (LineOf(table, row, problems) is { } line) { lines.Add(line); }
                account ??= Has("account") && table.Cell(row, Names("account")) is { Length: > 0 } named ? named : null;
            }
        }
        if (NewestFirst) { lines.Reverse(); }
        return new StatementDraft(format, account, null, null, null, null, lines, problems);
    }

    private DraftLine? LineOf(CsvTable table, CsvRow row, List<RowProblem> problems)
    {
        var before = problems.Count;
        var line = row.Line + HeadingLine - 1;
        string Cell(string field) => table.Cell(row, Names(field));
        void Refuse(string field, string code, string message) =>
            problems.Add(new RowProblem(line, Names(field)[0], code, message));

        if (DateOf(Cell("date")) is not { } date)
        {
            Refuse("date", "not_a_date", $"“{Cell("date")}”不是日期（{DateFormats[0]}）。");
            date = default;
        }
        var amount = Has("amount") ? SignedAmount(Cell, Refuse) : InOrOut(Cell, Refuse);
        Money? balance = null;
        if (Has("balance") && table.Has(Names("balance")))
        {
            balance = AmountOf(Cell("balance"));
            if (balance is null) { Refuse("balance", "not_an_amount", $"余额“{Cell("balance")}”不是金额。"); }
        }
        return problems.Count > before ? null : new DraftLine(
            line, date, amount, Cell("reference"), Cell("counterparty"), Cell("counterpartyAccount"), Cell("summary"),
            balance);
    }

    private Money SignedAmount(Func<string, string> cell, Action<string, string, string> refuse)
    {
        if (AmountOf(cell("amount")) is not { IsZero: false } amount)
        {
            refuse("amount", "not_an_amount", $"“{cell("amount")}”不是金额（非零，最多两位小数）。");
            return Money.Zero;
        }
        if (!Has("direction")) { return OutIsPositive ? -amount : amount; }
        if (InWords.Contains(cell("direction"))) { return amount; }
        if (OutWords.Contains(cell("direction"))) { return -amount; }
        refuse("direction", "not_a_direction", $"“{cell("direction")}”不是收支方向。");
        return Money.Zero;
    }

    /// <summary>One of the two columns has an amount; the other is empty or zero.</summary>
    private static Money InOrOut(Func<string, string> cell, Action<string, string, string> refuse)
    {
        var (came, went) = (OrZero(cell("in")), OrZero(cell("out")));
        if (came is null) { refuse("in", "not_an_amount", $"“{cell("in")}”不是金额。"); }
        if (went is null) { refuse("out", "not_an_amount", $"“{cell("out")}”不是金额。"); }
        if (came is not { } plus || went is not { } minus) { return Money.Zero; }
        if (plus.IsZero == minus.IsZero) { refuse("in", "one_side_only", "收入、支出须有且只有一栏有金额。"); }
        return plus - minus;
    }

    private static Money? OrZero(string text) => text.Length == 0 ? Money.Zero : AmountOf(text);

    private static Money? AmountOf(string text) => Money.TryParseYuan(text, out var money) ? money : null;

    private DateOnly? DateOf(string text) => DateFormats
        .Select(format => DateOnly.TryParseExact(
            text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : (DateOnly?)null)
        .FirstOrDefault(date => date is not null);
}

public sealed class StatementLayouts(IReadOnlyList<StatementLayout> layouts)
{
    public static StatementLayouts Shipped { get; } = new([.. LoadShipped()]);

    public IReadOnlyList<StatementLayout> All => layouts;

    public StatementLayout? Find(string id) => layouts.FirstOrDefault(layout => layout.Id == id);

    private static IEnumerable<StatementLayout> LoadShipped()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(name => name.Contains(".Banking.Statements.Layouts.", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Json.Read<StatementLayout>(EmbeddedText.Read(assembly, name)));
    }
}

public sealed record LayoutName(string Id, string Name, string Bank);

/// <summary>The layouts that tables of movements may have.</summary>
public sealed record ListStatementLayouts : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.BookView, null, null);

    internal static Endpoint Endpoint(StatementLayouts layouts) =>
        Kernel.Endpoint.Of<ListStatementLayouts, Page<LayoutName>>(
            HttpMethod.Get, "banking/layouts", Permission.BookView, "对账单格式", (_, _) =>
            {
                LayoutName[] names =
                    [.. layouts.All.Select(layout => new LayoutName(layout.Id, layout.Name, layout.Bank))];
                return Task.FromResult<Result<Page<LayoutName>>>(new Page<LayoutName>(names, names.Length, null));
            });
}

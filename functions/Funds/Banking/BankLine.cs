using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SocialFund.Funds.Accounting;
using SocialFund.Kernel;

namespace SocialFund.Funds.Banking;

/// <summary>A line of a bank's statement. Its matching changes; the rest is as the bank wrote it.</summary>
/// <param name="Amount">Positive came in, negative went out.</param>
/// <param name="Statement">The file that brought it, by its document's id.</param>
/// <param name="Line">In that file.</param>
public sealed record BankLine(
    string Id, DateOnly Date, Money Amount, string Reference, string Counterparty, string CounterpartyAccount,
    string Summary, string Statement, int Line)
{
    public const string Type = "bankline";

    /// <summary>The match it is in; empty when open.</summary>
    public string Match { get; init; } = "";

    /// <summary>The last day of any member of its match; null when open.</summary>
    public DateOnly? ClearedOn { get; init; }

    /// <summary>By the bank's reference; without one, by content and how often it came before on that day.</summary>
    public static string IdOf(string content) =>
        $"b-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..32]}";

    /// <summary>Whether the bank says the same of both.</summary>
    public bool Agrees(BankLine other) => Date == other.Date && Amount == other.Amount;
}

/// <summary>A line of 银行存款 with this account, seen from the bank: debit is positive.</summary>
public sealed record BookLine(
    string Id, BookId Book, VoucherNumber Voucher, int Line, DateOnly Date, Money Amount, string Summary,
    SourceLink Source)
{
    public string Match { get; init; } = "";

    public DateOnly? ClearedOn { get; init; }

    internal static string IdOf(BookId book, VoucherNumber voucher, int line) =>
        string.Create(CultureInfo.InvariantCulture, $"mark-{book}-{voucher.Sortable}-{line:00}");

    internal BookLine Under(BookMark? mark) =>
        mark is null ? this : this with { Match = mark.Match, ClearedOn = mark.ClearedOn };

    /// <returns>Null unless the text is an id of this form.</returns>
    internal static (BookId Book, VoucherNumber Voucher, int Line)? TryParseId(string id)
    {
        if (id.Split('-') is not ["mark", var division, var fund, var year, var kind, var period, var number, var line])
        {
            return null;
        }
        return BookId.TryParse($"{division}-{fund}-{year}-{kind}", out var book)
            && BookPeriod.TryParse(period, out var when)
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            && int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var place)
            ? (book, new VoucherNumber(when, sequence), place) : null;
    }
}

/// <summary>That a book line is matched: beside the bank's lines, for vouchers never change.</summary>
/// <param name="Match">Empty when the match was undone.</param>
internal sealed record BookMark(string Id, DateOnly Date, Money Amount, string Match, DateOnly? ClearedOn)
{
    public const string Type = "mark";
}

/// <summary>An imported statement (银行对账单).</summary>
/// <param name="From">The first day that it covers.</param>
/// <param name="New">Lines that no earlier file had.</param>
public sealed record BankStatement(
    string Id, string Digest, string Format, string FileName, DateOnly From, DateOnly To, Money Opening, Money In,
    Money Out, Money Closing, int Lines, int New, Signature By)
{
    public const string Type = "statement";

    public static string IdOf(DateOnly from, string digest) =>
        string.Create(CultureInfo.InvariantCulture, $"statement-{from:yyyyMMdd}-{digest[..24]}");
}

/// <summary>Reads of one account's partition.</summary>
internal sealed class BankFolder(IDocumentStore store, BankAccountId account, CancellationToken stopping)
{
    public async Task<IReadOnlyList<T>> All<T>(DocumentQuery query)
    {
        var found = new List<T>();
        string? continuation = null;
        do
        {
            var page = await store.Query(Containers.Books, account.Partition, query with
            {
                Limit = DocumentQuery.LimitMax,
                Continuation = continuation,
            }, stopping);
            found.AddRange(page.Items.Select(document => document.As<T>()));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return found;
    }

    public async Task<T?> Find<T>(string id) where T : class =>
        (await store.Find<T>(Containers.Books, account.Partition, id, stopping))?.Value;

    /// <summary>In order of their first day.</summary>
    public Task<IReadOnlyList<BankStatement>> Statements() => All<BankStatement>(new DocumentQuery(BankStatement.Type));

    /// <summary>Lines of the days, in order of date; both inclusive.</summary>
    public Task<IReadOnlyList<BankLine>> Lines(DateOnly from, DateOnly through) =>
        All<BankLine>(new DocumentQuery(BankLine.Type) { Where = Days(from, through), OrderBy = "date" });

    /// <summary>What the days moved, and how many lines; both inclusive.</summary>
    public async Task<(Money Sum, long Count)> Moved(DateOnly from, DateOnly through)
    {
        var query = new DocumentQuery(BankLine.Type) { Where = Days(from, through) };
        var totals = await store.Totals(Containers.Books, account.Partition, query, ["amount"], stopping);
        return (Money.FromFen(totals.Sums[0]), totals.Count);
    }

    public async Task<long> Count(DocumentQuery query) =>
        (await store.Totals(Containers.Books, account.Partition, query, [], stopping)).Count;

    /// <summary>Bank lines that were open at the end of the day, in order of date.</summary>
    public async Task<IReadOnlyList<BankLine>> OpenLines(DateOnly at)
    {
        var until = new Filter("date", Comparison.AtMost, Text(at));
        var open = await All<BankLine>(new DocumentQuery(BankLine.Type) { Where = [until, Filter.Is("match", "")] });
        var later = await All<BankLine>(new DocumentQuery(BankLine.Type)
        {
            Where = [until, new Filter("clearedOn", Comparison.AtLeast, Text(at.AddDays(1)))],
        });
        return [.. open.Concat(later).OrderBy(line => line.Date).ThenBy(line => line.Id, StringComparer.Ordinal)];
    }

    public async Task<IReadOnlyDictionary<string, BookMark>> Marks() =>
        (await All<BookMark>(new DocumentQuery(BookMark.Type))).ToDictionary(mark => mark.Id);

    public async Task<MatchSettings> Settings() =>
        await Find<MatchSettings>(MatchSettings.DocumentId) ?? MatchSettings.Default;

    private static Filter[] Days(DateOnly from, DateOnly through) =>
    [
        new Filter("date", Comparison.AtLeast, Text(from)), new Filter("date", Comparison.AtMost, Text(through)),
    ];

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

using System.Globalization;
using SocialFund.Funds.Payment;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Local;

/// <summary>
/// A bank of the demo: answers instruction files with receipt files. What it does is told by the account's last digits:
/// 77 fails with 账号户名不符, 88 is paid and sent back later, 99 is answered twice.
/// </summary>
/// <remarks>What it answered stands as marks below <c>demo-bank/</c>, so a restart repeats nothing.</remarks>
public sealed class DemoBank(IBlobStore blobs, BankLayouts layouts)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    /// <summary>Sent-back payments come in a later file, as from a real bank.</summary>
    private static readonly TimeSpan RefundAfter = TimeSpan.FromMinutes(2);

    private readonly Dictionary<string, long> _paid = [];

    /// <summary>What it has paid since it started, by instruction number, in fen.</summary>
    public IReadOnlyDictionary<string, long> Paid => _paid;

    /// <summary>Instructions that it was given again under their number; it did not pay them twice.</summary>
    public int Repeats { get; private set; }

    /// <summary>Answers as long as the process lives.</summary>
    public async Task Run(TimeProvider clock, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var now = clock.GetUtcNow();
            await Answer(ChinaTime.DateOf(now), stopping);
            await SendRefunds(ChinaTime.DateOf(now), now - RefundAfter, stopping);
            await Task.Delay(LookEvery, clock, stopping);
        }
    }

    /// <summary>Answers every instruction file that it has not answered yet.</summary>
    /// <returns>The receipt files dropped into the inbox.</returns>
    public async Task<IReadOnlyList<string>> Answer(DateOnly day, CancellationToken stopping = default)
    {
        var written = new List<string>();
        foreach (var (layout, file) in await Files(stopping))
        {
            if (await blobs.Info(MarkOf(layout, file), stopping) is not null) { continue; }
            var answers = (await Read(layout, file, stopping)).SelectMany(row => AnswersTo(row, layout, day)).ToList();
            written.Add(await Write(layout, $"A-{NameOf(file)}", answers, day, stopping));
            await Mark(MarkOf(layout, file), stopping);
        }
        return written;
    }

    /// <summary>Sends back the payments to accounts ending in 88 of files answered until then.</summary>
    public async Task<IReadOnlyList<string>> SendRefunds(
        DateOnly day, DateTimeOffset until, CancellationToken stopping = default)
    {
        var written = new List<string>();
        foreach (var (layout, file) in await Files(stopping))
        {
            var mark = MarkOf(layout, file);
            var isDue = (await blobs.Info(mark, stopping))?.WrittenAt <= until;
            if (!isDue || await blobs.Info($"{mark}.refunds", stopping) is not null) { continue; }
            var rows = (await Read(layout, file, stopping)).Where(row => Ends(row, "88"))
                .Select(row => Row(row, layout, "refunded", "账户已销户退汇", day)).ToList();
            if (rows.Count > 0) { written.Add(await Write(layout, $"R-{NameOf(file)}", rows, day, stopping)); }
            await Mark($"{mark}.refunds", stopping);
        }
        return written;
    }

    /// <summary>Writes a receipt file of these rows with right control totals.</summary>
    /// <returns>Its name in the inbox.</returns>
    public async Task<string> Write(
        BankLayout layout, string file, IReadOnlyList<IReadOnlyDictionary<string, string>> rows, DateOnly day,
        CancellationToken stopping = default)
    {
        var totals = new Dictionary<string, string>
        {
            ["date"] = Text(day),
            ["count"] = $"{rows.Count}",
            ["total"] = $"{rows.Sum(row => long.Parse(row["amount"], CultureInfo.InvariantCulture))}",
        };
        using var content = new MemoryStream();
        await layout.Receipt.Write(content, totals, rows.ToAsyncEnumerable(), totals, stopping);
        content.Position = 0;
        var name = $"inbox/bank/{layout.Id}/{file}";
        // After a crash the same file may be there already; the same content again is the same file.
        await blobs.Put(name, content, onlyNew: false, stopping);
        return name;
    }

    /// <summary>The instruction rows of a file, each with its batch.</summary>
    public async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> Read(
        BankLayout layout, string file, CancellationToken stopping = default)
    {
        var rows = new List<IReadOnlyDictionary<string, string>>();
        var batch = "";
        await using var blob = (await blobs.Open(file, stopping))!;
        await foreach (var line in layout.Instruction.Read(blob.Content, stopping))
        {
            if (line.Bad is not null) { throw new FormatException($"{file}:{line.Line}: {line.Bad}"); }
            if (line.Part == "header") { batch = line.Values["batch"]; }
            if (line.Part == "row") { rows.Add(new Dictionary<string, string>(line.Values) { ["batch"] = batch }); }
        }
        return rows;
    }

    /// <summary>What a receipt says of an instruction.</summary>
    /// <param name="result">paid, failed or refunded; written in the bank's own code.</param>
    public static IReadOnlyDictionary<string, string> Row(
        IReadOnlyDictionary<string, string> instruction, BankLayout layout, string result, string reason,
        DateOnly day) => new Dictionary<string, string>
        {
            ["batch"] = instruction["batch"],
            ["instruction"] = instruction["instruction"],
            ["line"] = instruction["line"],
            ["amount"] = instruction["amount"],
            ["result"] = layout.Results.FirstOrDefault(code => code.Value == result).Key ?? "E1",
            ["reason"] = reason,
            ["date"] = Text(day),
        };

    private IEnumerable<IReadOnlyDictionary<string, string>> AnswersTo(
        IReadOnlyDictionary<string, string> row, BankLayout layout, DateOnly day)
    {
        if (Ends(row, "77")) { return [Row(row, layout, "failed", "账号户名不符", day)]; }
        var amount = long.Parse(row["amount"], CultureInfo.InvariantCulture);
        if (!_paid.TryAdd(row["instruction"], amount)) { Repeats++; }
        var paid = Row(row, layout, "paid", "", day);
        return Ends(row, "99") ? [paid, paid] : [paid];
    }

    private async Task<IReadOnlyList<(BankLayout Layout, string File)>> Files(CancellationToken stopping)
    {
        var files = new List<(BankLayout, string)>();
        foreach (var layout in layouts.All)
        {
            await foreach (var info in blobs.List($"outbox/bank/{layout.Id}/", stopping))
            {
                files.Add((layout, info.Name));
            }
        }
        return files;
    }

    private async Task Mark(string name, CancellationToken stopping)
    {
        using var empty = new MemoryStream();
        await blobs.Put(name, empty, onlyNew: true, stopping);
    }

    private static string MarkOf(BankLayout layout, string file) => $"demo-bank/{layout.Id}/{NameOf(file)}";

    private static string NameOf(string file) => file.Split('/')[^1];

    private static bool Ends(IReadOnlyDictionary<string, string> row, string digits) =>
        row["account"].EndsWith(digits, StringComparison.Ordinal);

    private static string Text(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}

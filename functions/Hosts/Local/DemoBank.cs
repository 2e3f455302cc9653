using System.Globalization;
using System.Text;
using SocialFund.Funds.Payment;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Local;

/// <summary>
/// A bank of the demo: answers instruction files with receipt files. What it does is told by the account's last digits:
/// 77 fails with 账号户名不符, 88 is paid and sent back later, 99 is answered twice.
/// </summary>
/// <remarks>
/// What it did with each instruction stands below <c>demo-bank/</c>, a record a file, so a restart repeats nothing.
/// </remarks>
public sealed class DemoBank(IBlobStore blobs, BankLayouts layouts)
{
    private const string Records = "demo-bank/";

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    /// <summary>Sent-back payments come in a later file, as from a real bank.</summary>
    private static readonly TimeSpan RefundAfter = TimeSpan.FromMinutes(2);

    private readonly Dictionary<string, long> _paid = [];

    /// <summary>Files that need no look at their records any more.</summary>
    private readonly HashSet<string> _answered = [];

    private bool _hasRead;

    /// <summary>What it did with an instruction.</summary>
    /// <param name="Result">paid, failed, or again: it knew the number and did not pay it twice.</param>
    public sealed record Deed(string Instruction, string Result, long Fen);

    /// <summary>What it has paid, by instruction number, in fen.</summary>
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
        if (!_hasRead) { (await Deeds(stopping)).ToList().ForEach(Note); }
        _hasRead = true;
        foreach (var (layout, file) in await Files(stopping))
        {
            if (_answered.Contains(file)) { continue; }
            if (await blobs.Info(MarkOf(layout, file), stopping) is not null)
            {
                _answered.Add(file);
                continue;
            }
            var rows = await Read(layout, file, stopping);
            var answers = rows.SelectMany(row => AnswersTo(row, layout, day)).ToList();
            written.Add(await Write(layout, $"A-{NameOf(file)}", answers, day, stopping));
            var deeds = rows.Select(DeedOn).ToList();
            await Mark(MarkOf(layout, file), deeds, stopping);
            deeds.ForEach(Note);
            _answered.Add(file);
        }
        return written;
    }

    /// <summary>All that it has done, as its records say.</summary>
    public async Task<IReadOnlyList<Deed>> Deeds(CancellationToken stopping = default)
    {
        var deeds = new List<Deed>();
        await foreach (var info in blobs.List(Records, stopping))
        {
            await using var blob = (await blobs.Open(info.Name, stopping))!;
            using var text = new StreamReader(blob.Content);
            while (await text.ReadLineAsync(stopping) is { } line) { deeds.Add(Json.Read<Deed>(line)); }
        }
        return deeds;
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
            await Mark($"{mark}.refunds", [], stopping);
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

    private static IEnumerable<IReadOnlyDictionary<string, string>> AnswersTo(
        IReadOnlyDictionary<string, string> row, BankLayout layout, DateOnly day)
    {
        if (Ends(row, "77")) { return [Row(row, layout, "failed", "账号户名不符", day)]; }
        var paid = Row(row, layout, "paid", "", day);
        return Ends(row, "99") ? [paid, paid] : [paid];
    }

    private Deed DeedOn(IReadOnlyDictionary<string, string> row) => new(
        row["instruction"], Ends(row, "77") ? "failed" : _paid.ContainsKey(row["instruction"]) ? "again" : "paid",
        long.Parse(row["amount"], CultureInfo.InvariantCulture));

    private void Note(Deed deed)
    {
        if (deed.Result == "paid") { _paid[deed.Instruction] = deed.Fen; }
        if (deed.Result == "again") { Repeats++; }
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

    private async Task Mark(string name, IEnumerable<Deed> deeds, CancellationToken stopping)
    {
        using var text = new MemoryStream(
            Encoding.UTF8.GetBytes(string.Concat(deeds.Select(deed => Json.Write(deed) + "\n"))));
        await blobs.Put(name, text, onlyNew: true, stopping);
    }

    private static string MarkOf(BankLayout layout, string file) => $"{Records}{layout.Id}/{NameOf(file)}";

    private static string NameOf(string file) => file.Split('/')[^1];

    private static bool Ends(IReadOnlyDictionary<string, string> row, string digits) =>
        row["account"].EndsWith(digits, StringComparison.Ordinal);

    private static string Text(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}

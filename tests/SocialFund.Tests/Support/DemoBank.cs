using System.Globalization;
using SocialFund.Funds.Payment;
using SocialFund.Kernel;

namespace SocialFund.Tests.Support;

/// <summary>
/// A bank that answers instruction files with receipt files. What it does is told by the account's last digits: 77 fails
/// with 账号户名不符, 88 is paid and sent back in the next file, 99 is answered twice.
/// </summary>
/// <remarks>It knows a business payment by its instruction number and pays each once, however often it is asked.</remarks>
public sealed class DemoBank(IBlobStore blobs, BankLayouts layouts)
{
    private readonly HashSet<string> _filesSeen = [];
    private readonly Dictionary<string, long> _paid = [];
    private readonly List<IReadOnlyDictionary<string, string>> _laterRefunds = [];
    private int _files;

    /// <summary>What the bank has paid out, by instruction number, in fen.</summary>
    public IReadOnlyDictionary<string, long> Paid => _paid;

    /// <summary>Instruction numbers that came more than once.</summary>
    public int Repeats { get; private set; }

    /// <summary>Answers every new instruction file.</summary>
    /// <returns>The receipt files dropped into the inbox.</returns>
    public async Task<IReadOnlyList<string>> Answer(DateOnly day)
    {
        var written = new List<string>();
        foreach (var layout in layouts.All)
        {
            var names = new List<string>();
            await foreach (var info in blobs.List($"outbox/bank/{layout.Id}/")) { names.Add(info.Name); }
            foreach (var name in names.Where(_filesSeen.Add)) { written.Add(await AnswerFile(layout, name, day)); }
        }
        return written;
    }

    /// <summary>Sends back what it announced to itself: the accounts ending in 88.</summary>
    public async Task<string> SendRefunds(string bank, DateOnly day)
    {
        var rows = _laterRefunds.Select(row => Row(row, layouts.Find(bank)!, "refunded", "账户已销户退汇", day)).ToList();
        _laterRefunds.Clear();
        return await Write(layouts.Find(bank)!, rows, day);
    }

    /// <summary>Writes a receipt file of these rows with right control totals.</summary>
    public async Task<string> Write(
        BankLayout layout, IReadOnlyList<IReadOnlyDictionary<string, string>> rows, DateOnly day)
    {
        var totals = new Dictionary<string, string>
        {
            ["date"] = Text(day),
            ["count"] = $"{rows.Count}",
            ["total"] = $"{rows.Sum(row => long.Parse(row["amount"], CultureInfo.InvariantCulture))}",
        };
        using var file = new MemoryStream();
        await layout.Receipt.Write(file, totals, rows.ToAsyncEnumerable(), totals, default);
        file.Position = 0;
        var name = $"inbox/bank/{layout.Id}/receipt-{++_files:0000}.txt";
        (await blobs.Put(name, file, onlyNew: true)).Require();
        return name;
    }

    public static IReadOnlyDictionary<string, string> Row(
        IReadOnlyDictionary<string, string> instruction, BankLayout layout, string result, string reason, DateOnly day) =>
        new Dictionary<string, string>
        {
            ["batch"] = instruction["batch"],
            ["instruction"] = instruction["instruction"],
            ["line"] = instruction["line"],
            ["amount"] = instruction["amount"],
            ["result"] = CodeOf(layout, result),
            ["reason"] = reason,
            ["date"] = Text(day),
        };

    /// <summary>The instruction rows of a file, each with its batch.</summary>
    public async Task<List<IReadOnlyDictionary<string, string>>> Read(BankLayout layout, string name)
    {
        var rows = new List<IReadOnlyDictionary<string, string>>();
        var batch = "";
        await using var blob = (await blobs.Open(name))!;
        await foreach (var line in layout.Instruction.Read(blob.Content, default))
        {
            Assert.Null(line.Bad);
            if (line.Part == "header") { batch = line.Values["batch"]; }
            if (line.Part == "row") { rows.Add(new Dictionary<string, string>(line.Values) { ["batch"] = batch }); }
        }
        return rows;
    }

    private async Task<string> AnswerFile(BankLayout layout, string name, DateOnly day)
    {
        var answers = new List<IReadOnlyDictionary<string, string>>();
        foreach (var row in await Read(layout, name))
        {
            if (_paid.ContainsKey(row["instruction"])) { Repeats++; }
            var account = row["account"];
            if (account.EndsWith("77", StringComparison.Ordinal))
            {
                answers.Add(Row(row, layout, "failed", "账号户名不符", day));
                continue;
            }
            _paid[row["instruction"]] = long.Parse(row["amount"], CultureInfo.InvariantCulture);
            var paid = Row(row, layout, "paid", "", day);
            answers.Add(paid);
            if (account.EndsWith("88", StringComparison.Ordinal)) { _laterRefunds.Add(row); }
            if (account.EndsWith("99", StringComparison.Ordinal)) { answers.Add(paid); }
        }
        return await Write(layout, answers, day);
    }

    private static string CodeOf(BankLayout layout, string result) =>
        layout.Results.FirstOrDefault(pair => pair.Value == result).Key ?? (layout.Id == "hehuang" ? "E101" : "11");

    private static string Text(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}

using SocialFund.Funds.Accounting;
using SocialFund.Kernel;

namespace SocialFund.Tests.Funds.Accounting;

/// <summary>
/// Runs a file of accounting cases. One case a line (a line that begins with blanks goes on with the one above);
/// <c>#</c> begins a comment. Amounts are yuan.
/// <code>
/// book DIVISION FUND YEAR [aux|memo]
/// event ID DATE RULE  (KEY ACCOUNT AMOUNT)… -> NUMBER (借|贷 ACCOUNT AMOUNT)…  or a problem's code
/// post DATE PERIOD  (借|贷 FUND:ACCOUNT AMOUNT)… -> ok or a problem's code
/// voucher NUMBER (借|贷 ACCOUNT AMOUNT)…
/// close PERIOD -> ok or a problem's code
/// balance ACCOUNT AMOUNT (debit less credit, from the trial balance)
/// dimension ACCOUNT NAME=VALUE AMOUNT (debit less credit of the lines that bear it)
/// </code>
/// </summary>
internal sealed class ScenarioFile
{
    private static readonly Signature Anyone = new("u", "测试", DateTimeOffset.UnixEpoch);

    private readonly BookWorld _world = new();
    private BookId _book = null!;

    /// <returns>How many cases were run.</returns>
    public static async Task<int> Run(string path)
    {
        var scenario = new ScenarioFile();
        var cases = Cases(await File.ReadAllLinesAsync(path)).ToList();
        foreach (var (line, text) in cases)
        {
            var (given, wanted) = text.Split("->") is [var left, var right] ? (left, Words(right)) : (text, []);
            var words = Words(given);
            var found = await scenario.Run(words[0], words[1..], wanted);
            Assert.True(found == string.Join(' ', wanted), $"{Path.GetFileName(path)}:{line}: {text}\n得到：{found}");
        }
        return cases.Count;
    }

    private static IEnumerable<(int Line, string Text)> Cases(string[] lines)
    {
        (int Line, string Text)? current = null;
        for (var index = 0; index < lines.Length; index++)
        {
            var text = lines[index];
            if (text.Length == 0 || text[0] == '#') { continue; }
            if (text[0] == ' ') { current = (current!.Value.Line, current.Value.Text + text); continue; }
            if (current is { } done) { yield return done; }
            current = (index + 1, text);
        }
        if (current is { } last) { yield return last; }
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private async Task<string> Run(string verb, string[] words, string[] wanted) => verb switch
    {
        "book" => Book(words),
        "event" => await Event(words),
        "post" => await Post(words),
        "voucher" => await CheckVoucher(words),
        "close" => Text(await _world.Try(new ClosePeriod(_book, TextValue.Parse<BookPeriod>(words[0])))),
        "balance" => await CheckBalance(words),
        "dimension" => await CheckDimension(words),
        _ => throw new FormatException($"“{verb}” {string.Join(' ', wanted)}"),
    };

    private string Book(string[] words)
    {
        Assert.True(FundList.TryParse(words[1], out var fund));
        _book = new BookId(
            Division.Of(words[0]), fund, int.Parse(words[2]),
            words is [_, _, _, var kind] ? Enum.Parse<BookKind>(kind, ignoreCase: true) : BookKind.Fsa);
        return "";
    }

    /// <summary>A rule may name another fund than the book's: <c>payment@51</c>.</summary>
    private async Task<string> Event(string[] words)
    {
        var (rule, fund) = words[2].Split('@') is [var name, var code] && FundList.TryParse(code, out var other)
            ? (name, other) : (words[2], _book.Fund);
        var amounts = words[3..].Chunk(3).Select(three =>
            BookWorld.Amount(three[0], three[1] == "-" ? null : three[1], three[2])).ToArray();
        var happened = BookWorld.Event(words[0], rule, words[1], fund, amounts) with { Division = _book.Division };
        var posted = await _world.Post(happened);
        return posted.TryGet(out var reference, out var problem)
            ? $"{reference.Number} {await Lines(TextValue.Parse<VoucherNumber>(reference.Voucher))}"
            : problem.Code;
    }

    private async Task<string> Post(string[] words)
    {
        var lines = words[2..].Chunk(3).Select((three, index) => Line(three, index + 1)).ToList();
        var period = TextValue.Parse<BookPeriod>(words[1]);
        var draft = new VoucherDraft(
            _book, period, DateOnly.Parse(words[0], null), "测试", lines, new SourceLink("test", "1", ""), null, null);
        var head = await _world.Store.Head(_book, default);
        return Text(Voucher.Post(
            draft, new VoucherNumber(period, 1), await _world.Charts.For(_book, default),
            head?.Value.ClosedThrough ?? 0, new Hands(Anyone, Anyone, Anyone)));
    }

    private static VoucherLine Line(string[] words, int number)
    {
        var (fundCode, account) =
            words[1].Split(':') is [var left, var right] ? (left, right) : throw new FormatException();
        Assert.True(FundList.TryParse(fundCode, out var fund));
        return new VoucherLine(
            number, new FundAccount(fund, AccountCode.Of(account)), words[0] == "借" ? Side.Debit : Side.Credit,
            BookWorld.Yuan(words[2]), "测试", new Dictionary<string, string>());
    }

    private async Task<string> CheckVoucher(string[] words)
    {
        var found = await Lines(TextValue.Parse<VoucherNumber>(words[0]));
        Assert.Equal(string.Join(' ', words[1..]), found);
        return "";
    }

    private async Task<string> Lines(VoucherNumber number)
    {
        var voucher = await _world.Ask<VoucherView>(new ReadVoucher(_book, number));
        return string.Join(' ', voucher.Lines.Select(line =>
            $"{line.Side.Title()} {line.Account} {(line.Debit + line.Credit).ToPlainYuan()}"));
    }

    private async Task<string> CheckBalance(string[] words)
    {
        var balance = await _world.Ask<TrialBalance>(
            new ReadBalances(_book, BookPeriod.Of(_book.Year, 12), null, null));
        var row = balance.Rows.Single(row => row.Account.Text == words[0]);
        Assert.Equal(words[1], (row.ClosingDebit - row.ClosingCredit).ToPlainYuan());
        return "";
    }

    private async Task<string> CheckDimension(string[] words)
    {
        var page = await _world.Ask<VoucherPage>(new ListVouchers(_book, null, null, null, 1000, null));
        var (name, value) = words[1].Split('=') is [var left, var right] ? (left, right) : throw new FormatException();
        var sum = page.Items.SelectMany(voucher => voucher.Lines)
            .Where(line => line.Account.Text == words[0] && line.Dimensions.GetValueOrDefault(name) == value)
            .Aggregate(Money.Zero, (total, line) => total + line.Debit - line.Credit);
        Assert.Equal(words[2], sum.ToPlainYuan());
        return "";
    }

    private static string Text<T>(Result<T> result) => result.TryGet(out _, out var problem) ? "ok" : problem.Code;
}

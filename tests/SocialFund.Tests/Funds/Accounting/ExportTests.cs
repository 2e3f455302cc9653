using System.Diagnostics;
using System.Text;
using SocialFund.Funds.Accounting;
using SocialFund.Kernel;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Funds.Accounting;

/// <summary>hledger (Debian package) reads our export and must agree to the fen.</summary>
public sealed class ExportTests : IDisposable
{
    private static readonly BookId Medical = new(Division.Of("630102"), Fund.EmployeeMedical, 2026, BookKind.Fsa);

    private readonly BookWorld _world = new();
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"{Path.GetRandomFileName()}.journal");

    public void Dispose() => File.Delete(_file);

    private static (int Code, string Output) Hledger(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("hledger", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            Environment = { ["LANG"] = "C.UTF-8", ["LC_ALL"] = "C.UTF-8" },
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }

    /// <summary>A seeded year: openings, payments, refunds, settlements over all months.</summary>
    private async Task PostAYear(int seed, int vouchers)
    {
        var random = new Random(seed);
        string[] accounts = ["500101", "500102", "500103", "500104", "500105", "500106"];
        (await _world.Post(BookWorld.Event(
            "open", "opening", "2026-01-01", Fund.EmployeeMedical,
            BookWorld.Amount("debit", "1001", "98765432.10"),
            BookWorld.Amount("credit", "3001", "98765432.10")))).Require();
        for (var index = 0; index < vouchers; index++)
        {
            var amounts = Enumerable.Range(0, random.Next(1, 6)).Select(item => BookWorld.Amount(
                $"k{item}", accounts[random.Next(accounts.Length)],
                Money.FromFen(random.NextInt64(1, 10_000_000)).ToPlainYuan(), item: $"i{item}")).ToArray();
            var date = new DateOnly(2026, 1, 1).AddDays(random.Next(365));
            var rule = random.Next(10) == 0 ? "refund" : "payment";
            (await _world.Post(BookWorld.Event(
                $"e{index}", rule, $"{date:yyyy-MM-dd}", Fund.EmployeeMedical, amounts))).Require();
        }
    }

    private async Task<byte[]> Export(string format)
    {
        var download = await _world.Ask<Download>(new ExportBook(Medical, format));
        using var stream = new MemoryStream();
        await download.Write(stream, default);
        return stream.ToArray();
    }

    [Fact]
    public async Task Export_WhenHledgerChecksIt_AgreesOnEveryBalance()
    {
        await PostAYear(seed: 20261121, vouchers: 300);
        await File.WriteAllBytesAsync(_file, await Export("hledger"));

        var (code, output) = Hledger("-f", _file, "check", "--strict");
        Assert.True(code == 0, output);

        var theirs = Hledger("-f", _file, "balance", "--flat", "--no-total", "--output-format", "csv", "--empty").Output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(line => line.Trim('"').Split("\",\""))
            .ToDictionary(
                cells => cells[0].Split(':')[^1].Split(' ')[0],
                cells => cells[1].Replace(" CNY", "", StringComparison.Ordinal));
        var ours = (await _world.Ask<TrialBalance>(new ReadBalances(Medical, BookPeriod.Of(2026, 12), null, null))).Rows
            .Where(row => row.IsLeaf)
            .ToDictionary(row => row.Account.Text, row => (row.ClosingDebit - row.ClosingCredit).ToPlainYuan());
        Assert.Equal(8, ours.Count);
        foreach (var (account, balance) in ours) { Assert.Equal((account, balance), (account, theirs[account])); }
    }

    [Fact]
    public async Task Export_WhenOneFenIsChangedInTheFile_HledgerFails()
    {
        await PostAYear(seed: 7, vouchers: 5);
        var text = Encoding.UTF8.GetString(await Export("hledger"));
        var at = text.LastIndexOf("= ", StringComparison.Ordinal);
        await File.WriteAllTextAsync(_file, $"{text[..at]}= 0.01 CNY\n");
        Assert.NotEqual(0, Hledger("-f", _file, "check").Code);
    }

    [Fact]
    public async Task Export_WhenCsv_OpensInExcelAndHasEveryLine()
    {
        await PostAYear(seed: 8, vouchers: 20);
        var bytes = await Export("csv");
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var table = (await CsvTable.Read(new MemoryStream(bytes))).Require();
        Money Sum(string column) => table.Rows.Select(row => BookWorld.Yuan(table.Cell(row, column)))
            .Aggregate((sum, next) => sum + next);

        var (debit, credit) = (Sum("借方（元）"), Sum("贷方（元）"));
        var page = await _world.Ask<VoucherPage>(new ListVouchers(Medical, null, null, null, null, null));
        Assert.Equal(21, page.Total);
        Assert.Equal((page.Debit, page.Debit), (debit, credit));
    }

    [Fact]
    public async Task Export_WhenTheFormatIsUnknown_IsRefused()
    {
        await PostAYear(seed: 9, vouchers: 1);
        Assert.Equal("invalid_value", (await _world.Try(new ExportBook(Medical, "xls"))).Problem().Code);
    }

    [Fact]
    public async Task Export_WhenBeancountChecksIt_AgreesOnEveryBalance()
    {
        await PostAYear(seed: 4711, vouchers: 200);
        var text = Encoding.UTF8.GetString(await Export("beancount"));
        await File.WriteAllTextAsync(_file, text);
        var (code, output) = await Tool.Run("bean-check", "", "--no-cache", _file);
        Assert.True(code == 0, output);
        // An assertion an account: bean-check has compared all eight.
        var assertions = text.Split('\n')
            .Count(line => line.StartsWith("2027-01-01 balance ", StringComparison.Ordinal));
        Assert.Equal(8, assertions);

        var at = text.LastIndexOf("  ", StringComparison.Ordinal);
        await File.WriteAllTextAsync(_file, $"{text[..at]}  0.01 CNY\n");
        (code, output) = await Tool.Run("bean-check", "", "--no-cache", _file);
        Assert.NotEqual(0, code);
        Assert.Contains("Balance failed", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_WhenInTheStandardsElements_ItsVouchersAddUpToItsBalances()
    {
        await PostAYear(seed: 24589, vouchers: 60);
        var xml = System.Xml.Linq.XDocument.Parse(Encoding.UTF8.GetString(await Export("gbt24589")));
        Assert.Equal("630102-31-2026-fsa", xml.Descendants("电子账簿编号").Single().Value);
        Money Of(System.Xml.Linq.XElement element, string name) => BookWorld.Yuan(element.Element(name)!.Value);

        var lines = xml.Descendants("记账凭证").ToList();
        var balances = xml.Descendants("科目余额及发生额").ToList();
        Assert.True(balances.Count > 12 * 3);
        foreach (var balance in balances)
        {
            var (account, period) = (balance.Element("科目编号")!.Value, balance.Element("会计期间号")!.Value);
            var (debit, credit) = (Of(balance, "借方本币金额"), Of(balance, "贷方本币金额"));
            var moved = balance.Element("期末余额方向")!.Value == "借" ? debit - credit : credit - debit;
            Assert.Equal(Of(balance, "期初本币余额") + moved, Of(balance, "期末本币余额"));
            if (period == "00") { continue; } // the opening's vouchers are no turnover
            var posted = lines.Where(line => line.Element("会计期间号")!.Value == period
                && line.Element("科目编号")!.Value.StartsWith(account, StringComparison.Ordinal)).ToList();
            Assert.Equal(debit, posted.Aggregate(Money.Zero, (sum, line) => sum + Of(line, "借方本币金额")));
            Assert.Equal(credit, posted.Aggregate(Money.Zero, (sum, line) => sum + Of(line, "贷方本币金额")));
        }
    }
}

using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using SocialFund.Command;
using SocialFund.Funds.Accounting;
using SocialFund.Kernel;
using SocialFund.Storage;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Funds.Accounting;

public sealed class VoucherChainTests
{
    private static readonly BookId Medical = new(Division.Of("630102"), Fund.EmployeeMedical, 2026, BookKind.Fsa);

    private readonly BookWorld _world = new();

    /// <summary>Six vouchers in January, one of them in red, and three in February, posted in turns.</summary>
    private async Task<string[]> Exported()
    {
        for (var index = 1; index <= 9; index++)
        {
            var date = index % 3 == 0 ? "2026-02-11" : "2026-01-07";
            var rule = index == 5 ? "refund" : "payment";
            (await _world.Post(BookWorld.Event(
                $"e{index}", rule, date, Fund.EmployeeMedical,
                BookWorld.Amount("k", "500101", $"{index}00.25", item: "住院\"统筹\"")))).Require();
        }
        var lines = (await Export("chain")).TrimEnd('\n').Split('\n');
        Assert.Equal(10, lines.Length);
        return lines;
    }

    private async Task<string> Export(string format)
    {
        var download = await _world.Ask<Download>(new ExportBook(Medical, format));
        using var stream = new MemoryStream();
        await download.Write(stream, default);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static Task<VerifiedBook> Verify(IEnumerable<string> lines) =>
        BookVerification.Of(new StringReader(string.Join('\n', lines) + "\n"), new NationalCrypto());

    private static async Task<string> FaultOf(IEnumerable<string> lines) =>
        (await Verify(lines)).Fault?.ToString() ?? "没有发现问题";

    /// <summary>The lines with one voucher changed, in canonical text as a careful forger would write it.</summary>
    private static string[] Changed(string[] lines, int index, Action<JsonNode> change)
    {
        var voucher = JsonNode.Parse(lines[index])!;
        change(voucher);
        var copy = lines.ToArray();
        copy[index] = Canonical.Of(voucher);
        return copy;
    }

    [Fact]
    public async Task Verify_OfAnUntouchedExport_Passes()
    {
        var verified = await Verify(await Exported());
        Assert.Null(verified.Fault);
        Assert.Equal(9, verified.Vouchers);
        Assert.Equal(
            [("202601", 6), ("202602", 3)],
            verified.End!.Periods.Select(end => (end.Period.Text, end.Last)));
        var shown = await _world.Ask<BookEnd>(new ReadBookEnd(Medical));
        Assert.Equal(shown.Digest, verified.End.Digest);
    }

    [Fact]
    public async Task Digest_OfAVoucher_IsWhatOpensslComputes()
    {
        var lines = await Exported();
        var previous = VoucherChain.None;
        foreach (var line in lines.Take(6))
        {
            var voucher = JsonNode.Parse(line)!.AsObject();
            var digest = (string)voucher["digest"]!;
            Assert.Equal(previous, (string)voucher["previous"]!);
            // The members are in order of name, so taking the text out is what jq's del(.digest) does.
            var text = line.Replace($"\"digest\":\"{digest}\",", "", StringComparison.Ordinal);
            var (code, output) = await Tool.Run("openssl", text, "dgst", "-sm3");
            Assert.Equal((0, digest), (code, output.Trim().Split(' ')[^1]));
            previous = digest;
        }
    }

    [Fact]
    public async Task Verify_WhenOneFenIsAltered_NamesTheVoucher()
    {
        var lines = await Exported();
        var changed = Changed(lines, 2, voucher => voucher["lines"]![0]!["amount"] = 40026);
        Assert.Equal(
            "凭证 202601-0003 （文件第3行）内容与校验值不符，凭证已被改动，借贷不平：借方 400.26，贷方 400.25",
            await FaultOf(changed));
    }

    [Fact]
    public async Task Verify_WhenASummaryIsAltered_NamesTheVoucher()
    {
        var lines = await Exported();
        var changed = Changed(lines, 1, voucher => voucher["summary"] = "支付其他");
        Assert.Equal("凭证 202601-0002 （文件第2行）内容与校验值不符，凭证已被改动", await FaultOf(changed));
    }

    [Fact]
    public async Task Verify_WhenADateIsAltered_NamesTheVoucher()
    {
        var lines = await Exported();
        var changed = Changed(lines, 7, voucher => voucher["date"] = "2026-02-12");
        Assert.Equal("凭证 202602-0002 （文件第8行）内容与校验值不符，凭证已被改动", await FaultOf(changed));
    }

    [Theory]
    [InlineData(0, "凭证 202601-0001 （文件第1行）缺失，此处是凭证 202601-0002，凭证号不连续")]
    [InlineData(3, "凭证 202601-0004 （文件第4行）缺失，此处是凭证 202601-0005，凭证号不连续")]
    [InlineData(5, "凭证 202601-0006 （文件第9行）缺失，期间 202601 应有6张凭证")]
    [InlineData(6, "凭证 202602-0001 （文件第7行）缺失，此处是凭证 202602-0002，凭证号不连续")]
    [InlineData(8, "凭证 202602-0003 （文件第9行）缺失，期间 202602 应有3张凭证")]
    public async Task Verify_WhenAVoucherIsDeleted_NamesIt(int index, string expected) =>
        Assert.Equal(expected, await FaultOf((await Exported()).Where((_, place) => place != index)));

    [Fact]
    public async Task Verify_WhenTwoVouchersAreSwapped_NamesTheFirst()
    {
        var lines = await Exported();
        (lines[1], lines[4]) = (lines[4], lines[1]);
        Assert.Equal(
            "凭证 202601-0002 （文件第2行）不在应有的位置，此处是凭证 202601-0005，凭证次序被调换", await FaultOf(lines));
    }

    [Fact]
    public async Task Verify_WhenTheForgerRecomputesTheDigest_TheNextVoucherNoLongerFits()
    {
        var lines = await Exported();
        var changed = Changed(lines, 2, Forge);
        Assert.Equal("凭证 202601-0004 （文件第4行）与上一张凭证不衔接，此处前后有凭证被替换", await FaultOf(changed));

        // The last of a month has no next: the end of the file tells.
        changed = Changed(lines, 8, Forge);
        Assert.Equal("凭证 202602-0003 （文件第10行）与文件结尾记录的校验值不符", await FaultOf(changed));
    }

    private static void Forge(JsonNode voucher)
    {
        foreach (var line in voucher["lines"]!.AsArray()) { line!["amount"] = 1; }
        voucher["digest"] = VoucherChain.DigestOf(
            System.Text.Json.JsonSerializer.SerializeToElement(voucher), new NationalCrypto());
    }

    [Fact]
    public async Task Verify_WhenAForgedVoucherDoesNotBalance_SaysSo()
    {
        var lines = await Exported();
        var changed = Changed(lines, 0, voucher =>
        {
            voucher["lines"]![0]!["amount"] = 10026;
            voucher["digest"] = VoucherChain.DigestOf(
                System.Text.Json.JsonSerializer.SerializeToElement(voucher), new NationalCrypto());
        });
        Assert.Equal("凭证 202601-0001 （文件第1行）借贷不平：借方 100.26，贷方 100.25", await FaultOf(changed));
    }

    [Fact]
    public async Task Verify_WhenAnyByteIsFlipped_FindsTheVoucher()
    {
        var lines = await Exported();
        var random = new Random(20261121);
        for (var round = 0; round < 300; round++)
        {
            var which = random.Next(9);
            var bytes = Encoding.UTF8.GetBytes(lines[which]);
            var place = random.Next(bytes.Length);
            bytes[place] ^= (byte)(1 << random.Next(8));
            if (bytes[place] is (byte)'\n' or (byte)'\r') { continue; } // a line more, not a voucher altered
            var changed = lines.ToArray();
            changed[which] = Encoding.UTF8.GetString(bytes);
            var fault = (await Verify(changed)).Fault;
            Assert.True(fault?.Line == which + 1, $"round {round}, byte {place} of line {which + 1}: {fault}");
        }
    }

    [Fact]
    public async Task Command_OnABook_SaysWhetherItIsWhole()
    {
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "book.chain.ndjson");
        var lines = await Exported();
        await File.WriteAllTextAsync(file, string.Join('\n', lines) + "\n");
        var (exit, output) = await Command(file);
        Assert.Equal(0, exit);
        Assert.StartsWith(
            "验证通过：城东区职工医保2026年财政专户账，2个期间，共9张凭证，借方合计4,002.00。校验值 ",
            output, StringComparison.Ordinal);

        await File.WriteAllTextAsync(file, string.Join('\n', lines.Where((_, index) => index != 3)) + "\n");
        (exit, output) = await Command(file);
        Assert.Equal((1, "验证未通过：凭证 202601-0004 （文件第4行）缺失，此处是凭证 202601-0005，凭证号不连续。"), (exit, output));
    }

    [Fact]
    public async Task Command_OnAYear_ChecksEveryBookAndThatNoneIsMissing()
    {
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "year.zip");
        await Exported();
        (await _world.Post(BookWorld.Event(
            "p", "payment", "2026-03-01", Fund.EnterprisePension,
            BookWorld.Amount("k", "500101", "7.00")))).Require();
        await _world.ListBooks();
        var download = await _world.Ask<Download>(new ExportYear(Division.Of("630100"), null, 2026, "hledger"));
        await using (var stream = new AsyncOnlyStream(File.Create(file))) { await download.Write(stream, default); }

        await using (var zip = await ZipFile.OpenReadAsync(file))
        {
            Assert.Equal(
                [
                    "630102-11-2026-fsa.chain.ndjson", "630102-11-2026-fsa.journal",
                    "630102-31-2026-fsa.chain.ndjson", "630102-31-2026-fsa.journal", "books.ndjson", "说明.txt",
                ],
                zip.Entries.Select(entry => entry.Name).Order(StringComparer.Ordinal));
        }
        var (exit, output) = await Command(file);
        Assert.True(exit == 0, output);
        Assert.Equal(2, output.Split('\n').Count(line => line.StartsWith("验证通过：", StringComparison.Ordinal)));

        await using (var zip = await ZipFile.OpenAsync(file, ZipArchiveMode.Update))
        {
            zip.GetEntry("630102-11-2026-fsa.chain.ndjson")!.Delete();
        }
        (exit, output) = await Command(file);
        Assert.Equal(1, exit);
        Assert.EndsWith("验证未通过：账套 630102-11-2026-fsa 缺失或未能核对。", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_WhenAudited_LeavesTheDigestInTheAuditTrail()
    {
        var lines = await Exported();
        var digest = (string)JsonNode.Parse(lines[0])!["digest"]!;
        var audit = await _world.Store.Query(Containers.Books, Medical.Text, new DocumentQuery("audit"));
        Assert.Contains(
            audit.Items, record => record.As<AuditRecord>().Detail.EndsWith(digest, StringComparison.Ordinal));
    }

    private static async Task<(int, string)> Command(string file)
    {
        using var output = new StringWriter();
        var exit = await VerifyCommand.Run(["verify", file], output, output);
        return (exit, output.ToString().TrimEnd());
    }

    /// <summary>As the web server's: whoever writes without await is refused.</summary>
    private sealed class AsyncOnlyStream(Stream inner) : Stream
    {
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => throw new InvalidOperationException("Synchronous.");
        public override Task FlushAsync(CancellationToken stopping) => inner.FlushAsync(stopping);
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) =>
            throw new InvalidOperationException("Synchronous.");

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken stopping = default) =>
            inner.WriteAsync(bytes, stopping);

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken stopping) =>
            inner.WriteAsync(buffer, offset, count, stopping);

        public override async ValueTask DisposeAsync()
        {
            await inner.DisposeAsync();
            await base.DisposeAsync();
        }
    }
}

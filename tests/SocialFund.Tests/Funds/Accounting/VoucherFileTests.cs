using System.Security.Cryptography;
using System.Text;
using SocialFund.Funds.Accounting;
using SocialFund.Kernel;
using SocialFund.Storage;

namespace SocialFund.Tests.Funds.Accounting;

/// <summary>Papers of vouchers (附件): kept with their digests, fixed once the voucher is audited.</summary>
public sealed class VoucherFileTests
{
    private static readonly BookId Book = new(Division.Of("630102"), Fund.EnterprisePension, 2026, BookKind.Fsa);
    private static readonly Actor Zhao = BookWorld.Person("u-zhao", "赵制单");
    private static readonly Actor Qian = BookWorld.Person("u-qian", "钱审核");
    private static readonly Actor Sun = BookWorld.Person("u-sun", "孙记账");

    private readonly BookWorld _world = new();
    private int _calls;

    private static VoucherInput Input(int papers) => new(
        new DateOnly(2026, 6, 20), "收到活期利息",
        [
            new LineInput(
                "1001", BookWorld.Yuan("300.00"), null, null,
                new Dictionary<string, string> { ["bankAccount"] = "6300001" }),
            new LineInput("4301", null, BookWorld.Yuan("300.00"), null, null),
        ],
        papers);

    private Task<PreparedAnswer> Prepare(int papers, int? number = null) =>
        _world.Ask<PreparedAnswer>(new PrepareVoucher(Book, number, Input(papers)), BookWorld.By(Zhao));

    private Task<Result<object>> Attach(string name, string content, Actor? by = null) => _world.Try(
        new AttachFile(Book, 1, name),
        BookWorld.By(by ?? Zhao, body: new MemoryStream(Encoding.UTF8.GetBytes(content))) with
        {
            RequestId = $"r-{++_calls}",
        });

    private Task<PreparedView> View() => _world.Ask<PreparedView>(new ReadPrepared(Book, 1));

    private async Task<List<string>> Blobs()
    {
        var names = new List<string>();
        await foreach (var blob in _world.Blobs.List("")) { names.Add(blob.Name); }
        return names;
    }

    private static async Task<string> TextOf(Download download)
    {
        using var text = new MemoryStream();
        await download.Write(text, default);
        return Encoding.UTF8.GetString(text.ToArray());
    }

    [Fact]
    public async Task Attach_ThenPost_KeepsTheFileWithItsDigestAndCountsIt()
    {
        await Prepare(papers: 0);
        (await Attach("利息单.pdf", "%PDF-1.7 a")).Require();
        (await Attach("回单.PDF", "%PDF-1.7 b")).Require();
        var prepared = await View();
        Assert.Equal(2, prepared.Papers);
        Assert.Equal(["利息单.pdf", "回单.PDF"], prepared.Files.Select(file => file.Name));
        await _world.Ask<MovedAnswer>(new AuditVouchers(Book, [1]), BookWorld.By(Qian));
        await _world.Ask<MovedAnswer>(new PostVouchers(Book, [1]), BookWorld.By(Sun));

        var number = TextValue.Parse<VoucherNumber>("202606-0001");
        var posted = await _world.Ask<VoucherView>(new ReadVoucher(Book, number));
        Assert.Equal(2, posted.Papers);
        // SHA-256 of the content; it stands for SM3 here.
        Assert.Equal(
            Convert.ToHexStringLower(SHA256.HashData("%PDF-1.7 a"u8)), posted.Files[0].Sm3);
        var download = await _world.Ask<Download>(new GetVoucherFile(Book, number, "利息单.pdf"));
        Assert.Equal("application/pdf", download.ContentType);
        Assert.Equal("%PDF-1.7 a", await TextOf(download));
        var chain = await TextOf(await _world.Ask<Download>(new ExportBook(Book, "chain")));
        Assert.Contains(posted.Files[0].Sm3, chain, StringComparison.Ordinal);
        using var lines = new StringReader(chain);
        Assert.Null((await BookVerification.Of(lines, new NationalCrypto())).Fault);
    }

    [Theory]
    [InlineData("程序.exe", "MZ")]
    [InlineData("假的.pdf", "PK")]
    [InlineData("空的.pdf", "")]
    public async Task Attach_OfWhatIsNoPaper_IsRefusedAndLeavesNothing(string name, string content)
    {
        await Prepare(papers: 0);
        Assert.Equal("paper_refused", (await Attach(name, content)).Problem().Code);
        Assert.Empty((await View()).Files);
        Assert.Empty(await Blobs());
    }

    [Fact]
    public async Task Attach_ByAnotherOrTwiceOrOnceAudited_IsRefusedAndLeavesNothing()
    {
        await Prepare(papers: 3);
        (await Attach("a.pdf", "%PDF-1")).Require();
        Assert.Equal("paper_refused", (await Attach("a.pdf", "%PDF-2")).Problem().Code);
        Assert.Equal("not_preparer", (await Attach("b.pdf", "%PDF-2", Qian)).Problem().Code);
        await _world.Ask<MovedAnswer>(new AuditVouchers(Book, [1]), BookWorld.By(Qian));
        Assert.Equal("wrong_state", (await Attach("c.pdf", "%PDF-2")).Problem().Code);
        var removed = await _world.Try(new DetachFile(Book, 1, "a.pdf"), BookWorld.By(Zhao));
        Assert.Equal("wrong_state", removed.Problem().Code);
        Assert.Equal((3, 1), ((await View()).Papers, (await Blobs()).Count));
    }

    [Fact]
    public async Task Detach_OfAFile_TakesItsContentAndItsCountAway()
    {
        await Prepare(papers: 0);
        (await Attach("a.pdf", "%PDF-1")).Require();
        var read = await _world.Ask<Download>(new GetPreparedFile(Book, 1, "a.pdf"));
        Assert.Equal("%PDF-1", await TextOf(read));
        (await _world.Try(new DetachFile(Book, 1, "a.pdf"), BookWorld.By(Zhao))).Require();
        Assert.Equal((0, 0), ((await View()).Papers, (await Blobs()).Count));
        Assert.Equal("not_found", (await _world.Try(new GetPreparedFile(Book, 1, "a.pdf"))).Problem().Code);
    }

    [Fact]
    public async Task Revise_WithFewerPapersThanFiles_IsAFaultOfTheHead()
    {
        await Prepare(papers: 0);
        (await Attach("a.pdf", "%PDF-1")).Require();
        var refused = await _world.Try(new PrepareVoucher(Book, 1, Input(0)), BookWorld.By(Zhao));
        Assert.Equal("papers", Assert.Single(Assert.IsType<VoucherRefused>(refused.Problem()).Faults).Field);
        await Prepare(papers: 4, number: 1);
        Assert.Equal((4, "a.pdf"), ((await View()).Papers, Assert.Single((await View()).Files).Name));
    }
}

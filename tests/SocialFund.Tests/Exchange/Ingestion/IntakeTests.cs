using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using SocialFund.Exchange.Ingestion;
using SocialFund.Kernel;
using SocialFund.Storage;
using SocialFund.Tests.Support;
using static SocialFund.Tests.Support.BatchBuilder;

namespace SocialFund.Tests.Exchange.Ingestion;

public sealed class IntakeTests : IDisposable
{
    private readonly IntakeWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Receive_WhenAllRowsAreGood_BecomesARequestWithTheFilesLines()
    {
        var batch = new BatchBuilder().Add(PensionRow(1, "3210.55"), PensionRow(2, "1,000.00"), PensionRow(3, "0.01"));
        batch.TotalFen = 4210_56;
        var record = await _world.Drop(batch.Zip());

        Assert.Equal(IntakeState.Accepted, record.State);
        Assert.Equal("630102-11-202606-A6301021-0001", record.Request!.Text);
        Assert.Equal(new Tally(3, Money.FromFen(4210_56)), record.Accepted);
        var (request, lines) = _world.Door.Requests[record.Request];
        Assert.Equal(Money.FromFen(4210_56), request.Total);
        Assert.Equal([2, 3, 4], lines.Select(line => line.SourceLine));
        Assert.Equal("测试人2", lines[1].Name);
        Assert.Equal(Money.FromFen(1000_00), lines[1].Amount);
        Assert.Equal("basic-pension", lines[1].Item);
        Assert.Equal("402851000019", lines[1].BankCode);
        Assert.Equal("202606", lines[1].Evidence["month"]);
        Assert.Contains("通过：3 行，4,210.56 元", await _world.Text(record.Receipt!), StringComparison.Ordinal);
        Assert.NotNull(await _world.Blobs.Info(record.ArchiveBlob));
    }

    [Fact]
    public async Task Receive_WhenSomeRowsAreBad_ReturnsThoseRowsWithTheirFaults()
    {
        var bad = PensionRow(2, "12.345").Replace(PersonId(2), "630102195001010001", StringComparison.Ordinal);
        var batch = new BatchBuilder { TotalFen = 150_00 }
            .Add(PensionRow(1, "100.00"), bad, PensionRow(1, "20.00"), "a|b");
        var record = await _world.Drop(batch.Zip());

        Assert.Equal(IntakeState.PartlyAccepted, record.State);
        Assert.Equal(new Tally(4, Money.FromFen(150_00)), record.Received);
        Assert.Equal(new Tally(1, Money.FromFen(100_00)), record.Accepted);
        Assert.Equal(record.Received, record.Accepted! + record.Returned!);
        Assert.Equal(
            [
                PensionHeading + "|错误说明",
                bad + "|第3行：“公民身份号码”不是有效的公民身份号码（位数、出生日期或校验码有误）；“金额”不是金额（单位元，最多两位小数）",
                PensionRow(1, "20.00") + "|第4行：同一人同一项目同一月份在本批中重复",
                "a|b|第5行：列数应为 10，实为 2",
            ],
            await _world.ReturnedLines(record));
    }

    [Fact]
    public async Task Receive_WhenTheSameFileComesTwice_ChangesNothingAndSaysSo()
    {
        var zip = new BatchBuilder().Add(PensionRow(1, "100.00")).Zip();
        var first = await _world.Drop(zip);
        var again = await _world.Drop(zip, "改名.zip");

        Assert.Equal(first.Request, again.Request);
        Assert.Equal(1, again.Repeats);
        Assert.Single(_world.Door.Requests);
        Assert.Equal(1, _world.Door.LinesSeen);
        var note = await _world.Text($"outbox/A6301021/待遇-{first.Sm3[..8]}-重复说明.txt");
        Assert.Contains("内容完全相同，本次未重复处理", note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receive_WhenTheBatchNumberComesWithOtherContent_IsRefused()
    {
        await _world.Drop(new BatchBuilder().Add(PensionRow(1, "100.00")).Zip());
        var other = await _world.Drop(new BatchBuilder().Add(PensionRow(2, "100.00")).Zip());
        Assert.Equal("batch_reused", other.ProblemCode);
    }

    [Fact]
    public async Task Receive_WhenTheBatchNumberIsRefused_LeavesTheFirstOnesPayeesInTheLake()
    {
        var first = await _world.Drop(new BatchBuilder().Add(PensionRow(1, "100.00")).Zip());
        var other = await _world.Drop(new BatchBuilder().Add(PensionRow(2, "100.00")).Zip());
        Assert.Equal((IntakeState.Accepted, IntakeState.Refused), (first.State, other.State));
        // Person 1 was applied for, person 2 was not.
        var next = await _world.Drop(
            new BatchBuilder { Batch = "0002" }.Add(PensionRow(1, "100.00"), PensionRow(2, "100.00")).Zip());
        Assert.Equal(1, next.Accepted!.Rows);
        Assert.Equal("测试人2", _world.Door.Requests[next.Request!].Lines.Single().Name);
    }

    [Fact]
    public async Task Receive_WhenTheFileIsReplacedMeanwhile_TakesBoth()
    {
        var second = new BatchBuilder { Batch = "0002" }.Add(PensionRow(2, "100.00")).Zip();
        await _world.Put(new BatchBuilder().Add(PensionRow(1, "100.00")).Zip());
        _world.Door.Meanwhile = () => _world.Put(second);
        var first = await _world.Receive();
        Assert.Equal(IntakeState.Accepted, first!.State);
        var replaced = await _world.Receive();
        Assert.Equal((IntakeState.Accepted, "0002"), (replaced!.State, replaced.Request!.Batch));
        Assert.Null(await _world.Receive());
    }

    [Fact]
    public async Task Receive_WhenAFileWasReplacedAfterACrash_FinishesItFromTheArchive()
    {
        await _world.Put(new BatchBuilder().Add(PensionRow(1, "100.00")).Zip());
        _world.Door.Meanwhile = () => throw new IOException("The process ends here.");
        await Assert.ThrowsAsync<IOException>(() => _world.Receive());
        var begun = Assert.Single(await _world.Records());
        Assert.Equal(IntakeState.Checking, begun.State);

        await _world.Put(new BatchBuilder { Batch = "0002" }.Add(PensionRow(2, "100.00")).Zip());
        Assert.Equal(IntakeState.Accepted, (await _world.Receive())!.State);
        Assert.Equal(IntakeState.Accepted, (await _world.Record(begun.Id)).State);
        Assert.Equal(2, _world.Door.Requests.Count);
    }

    [Fact]
    public async Task Receive_WhenAFileWasReplacedBeforeItWasKept_RefusesItInWords()
    {
        await _world.Put(new BatchBuilder().Add(PensionRow(1, "100.00")).Zip());
        _world.Door.Meanwhile = () => throw new IOException("The process ends here.");
        await Assert.ThrowsAsync<IOException>(() => _world.Receive());
        var begun = Assert.Single(await _world.Records());
        await _world.Blobs.Delete(begun.ArchiveBlob);

        await _world.Put(new BatchBuilder { Batch = "0002" }.Add(PensionRow(2, "100.00")).Zip());
        Assert.Equal(IntakeState.Accepted, (await _world.Receive())!.State);
        var refused = await _world.Record(begun.Id);
        Assert.Equal((IntakeState.Refused, "file_replaced"), (refused.State, refused.ProblemCode));
    }

    [Fact]
    public async Task Receive_WhenARowWasAppliedForBefore_ReturnsItUnlessThatRequestDied()
    {
        var first = await _world.Drop(new BatchBuilder().Add(PensionRow(1, "100.00"), PensionRow(2, "50.00")).Zip());
        var second = new BatchBuilder { Batch = "0002" }.Add(PensionRow(2, "70.00"), PensionRow(3, "30.00"));
        var record = await _world.Drop(second.Zip());
        Assert.Equal(new Tally(1, Money.FromFen(30_00)), record.Accepted);
        Assert.EndsWith(
            $"第2行：同一人同一项目同一月份已在以前批次中申请或支付：{first.Request!.Text}",
            (await _world.ReturnedLines(record))[1], StringComparison.Ordinal);

        _world.Dead.Add(first.Request);
        var third = await _world.Drop(new BatchBuilder { Batch = "0003" }.Add(PensionRow(2, "70.00")).Zip());
        Assert.Equal(IntakeState.Accepted, third.State);
    }

    [Fact]
    public async Task Receive_WhenThePayeeHadDied_ReturnsTheRow()
    {
        var row = PensionRow(1, "100.00") + "20260531";
        var sameMonth = PensionRow(2, "100.00") + "2026-06-02";
        var record = await _world.Drop(new BatchBuilder().Add(row, sameMonth).Zip());
        Assert.Equal(1, record.Accepted!.Rows);
        Assert.Contains("该人员在待遇月份之前已死亡或终止待遇", (await _world.ReturnedLines(record))[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receive_WhenAmountsAreUnusual_WarnsTheReviewer()
    {
        var record = await _world.Drop(new BatchBuilder().Add(PensionRow(1, "30000.01"), PensionRow(2, "30000")).Zip());
        var finding = Assert.Single(_world.Door.Requests[record.Request!].Request.Findings);
        Assert.Equal(("amountMax", "warn", 2), (finding.Check, finding.Severity, finding.Line));
    }

    public static TheoryData<string, Action<BatchBuilder>> Spoilt => new()
    {
        { "manifest_unreadable", batch => batch.Edit = manifest => manifest.Remove("batch") },
        { "manifest_unreadable", batch => batch.Edit = manifest => manifest["fund"] = "gold" },
        { "manifest_unreadable", batch => batch.Edit = manifest => manifest["files"]!.AsArray().Add(null) },
        { "manifest_unreadable", batch => batch.Edit = manifest => manifest["attachments"] = new JsonArray([null]) },
        { "amount_implausible", batch => SetHuge(batch) },
        { "manifest_unreadable", batch => batch.TotalFen = Money.MaxFen },
        { "rows_missing", batch => batch.Rows.Clear() },
        { "manifest_unreadable", batch => batch.Batch = "00/01" },
        { "sender_differs", batch => batch.Sender = "A6301022" },
        { "outside_authority", batch => batch.Division = "630103" },
        { "outside_authority", batch => batch.Division = "639999" },
        { "kind_unknown", batch => batch.Kind = "gift" },
        { "fund_not_of_kind", batch => batch.Kind = "skill-subsidy" },
        { "fund_ended", batch => batch.Fund = "maternity" },
        { "period_implausible", batch => batch.Period = "202405" },
        { "table_missing", batch => batch.Edit = manifest => manifest["files"] = new JsonArray() },
        { "file_not_listed", batch => batch.Extra["说明.txt"] = [1] },
        { "file_not_in_zip", batch => batch.Edit = manifest => manifest["files"]![0]!["name"] = "无.txt" },
        { "heading_wrong", batch => batch.Heading = PensionHeading.Replace("姓名", "名字", StringComparison.Ordinal) },
        { "heading_wrong", batch => batch.Heading = PensionHeading + "|姓名" },
        { "encoding_wrong", batch => batch.Edit = manifest => manifest["files"]![0]!["encoding"] = "UTF-8" },
        { "digest_differs", batch => batch.Digest = new string('0', 64) },
        { "row_count_differs", batch => batch.RowCount = 2 },
        { "control_total_differs", batch => batch.TotalFen = 100_01 },
        { "line_too_long", batch => batch.Rows.Add(new string('长', 5000)) },
        { "bad_entry_name", batch => batch.Extra["../../etc/passwd"] = [1] },
        { "bad_entry_name", batch => batch.Extra["子目录/明细.txt"] = [1] },
        { "nested_archive", batch => batch.Extra["内层.zip"] = [1] },
        { "zip_bomb", batch => batch.Extra["大.txt"] = new byte[64 << 20] },
        { "zip_too_large", AddSeventyFiles },
        { "duplicate_entry", batch => batch.Extra["MANIFEST.json"] = [1] },
        { "tables_disagree", batch => AddEmployers(batch, "E001|测试单位|1|99.99\r\n", 99_99) },
        { "evidence_wrong", batch => AddEmployers(batch, "E001|测试单位|x|100.00\r\n", 100_00) },
        { "attachment_refused", batch => Attach(batch, "plan", "计划.exe", "MZ"u8.ToArray()) },
        { "attachment_refused", batch => Attach(batch, "plan", "计划.pdf", "MZ not a pdf"u8.ToArray()) },
        { "attachment_refused", batch => Attach(batch, "other", "计划.pdf", "%PDF-1.7"u8.ToArray()) },
    };

    [Theory]
    [MemberData(nameof(Spoilt))]
    public async Task Receive_WhenTheFileAsAWholeIsWrong_RefusesItAndKeepsNothing(
        string code, Action<BatchBuilder> spoil)
    {
        var batch = new BatchBuilder().Add(PensionRow(1, "100.00"));
        spoil(batch);
        var record = await _world.Drop(batch.Zip());
        Assert.Equal((IntakeState.Refused, code), (record.State, record.ProblemCode));
        Assert.Empty(_world.Door.Requests);
        Assert.Contains(record.ProblemText!, await _world.Text(record.Receipt!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receive_WhenTheZipIsCutShort_RefusesIt()
    {
        var zip = new BatchBuilder().Add(PensionRow(1, "100.00")).Zip();
        Assert.Equal("not_a_zip", (await _world.Drop(zip[..^40])).ProblemCode);
        Assert.Equal("not_a_zip", (await _world.Drop([])).ProblemCode);
    }

    [Fact]
    public async Task Receive_WhenAnEntryHasAPassword_RefusesIt()
    {
        var zip = new BatchBuilder().Add(PensionRow(1, "100.00")).Zip();
        // Bit 0 of the general purpose flag, 8 bytes into the first entry of the central directory (APPNOTE 4.3.12).
        var directory = zip.AsSpan().IndexOf("PK\u0001\u0002"u8);
        zip[directory + 8] |= 1;
        Assert.Equal("encrypted_entry", (await _world.Drop(zip)).ProblemCode);
    }

    [Fact]
    public async Task Receive_WhenTheManifestIsMissing_RefusesIt()
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.CreateEntry("明细.txt");
        }
        Assert.Equal("manifest_missing", (await _world.Drop(memory.ToArray())).ProblemCode);
    }

    [Fact]
    public async Task Receive_WhenNobodyOwnsTheFolder_RefusesIt()
    {
        var batch = new BatchBuilder { Sender = "X1" }.Add(PensionRow(1, "100.00"));
        Assert.Equal("sender_unknown", (await _world.Drop(batch.Zip(), agency: "X1")).ProblemCode);
    }

    [Fact]
    public async Task Receive_WhenTheAgencyHasAKey_TakesOnlySignedManifests()
    {
        // The key pair of GB/T 32918.5, annex A.
        const string privateKey = "3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8";
        const string publicKey = "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
            + "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13";
        using var world = new IntakeWorld(
            new Agency("A6301021", "城东区社会保险服务中心", Division.Of("630102"), IntakeWorld.EveryFund, publicKey));
        var crypto = new NationalCrypto();
        var batch = new BatchBuilder().Add(PensionRow(1, "100.00"));
        Assert.Equal("signature_missing", (await world.Drop(batch.Zip())).ProblemCode);

        void Sign(JsonObject manifest)
        {
            var text = Manifest.Read(Encoding.UTF8.GetBytes(manifest.ToJsonString())).Require().SignedText();
            manifest["signature"] = crypto.SignSm2(privateKey, text);
        }
        batch.Edit = manifest => { Sign(manifest); manifest["purpose"] = "已签名"; };
        Assert.Equal(IntakeState.Accepted, (await world.Drop(batch.Zip())).State);
        batch.Batch = "0002";
        batch.Edit = manifest => { Sign(manifest); manifest["division"] = "630102"; manifest["batch"] = "0003"; };
        Assert.Equal("signature_wrong", (await world.Drop(batch.Zip())).ProblemCode);
    }

    [Fact]
    public async Task Receive_WhenARequiredAttachmentIsMissing_NamesIt()
    {
        var batch = Insurer("100.00");
        Assert.Equal("attachment_missing", (await _world.Drop(batch.Zip())).ProblemCode);
        Attach(batch, "premium-standard", "标准.pdf", "%PDF-1.7 标准"u8.ToArray());
        var record = await _world.Drop(batch.Zip());
        Assert.Equal(IntakeState.Accepted, record.State);
        var kept = Assert.Single(_world.Door.Requests[record.Request!].Request.Attachments);
        Assert.Equal("%PDF-1.7 标准", await _world.Text(kept.Blob));
    }

    [Fact]
    public async Task Receive_WhenThePremiumIsNotPersonsTimesStandard_ReturnsTheRow()
    {
        var batch = Insurer("100.01");
        Attach(batch, "premium-standard", "标准.pdf", "%PDF-1.7"u8.ToArray());
        var record = await _world.Drop(batch.Zip());
        Assert.Equal("大病保险费不等于参保人数乘以人均标准", Assert.Single(record.Faults!).Fault);
    }

    [Fact]
    public async Task Receive_OfAMillionRows_StaysInBoundedMemory()
    {
        _world.Door.KeepLines = false;
        var batch = new BatchBuilder();
        for (var number = 1; number <= 1_000_000; number++) { batch.Rows.Add(PensionRow(number, "1.00")); }
        batch.TotalFen = 1_000_000_00;
        var zip = batch.Zip();
        batch.Rows.Clear();
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var record = await _world.Drop(zip);
        Assert.Equal(new Tally(1_000_000, Money.FromFen(1_000_000_00)), record.Accepted);
        Assert.Equal(1_000_000, _world.Door.LinesSeen);
        // Nothing of a batch stays when it is done: keys and faults are its own.
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 64L << 20);
    }

    private static void Attach(BatchBuilder batch, string type, string name, byte[] content)
    {
        batch.Extra[name] = content;
        var sm3 = new NationalCrypto().Sm3Of(content);
        batch.Edit = manifest => manifest["attachments"] = new JsonArray(
            new JsonObject { ["name"] = name, ["type"] = type, ["sm3"] = sm3 });
    }

    [Fact]
    public async Task Receive_WhenOneRowNamesAnItemThatTheFundDoesNotHave_ReturnsThatRowOnly()
    {
        var batch = new BatchBuilder().Add(PensionRow(1, "100.00"), PensionRow(2, "50.00", item: "pension"));
        var record = await _world.Drop(batch.Zip());

        Assert.Equal(new Tally(1, Money.FromFen(100_00)), record.Accepted);
        Assert.Equal(new Tally(1, Money.FromFen(50_00)), record.Returned);
        Assert.EndsWith(
            "|第3行：“待遇项目”只能是basic-pension（基本养老金）、disability（病残津贴）、survivors（遗属抚恤金）",
            (await _world.ReturnedLines(record))[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('\u202E')]
    [InlineData('\u200B')]
    [InlineData('\u2028')]
    public async Task Receive_WhenANameHoldsWhatNobodySees_ReturnsTheRow(char hidden)
    {
        var row = PensionRow(2, "50.00").Replace("测试人2", $"测{hidden}试", StringComparison.Ordinal);
        var record = await _world.Drop(new BatchBuilder().Add(PensionRow(1, "100.00"), row).Zip());
        Assert.Equal(new Tally(1, Money.FromFen(100_00)), record.Accepted);
        Assert.Contains("“姓名”含有不可见字符或乱码", (await _world.ReturnedLines(record))[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receive_WhenTheNameFillsAFileName_AnswersUnderAShorterOne()
    {
        var batch = new BatchBuilder().Add(PensionRow(1, "100.00"), PensionRow(2, "1.001"));
        batch.TotalFen = 101_00;
        var record = await _world.Drop(batch.Zip(), new string('长', 83) + ".zip");
        Assert.Equal(IntakeState.PartlyAccepted, record.State);
        Assert.Equal(
            $"outbox/A6301021/{new string('长', 66)}-{record.Sm3[..8]}-回执.txt", record.Receipt);
        Assert.Equal(2, (await _world.ReturnedLines(record)).Length);
    }

    [Fact]
    public async Task Receive_WhenTheSenderHasNoRegisteredKey_DoesNotCallASignatureVerified()
    {
        var batch = new BatchBuilder { Edit = manifest => manifest["signature"] = "00" }.Add(PensionRow(1, "100.00"));
        var record = await _world.Drop(batch.Zip());
        Assert.False(record.IsSignatureVerified);
        Assert.Equal("城东区社会保险服务中心", record.AgencyName);
    }

    [Fact]
    public async Task Receive_InAFolderOfNoSender_IsListedForTheBureau()
    {
        var record = await _world.Drop(new BatchBuilder { Sender = "X1" }.Zip(), agency: "X1");
        Assert.Equal("sender_unknown", record.ProblemCode);
        Assert.Equal(Division.Of("630000"), record.Division);
    }

    private static void SetHuge(BatchBuilder batch)
    {
        batch.Add(PensionRow(9, "90071992547409.91"));
        batch.TotalFen = 1;
    }

    private static void AddSeventyFiles(BatchBuilder batch)
    {
        for (var index = 0; index < 70; index++) { batch.Extra[$"{index}.txt"] = [1]; }
    }

    private static void AddEmployers(BatchBuilder batch, string row, long totalFen)
    {
        var table = Encoding.UTF8.GetBytes("单位编号|单位名称|人数|金额\r\n" + row);
        batch.Extra["单位.txt"] = table;
        batch.Edit = manifest => manifest["files"]!.AsArray().Add(new JsonObject
        {
            ["name"] = "单位.txt",
            ["role"] = "employers",
            ["encoding"] = "UTF-8",
            ["delimiter"] = "|",
            ["rows"] = 1,
            ["totalFen"] = totalFen,
            ["sm3"] = new NationalCrypto().Sm3Of(table),
        });
    }

    private static BatchBuilder Insurer(string yuan) => new BatchBuilder
    {
        Kind = "critical-illness",
        Fund = "resident-medical",
        Heading = "承办机构信用代码|单位名称|支出项目|保险年度|参保人数|人均保费标准|金额|开户行|行号|银行账号",
    }.Add($"91350100M000100Y43|测试保险公司|premium|2026|2|50.00|{yuan}|青海农商银行|402851000019|82100000000000001");
}

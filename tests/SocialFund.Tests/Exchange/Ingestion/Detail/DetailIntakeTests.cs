using System.IO.Compression;
using System.Text;
using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Governance;
using SocialFund.Kernel;

namespace SocialFund.Tests.Exchange.Ingestion.Detail;

public sealed class DetailIntakeTests : IDisposable
{
    /// <summary>An id whose check character is not the one that its digits give.</summary>
    private static readonly string WrongId = DetailWorld.IdOf(2)[..17] + (DetailWorld.IdOf(2)[17] == '0' ? '1' : '0');

    private readonly DetailWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Drop_WhenEveryRowIsRight_PutsThemIntoTheLakeWithTheirOrigin()
    {
        var batch = await _world.Drop(DetailWorld.Batch(
            "1", DetailWorld.Gb(DetailWorld.Heading, DetailWorld.Row(1), DetailWorld.Row(2, "0.01")), rows: 2,
                totalFen: 40001));

        Assert.Equal(DetailState.Loaded, batch.State);
        Assert.Equal(new RowsAndFen(2, 40001), batch.Accepted);
        Assert.Equal(
            [
                $"630102 202603 P0001 张三 {DetailWorld.IdOf(1)} 500000 40000 {batch.Id} 0 2",
                $"630102 202603 P0002 张三 {DetailWorld.IdOf(2)} 500000 1 {batch.Id} 0 3",
            ],
            await _world.Ask(
                "concat_ws(' ', administrative_division_code, data_period, person_no, name, citizen_id_number, "
                + "individual_contribution_base_fen, individual_paid_current_month_fen, source_batch, source_file, "
                + "source_line)"));
        Assert.Equal(["整理", "验证", "清洗", "转化", "加载", "校验"], batch.Stages.Select(stage => stage.Name));
    }

    [Fact]
    public async Task Drop_WhenRowsAreWrong_ReturnsThemWithReasonsAndEveryRowIsSomewhere()
    {
        var file = DetailWorld.Gb(
            DetailWorld.Heading,
            DetailWorld.Row(1),
            DetailWorld.Row(2).Replace(DetailWorld.IdOf(2), WrongId, StringComparison.Ordinal),
            DetailWorld.Row(3, "4oo"),
            DetailWorld.Row(4, "400.01"),
            DetailWorld.Row(1),
            DetailWorld.Row(1, "399.00"),
            "630102|202603|P0009");

        var batch = await _world.Drop(DetailWorld.Batch("1", file));

        Assert.Equal(DetailState.PartlyLoaded, batch.State);
        Assert.Equal(new RowsAndFen(7, 400_00 + 400_00 + 400_01 + 400_00 + 399_00), batch.Received);
        Assert.Equal(new RowsAndFen(1, 400_00), batch.Accepted);
        Assert.Equal(new RowsAndFen(5, 400_00 + 400_01 + 399_00), batch.Returned);
        Assert.Equal(new RowsAndFen(1, 400_00), batch.Duplicate);
        var lines = (await _world.Returned(batch))["缴费.txt"].Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            [
                DetailWorld.Heading + "|错误说明",
                DetailWorld.Row(2).Replace(DetailWorld.IdOf(2), WrongId, StringComparison.Ordinal)
                    + "|第3行：“公民身份号码”不是有效的公民身份号码（位数、出生日期或校验码有误）",
                DetailWorld.Row(3, "4oo") + "|第4行：“个人实缴当月金额”不是金额（单位元，最多两位小数）",
                DetailWorld.Row(4, "400.01") + "|第5行：“个人实缴当月金额”大于“个人应缴当月金额”",
                DetailWorld.Row(1, "399.00") + "|第7行：与另一行主键相同而内容不同",
                "630102|202603|P0009|第8行：列数与标题行不一致，请核对分隔符",
            ],
            lines);
    }

    [Fact]
    public async Task Drop_WhenTheReturnedRowsComeBackCorrected_TheyJoinTheOthers()
    {
        var first = await _world.Drop(DetailWorld.Batch(
            "1", DetailWorld.Gb(DetailWorld.Heading, DetailWorld.Row(1), DetailWorld.Row(2, "400.01"))));
        var returned = await _world.Returned(first);

        // As a clerk would: only the amount is changed; manifest, name and the column of reasons stay.
        var corrected = returned["缴费.txt"].Replace("400.01", "400.00", StringComparison.Ordinal);
        var second = await _world.Drop(DetailWorld.Zip(
            ("manifest.json", Encoding.UTF8.GetBytes(returned["manifest.json"])),
            ("缴费.txt", DetailWorld.Gb(corrected.Split("\r\n", StringSplitOptions.RemoveEmptyEntries)))), "更正.zip");

        Assert.Equal(DetailState.Loaded, second.State);
        Assert.Equal(["P0001", "P0002"], await _world.Ask("person_no"));
    }

    [Fact]
    public async Task Drop_OfAWorkbook_GetsAWorkbookBackThatJoinsWhenCorrected()
    {
        string[] rows = [DetailWorld.Heading, DetailWorld.Row(1), DetailWorld.Row(2, "400.01")];
        var first = await _world.Drop(
            Workbook([.. rows.Select(row => row.Split('|'))]), "职工养老个人缴费明细_202603_630102.xlsx");
        using var zip = new ZipArchive(new MemoryStream(await _world.ReturnedBytes(first)));
        using var memory = new MemoryStream();
        await using (var entry = await zip.Entries[0].OpenAsync()) { await entry.CopyToAsync(memory); }
        var returned = SheetFile.ToCsv(memory.ToArray()).Replace("\"", "", StringComparison.Ordinal)
            .ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("职工养老个人缴费明细_202603_630102.xlsx", zip.Entries[0].Name);
        Assert.Equal(
            [
                DetailWorld.Heading.Replace('|', ',') + ",错误说明",
                DetailWorld.Row(2, "400.01").Replace('|', ',') + ",第3行：“个人实缴当月金额”大于“个人应缴当月金额”",
            ],
            returned);

        var corrected = returned.Select(line => line.Replace("400.01", "400.00", StringComparison.Ordinal));
        var second = await _world.Drop(
            Workbook([.. corrected.Select(line => line.Split(','))]), zip.Entries[0].Name);
        Assert.Equal(DetailState.Loaded, second.State);
        Assert.Equal(["P0001", "P0002"], await _world.Ask("person_no"));
    }

    [Fact]
    public async Task Drop_WhenFilesHaveDifferentColumns_WhatOneLacksIsEmptyInItsRowsAndNotWritten()
    {
        await _world.Drop(DetailWorld.Batch("1", DetailWorld.Gb(DetailWorld.Heading, DetailWorld.Row(1))));
        await _world.Drop(DetailWorld.Batch(
            "2", DetailWorld.Gb(WithoutSex(DetailWorld.Heading), WithoutSex(DetailWorld.Row(2)))));

        Assert.Equal(["P0001 1", "P0002 -"], await _world.Ask("person_no || ' ' || coalesce(sex, '-')"));
        var month = (await new LakeIndex(_world.Documents).Months(DetailWorld.Contributions.Id, default)).Single();
        using var connection = _world.Duck.Connect();
        var columns = new List<bool>();
        foreach (var part in month.Parts.OrderBy(part => part.Number, StringComparer.Ordinal))
        {
            using var reader = connection.Query(
                "select count(*) from parquet_schema($path) where name = 'sex'",
                [("path", await _world.Blobs.LocalPath(part.File.Text))]);
            reader.Read();
            columns.Add(reader.Int64(0) == 1);
        }
        Assert.Equal([true, false], columns);
    }

    private static string WithoutSex(string line) =>
        string.Join('|', line.Split('|').Where((_, place) => place != 4));

    private static byte[] Workbook(IReadOnlyList<string[]> rows) => XlsxWriter.Write(
        [new Sheet("明细", [.. rows.Select(row => row.Select(text => new SheetCell(text, false)).ToList())], [])]);

    [Fact]
    public async Task Drop_WhenTheSameFileComesTwice_ChangesNothing()
    {
        var file = DetailWorld.Batch("1", DetailWorld.Gb(DetailWorld.Heading, DetailWorld.Row(1)));
        await _world.Drop(file);
        var again = await _world.Drop(file, "改了名.zip");

        Assert.Equal(1, again.Repeats);
        Assert.Equal(["1"], await _world.Ask("count(*)"));
    }

    [Fact]
    public async Task Drop_WhenARefusedFileComesAgain_IsCheckedAgain()
    {
        var file = DetailWorld.Gb(DetailWorld.Heading, DetailWorld.Row(1));
        var refused = await _world.Drop(file, "缴费.txt");
        var still = await _world.Drop(file, "个人缴费.txt");

        var loaded = await _world.Drop(file, "职工养老个人缴费明细_202603_630102.txt");
        var again = await _world.Drop(file, "职工养老个人缴费明细_202603_630102.txt");

        Assert.Equal((DetailState.Refused, 0, "缴费.txt"), (refused.State, refused.Repeats, refused.FileName));
        Assert.Equal((DetailState.Refused, 1, "个人缴费.txt"), (still.State, still.Repeats, still.FileName));
        Assert.Equal((DetailState.Loaded, 2, null), (loaded.State, loaded.Repeats, loaded.ProblemText));
        Assert.Equal((DetailState.Loaded, 3), (again.State, again.Repeats));
        Assert.Equal(["1"], await _world.Ask("count(*)"));
    }

    [Fact]
    public async Task Drop_WhenNoHeadingIsKnown_SaysWhatToLookAt()
    {
        var text = DetailWorld.Heading + "\r\n" + DetailWorld.Row(1);

        var refused = await _world.Drop(
            System.Text.Encoding.Unicode.GetBytes(text), "职工养老个人缴费明细_202603_630102.txt");

        Assert.Equal("heading_of_table_wrong", refused.ProblemCode);
        Assert.Contains("请核对编码（GB18030 或 UTF-8）", refused.ProblemText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drop_WhenItsSenderIsRegisteredMeanwhile_IsTaken()
    {
        var file = DetailWorld.Gb(DetailWorld.Heading, DetailWorld.Row(1));
        var refused = await _world.Drop(file, "职工养老个人缴费明细_202603_630102.txt", "NOBODY");

        var loaded = await _world.Drop(file, "职工养老个人缴费明细_202603_630102.txt");

        Assert.Equal((DetailState.Refused, "sender_unknown"), (refused.State, refused.ProblemCode));
        Assert.Equal((DetailState.Loaded, DetailWorld.Sender), (loaded.State, loaded.Sender));
    }

    [Fact]
    public async Task Drop_WhenRowsAreInTheLakeAlready_TheyAreDuplicatesOfIt()
    {
        await _world.Drop(
            DetailWorld.Batch("1", DetailWorld.Gb(DetailWorld.Heading, DetailWorld.Row(1), DetailWorld.Row(2))));
        var second = await _world.Drop(DetailWorld.Batch(
            "2", DetailWorld.Gb(
                DetailWorld.Heading, DetailWorld.Row(1), DetailWorld.Row(2, "1.00"), DetailWorld.Row(3))));

        Assert.Equal((1, 1, 1), (second.Accepted!.Rows, second.Returned!.Rows, second.Duplicate!.Rows));
        Assert.Equal(["P0001 40000", "P0002 40000", "P0003 40000"],
            await _world.Ask("person_no || ' ' || individual_paid_current_month_fen"));
    }

    [Fact]
    public async Task Drop_WhenABatchReplacesAnother_OnlyItsRowsCount()
    {
        await _world.Drop(
            DetailWorld.Batch("1", DetailWorld.Gb(DetailWorld.Heading, DetailWorld.Row(1), DetailWorld.Row(2))));
        var second = await _world.Drop(
            DetailWorld.Batch("2", DetailWorld.Gb(DetailWorld.Heading, DetailWorld.Row(1, "5.00")), replaces: "1"));

        Assert.Equal(DetailState.Loaded, second.State);
        Assert.Equal(["P0001 500"], await _world.Ask("person_no || ' ' || individual_paid_current_month_fen"));
        var month = await new LakeIndex(_world.Documents)
            .Month(DetailWorld.Contributions.Id, Period.Of(2026, 3), default);
        Assert.Equal("1", Assert.Single(month!.Replaced).Part.Number);
    }

    [Fact]
    public async Task Drop_WhenCellsAreWrittenOtherwise_KeepsTheStandardForm()
    {
        var row = DetailWorld.Row(1)
            .Replace("|1|", "|男|", StringComparison.Ordinal)
            .Replace("202603", "2026-03", StringComparison.Ordinal)
            .Replace(DetailWorld.IdOf(1), "630102900307003", StringComparison.Ordinal)
            .Replace("5000.00", "５０００．００", StringComparison.Ordinal);

        var batch = await _world.Drop(DetailWorld.Batch("1", DetailWorld.Gb(DetailWorld.Heading, row)));

        Assert.Equal(4, Assert.Single(batch.Tables).Standardized);
        Assert.Equal(
            [$"202603 1 {DetailWorld.IdOf(1)} 500000"],
            await _world.Ask("concat_ws(' ', data_period, sex, citizen_id_number, individual_contribution_base_fen)"));
    }

    [Fact]
    public async Task Drop_WhenASoftRuleIsBroken_TakesTheRowAndNotesIt()
    {
        var batch = await _world.Drop(DetailWorld.Batch(
            "1", DetailWorld.Gb(DetailWorld.Heading,
                DetailWorld.Row(1).Replace("|1|", "|2|", StringComparison.Ordinal), DetailWorld.Row(2))));

        Assert.Equal((DetailState.Loaded, 1), (batch.State, Assert.Single(batch.Tables).Noted));
        var result = await _world.Documents.Find<DetailTableResult>(
            Containers.Intake, batch.Id, DetailTableResult.DocumentId(DetailWorld.Contributions.Id));
        var fault = Assert.Single(result!.Value.Tally.Faults);
        Assert.Equal(("sex-matches-id", Severity.Soft, 1, 2),
            (fault.Rule, fault.Severity, (int)fault.Rows, (int)fault.FirstLine));
        var region = Assert.Single(result.Value.Tally.Regions);
        Assert.Equal(("630102", 2, 0), (region.Division, (int)region.Filled["name"], (int)region.Filled["ethnicity"]));
    }

    public static TheoryData<string, string> Forms => new()
    {
        { "职工养老个人缴费明细_202603_630102.csv",
            "行政区划代码,数据期别,个人编号,姓名,公民身份号码,个人实缴当月金额\n630102,202603,P1,\"张,三\",ID,\"1,234.50\"\n" },
        { "enterprise-pension.individual-contributions_202603_630102.tsv",
            "administrativeDivisionCode\tdataPeriod\tpersonNo\tname\tcitizenIdNumber\tindividualPaidCurrentMonth\n"
            + "630102\t202603\tP1\t张,三\tID\t1234.50\n" },
        { "企业职工养老职工养老个人缴费明细_202603_630102_1.txt",
            "\uFEFF行政区划代码|数据期别|个人编号|姓名|公民身份号码|个人实缴当月金额|备注\n630102|202603|P1|张,三|ID|1234.50|无\n" },
        { "职工养老个人缴费明细_202603_630102.xml",
            "<rows><row><administrativeDivisionCode>630102</administrativeDivisionCode><数据期别>202603</数据期别>"
            + "<personNo>P1</personNo><name>张,三</name><citizenIdNumber>ID</citizenIdNumber>"
            + "<个人实缴当月金额>1234.50</个人实缴当月金额></row></rows>" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Drop_WithoutManifest_ReadsWhatTheNameSaysInEveryForm(string name, string text)
    {
        var batch = await _world.Drop(
            Encoding.UTF8.GetBytes(text.Replace("ID", DetailWorld.IdOf(1), StringComparison.Ordinal)), name);

        Assert.Null(batch.ProblemText);
        Assert.Equal([$"P1 张,三 {DetailWorld.IdOf(1)} 123450"],
            await _world.Ask("concat_ws(' ', person_no, name, citizen_id_number, individual_paid_current_month_fen)"));
    }

    [Fact]
    public async Task Drop_OfADepartmentsTable_IsTakenThoughItBelongsToNoFund()
    {
        var table = Catalogue.Shipped.Find("statistics/indicators")!;
        var batch = await _world.Drop(
            Encoding.UTF8.GetBytes(
                "行政区划代码,数据期别,指标代码,指标名称,指标数值,计量单位\n630102,202603,CPI,居民消费价格涨幅,-0.3,%\n"),
            "统计指标_202603_630102.csv");

        Assert.Equal((DetailState.Loaded, null), (batch.State, batch.ProblemText));
        Assert.Equal(["CPI -0.300000"], await _world.Ask("indicator_code || ' ' || indicator_value", table));
    }

    public static TheoryData<string, string, string> Refusals => new()
    {
        { "heading_of_table_wrong", "职工养老个人缴费明细_202603_630102.txt", "行政区划代码|数据期别\n" },
        { "name_says_nothing", "明细.txt", "x" },
        { "form_unknown", "职工养老个人缴费明细_202603_630102.doc", "x" },
        { "no_table_of_sender", "职工养老个人缴费明细_202603_630104.txt", "x" },
        { "period_implausible", "职工养老个人缴费明细_203003_630102.txt", "x" },
        { "file_unreadable", "职工养老个人缴费明细_202603_630102.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>" },
        { "file_unreadable", "职工养老个人缴费明细_202603_630102.xlsx", "no workbook" },
        { "not_a_zip", "明细.zip", "no zip" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Drop_WhenTheFileCannotBeTaken_IsRefusedWithItsReason(string code, string name, string text)
    {
        var batch = await _world.Drop(Encoding.UTF8.GetBytes(text), name);

        Assert.Equal((DetailState.Refused, code), (batch.State, batch.ProblemCode));
    }

    [Fact]
    public async Task Drop_OfADepartmentsTable_IsTakenFromThatDepartmentOnly()
    {
        var file = Encoding.UTF8.GetBytes(
            "行政区划代码,数据期别,指标代码,指标名称,指标数值,计量单位\n630102,202603,CPI,居民消费价格涨幅,-0.3,%\n");

        var batch = await _world.Drop(file, "统计指标_202603_630102.csv", DetailWorld.MedicalSender);

        Assert.Equal((DetailState.Refused, "no_table_of_sender"), (batch.State, batch.ProblemCode));
        Assert.Contains("“城东区医保局”无权报送“统计指标”", batch.ProblemText!);
    }

    [Fact]
    public async Task Drop_WhenTotalsDiffer_IsRefusedAndNothingIsKept()
    {
        var file = DetailWorld.Gb(DetailWorld.Heading, DetailWorld.Row(1));

        Assert.Equal("row_count_differs", (await _world.Drop(DetailWorld.Batch("1", file, rows: 2))).ProblemCode);
        Assert.Equal("control_total_differs",
            (await _world.Drop(DetailWorld.Batch("2", file, rows: 1, totalFen: 1))).ProblemCode);
        Assert.Equal(
            "digest_differs", (await _world.Drop(DetailWorld.Batch("4", file, sm3: new string('0', 64)))).ProblemCode);
        Assert.Equal("replaced_unknown", (await _world.Drop(DetailWorld.Batch("3", file, replaces: "0"))).ProblemCode);
        Assert.Equal(["0"], await _world.Ask("count(*)"));
    }

    [Fact]
    public async Task Drop_WhenThePackageContradictsItself_IsRefused()
    {
        var file = DetailWorld.Gb(DetailWorld.Heading, DetailWorld.Row(1));
        var mixed = DetailWorld.Zip(("职工养老个人缴费明细_202603_630102.txt", file), ("职工养老个人缴费明细_202602_630102_2.txt", file));
        var unknown = DetailWorld.Zip(
            ("manifest.json",
                Encoding.UTF8.GetBytes(
                """
                {"type": "detail", "sender": "RS630102", "batch": "1", "period": "202603", "division": "630102",
                 "files": [{"name": "a.txt", "table": "no/such"}]}
                """)),
            ("a.txt", file));

        Assert.Equal("names_disagree", (await _world.Drop(mixed)).ProblemCode);
        Assert.Equal("table_unknown", (await _world.Drop(unknown)).ProblemCode);
    }
}

using System.Text;
using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Governance;
using SocialFund.Exchange.Ingestion;
using SocialFund.Exchange.Ingestion.Detail;
using SocialFund.Exchange.Mapping;
using SocialFund.Kernel;
using SocialFund.Tests.Exchange.Ingestion.Detail;

namespace SocialFund.Tests.Exchange.Mapping;

/// <summary>Files with columns of their own, dropped into the inbox.</summary>
public sealed class MappedIntakeTests : IDisposable
{
    private const string Name = "国库来账_20260331_630102.csv";

    private static readonly CatalogTable Table = Catalogue.Shipped.Find("treasury/contribution-receipts")!;

    private readonly MappingWorld _world = new();

    public void Dispose() => _world.Dispose();

    private static byte[] Gb(params string[] lines) => DetailWorld.Gb(lines);

    /// <summary>Two lines of titles above the headings, a total below.</summary>
    private static byte[] File(params string[] rows) => Gb(
        ["青海省分库来账清单", "2026年3月31日", "序号,税票号码,险种,属期,入库日期,金额(万元),国库", .. rows, "合计,,,,,9.9,"]);

    [Fact]
    public async Task Drop_WhenTheSendersMappingMatchesTheName_TakesTheFileThroughIt()
    {
        await _world.Save(MappingWorld.Receipts);

        var batch = await _world.Detail.Drop(
            File("1,T001,企业养老,2026年3月,2026/3/5,\"1.2345\",2801", "2,T002,失业,2026年2月,2026/3/6,0.5,2801"), Name);

        Assert.Equal((DetailState.Loaded, null), (batch.State, batch.ProblemText));
        Assert.Equal(new RowsAndFen(2, 12_345_00 + 5_000_00), batch.Accepted);
        Assert.Equal([new MappingUse(Name, "receipts", "国库来账", 1)], batch.Mappings!);
        Assert.Contains("合计等非明细行 1 行不计", batch.Stages[0].Note, StringComparison.Ordinal);
        Assert.Equal(
            ["630102 202603 T001 110 202603 2026-03-05 1234500 2801 4", "630102 202603 T002 210 202602 2026-03-06 500000 2801 5"],
            await _world.Detail.Ask(
                "concat_ws(' ', administrative_division_code, data_period, electronic_tax_receipt_no, insurance_type, "
                + "corresponding_contribution_period, treasury_entry_date, treasury_amount_fen, treasury_code, source_line)",
                Table));
    }

    [Fact]
    public async Task Drop_WhenMappedRowsAreWrong_ReturnsThemInTheSendersColumnsAndTakesThemBackCorrected()
    {
        await _world.Save(MappingWorld.Receipts);
        var first = await _world.Detail.Drop(
            File(
                "1,T001,企业养老,2026年3月,2026/3/5,1,2801", "2,T002,月亮险,2026年3月,2026/3/6,1,2801",
                "3,T003,失业,三月,2026/3/6,1,2801", "4,T004,失业,2026年3月,2026/3/6,一万,2801", "5,T005,失业",
                "1,T001,企业养老,2026年3月,2026/3/5,1,2801"),
            Name);

        Assert.Equal((6, 1, 4, 1), (
            first.Received!.Rows, first.Accepted!.Rows, first.Returned!.Rows, first.Duplicate!.Rows));
        var returned = await _world.Detail.Returned(first);
        Assert.Equal(
            [
                "青海省分库来账清单", "2026年3月31日", "序号,税票号码,险种,属期,入库日期,金额(万元),国库,错误说明",
                "2,T002,月亮险,2026年3月,2026/3/6,1,2801,\"第5行：“险种类型”的来源值不符合映射中的格式或代码对照\"",
                "3,T003,失业,三月,2026/3/6,1,2801,\"第6行：“对应费款所属期”的来源值不符合映射中的格式或代码对照\"",
                "4,T004,失业,2026年3月,2026/3/6,一万,2801,\"第7行：“入库金额”不是金额（单位元，最多两位小数）\"",
                "5,T005,失业,\"第8行：列数与标题行不一致，请核对分隔符\"",
            ],
            returned[Name].Split("\r\n", StringSplitOptions.RemoveEmptyEntries));

        var corrected = returned[Name].Replace("月亮险", "工伤", StringComparison.Ordinal);
        var second = await _world.Detail.Drop(
            DetailWorld.Zip(
                ("manifest.json", Encoding.UTF8.GetBytes(returned["manifest.json"])), (Name, Gb(corrected.TrimEnd()))),
            "更正.zip");

        Assert.Equal((4, 1, 3), (second.Received!.Rows, second.Accepted!.Rows, second.Returned!.Rows));
        Assert.Equal(["T001 110", "T002 410"],
            await _world.Detail.Ask("electronic_tax_receipt_no || ' ' || insurance_type", Table));
    }

    public static TheoryData<string, char, string> Forms => new()
    {
        { "国库来账_20260331_630102.csv", ',', "UTF-8" }, { "国库来账_20260331_630102.csv", ',', "GB18030" },
        { "国库来账_20260331_630102.txt", '|', "GB18030" }, { "国库来账_20260331_630102.tsv", '\t', "UTF-8" },
        { "国库来账_20260331_630102.xlsx", ' ', "" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Drop_OfAMappedFileInEveryForm_KeepsTheSameRow(string name, char delimiter, string encoding)
    {
        await _world.Save(MappingWorld.Receipts);
        string[][] rows =
        [
            ["来账清单"], [], ["序号", "税票号码", "险种", "属期", "入库日期", "金额(万元)", "国库"],
            ["1", "T001", "企业养老", "2026年3月", "2026/3/5", "1.5", "2801"],
        ];
        var bytes = delimiter == ' ' ? MappingWorld.Workbook(rows)
            : encoding == "UTF-8"
                ? [.. Encoding.UTF8.GetPreamble(),
                    .. Encoding.UTF8.GetBytes(string.Concat(rows.Select(row => string.Join(delimiter, row) + "\n")))]
                : Gb([.. rows.Select(row => string.Join(delimiter, row))]);

        var batch = await _world.Detail.Drop(bytes, name);

        Assert.Null(batch.ProblemText);
        Assert.Equal(["T001 1500000 4"],
            await _world.Detail.Ask(
                "concat_ws(' ', electronic_tax_receipt_no, treasury_amount_fen, source_line)", Table));
    }

    public static TheoryData<string, string> Unfit => new()
    {
        { "columns_missing", "来账\n\n序号,税票号,险种,属期,入库日期,金额(万元),国库\n1,2,3,4,5,6,7\n" },
        { "column_twice", "来账\n\n税票号码,税票号码,险种,属期,入库日期,金额(万元),国库\n1,2,3,4,5,6,7\n" },
        { "heading_of_table_wrong", "" }, { "heading_of_table_wrong", "来账\n" },
        // Read as something else than it was written in, the headings are not those of the sample.
        { "columns_missing", "来账\n\n序号,˰Ʊ,�յ,属期\n1,2,3,4\n" },
    };

    [Theory]
    [MemberData(nameof(Unfit))]
    public async Task Drop_WhenTheFileIsNotAsTheSampleWas_IsRefusedWithItsReason(string code, string text)
    {
        await _world.Save(MappingWorld.Receipts);

        var batch = await _world.Detail.Drop(Encoding.UTF8.GetBytes(text), Name);

        Assert.Equal((DetailState.Refused, code), (batch.State, batch.ProblemCode));
        Assert.NotEmpty(batch.ProblemText!);
    }

    [Theory]
    [InlineData("mapping_unknown", "no-such", "treasury/contribution-receipts")]
    [InlineData("mapping_unknown", "treasury-receipts", "treasury/contribution-receipts")]
    [InlineData("mapping_of_other", "receipts", "treasury/contribution-refunds")]
    [InlineData(null, "receipts@1", "treasury/contribution-receipts")]
    public async Task Drop_WhenTheManifestNamesAMapping_ItIsTheSendersAndOfTheTable(
        string? code, string mapping, string table)
    {
        await _world.Save(MappingWorld.Receipts);
        var manifest = new DetailManifest(
            "detail", DetailWorld.Sender, "1", Period.Of(2026, 3), Division.Of("630102"),
            [new DetailManifestFile("来.csv", table, Mapping: mapping)]);

        var batch = await _world.Detail.Drop(DetailWorld.Zip(
            ("manifest.json", Encoding.UTF8.GetBytes(Json.Write(manifest))),
            ("来.csv", File("1,T001,企业养老,2026年3月,2026/3/5,1,2801"))));

        Assert.Equal(code, batch.ProblemCode);
    }

    [Fact]
    public async Task Line_OfAMappedBatch_IsTheReceivedOneAlsoWhenTheMappingHasChangedSince()
    {
        await _world.Save(MappingWorld.Receipts);
        var batch = await _world.Detail.Drop(File("1,T001,企业养老,2026年3月,2026/3/5,1,2801"), Name);
        await _world.Save(
            MappingWorld.Receipts with { Pattern = "别的_{period}", IsOpen = false }, based: 1);

        var line = await _world.Ask<SourceLine>(new ViewSourceLine(batch.Id, "treasury~contribution-receipts", 0, 4));

        Assert.Contains(new SourceCell("税票号码", "T001"), line.Cells);
        Assert.Contains(new SourceCell("金额（万元）", "1"), line.Cells);
        var again = await _world.Detail.Drop(File("1,T009,企业养老,2026年3月,2026/3/5,1,2801"), Name);
        Assert.Equal("name_says_nothing", again.ProblemCode);
    }

    [Fact]
    public async Task Receive_OfMutatedMappedFiles_CountsEveryRowHonestly()
    {
        await _world.Save(MappingWorld.Receipts);
        for (var seed = 1; seed <= 200; seed++)
        {
            var random = new Random(seed);
            var bytes = File([.. Enumerable.Range(0, 6).Select(at =>
                $"{at},T{seed:000}{at},失业,2026年3月,2026/3/5,{at}.5,2801")]);
            for (var times = random.Next(1, 6); times > 0; times--)
            {
                bytes[random.Next(bytes.Length)] = (byte)(random.Next(3) switch
                {
                    0 => random.Next(256),
                    1 => ',',
                    _ => '\n',
                });
            }
            if (random.Next(4) == 0) { bytes = bytes[..random.Next(bytes.Length)]; }

            var batch = await _world.Detail.Drop(bytes, $"国库来账_20260331_630102_{seed}.csv");

            Assert.True(batch.IsFinished, $"SEED={seed}");
            if (batch.State == DetailState.Refused) { Assert.NotEmpty(batch.ProblemText!); continue; }
            Assert.Equal(batch.Received, batch.Accepted! + batch.Returned! + batch.Duplicate!);
        }
    }
}

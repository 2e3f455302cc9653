using System.Security;
using System.Text;
using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Ingestion;
using SocialFund.Exchange.Ingestion.Samples;
using SocialFund.Exchange.Mapping;
using SocialFund.Kernel;
using SocialFund.Tests.Exchange.Ingestion;
using SocialFund.Tests.Exchange.Ingestion.Detail;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Exchange.Mapping;

/// <summary>The intake of detail data with the mappings beside it.</summary>
internal sealed class MappingWorld : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 4, 10, 2, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();
    private readonly IReadOnlyList<IModule> _modules;
    private int _calls;

    public MappingWorld()
    {
        var senders = new KnownAgencies(new Agency(
            DetailWorld.Sender, "城东区社保局", Division.Of("630102"), IntakeWorld.EveryFund)
        {
            Departments = ["treasury"],
        });
        var desk = new SampleDesk(
            Detail.Documents, Detail.Blobs, Detail.Duck, Catalogue.Shipped, senders, _folder.Of("work"));
        Trials = new TrialJob(desk);
        _modules =
        [
            new MappingModule(desk, new NoJobs()),
            new IngestionModule(Detail.Documents, Detail.Blobs, senders, Catalogue.Shipped, _folder.Of("work")),
        ];
    }

    public DetailWorld Detail { get; } = new();

    public TrialJob Trials { get; }

    /// <summary>Three lines above the rows, amounts in 万元, months in words, names of insurances of its own.</summary>
    public static SourceMapping Receipts { get; } = new(
        "receipts", "国库来账", 0, DetailWorld.Sender, "国库来账_{date}_{division}*", "treasury/contribution-receipts",
        new SourceFormat(3, ["合计"]), ["序号", "税票号码", "险种", "属期", "入库日期", "金额（万元）", "国库"],
        [
            new MappedColumn("administrativeDivisionCode", ValueFrom.Division, [], []),
            new MappedColumn("dataPeriod", ValueFrom.Period, [], []),
            Column("electronicTaxReceiptNo", "税票号码"),
            Column("insuranceType", "险种", new Transform(TransformKind.Codes, Codes: new Dictionary<string, string>
            {
                ["企业养老"] = "110",
                ["失业"] = "210",
                ["工伤"] = "410",
            })),
            Column("correspondingContributionPeriod", "属期", new Transform(TransformKind.Date, "yyyy年M月")),
            Column("treasuryEntryDate", "入库日期"),
            Column("treasuryAmount", "金额(万元)", new Transform(TransformKind.Unit, "万元")),
            Column("treasuryCode", "国库"),
        ]);

    public static Actor Clerk { get; } = new(
        "u-clerk", "经办", Division.Of("630102"), DetailWorld.Sender,
        [new Grant(
            new HashSet<string> { Permission.IntakeView.Code, Permission.ImportMap.Code }, null,
            Division.Of("630102"))]);

    public static MappedColumn Column(string field, string source, params Transform[] steps) =>
        new(field, ValueFrom.Columns, [source], steps);

    public async Task<SourceMapping> Save(SourceMapping mapping, int based = 0) =>
        await Ask<SourceMapping>(new SaveMapping(mapping.Id, based, mapping));

    public async Task<T> Ask<T>(object request, byte[]? body = null) => (T)(await Try(request, body)).Require();

    public async Task<string?> CodeOf(object request, Actor? actor = null) =>
        (await Try(request, null, actor)).TryGet(out _, out var problem) ? null : problem.Code;

    private Task<Result<object>> Try(object request, byte[]? body, Actor? actor = null)
    {
        var call = new Call(actor ?? Clerk, Now, $"request-{++_calls:00000000}", $"key-{_calls}", $"hash-{_calls}")
        {
            Body = new MemoryStream(body ?? []),
        };
        return _modules.SelectMany(module => module.Endpoints)
            .Single(endpoint => endpoint.Request == request.GetType()).Handle(request, call);
    }

    /// <summary>A workbook of two sheets; the rows are in the second, named 明细, and in the first as well.</summary>
    public static byte[] Workbook(IReadOnlyList<string[]> rows)
    {
        static string Cell(string cell, int column, int row) =>
            $"<c r=\"{(char)('A' + column)}{row}\" t=\"inlineStr\"><is><t>{SecurityElement.Escape(cell)}</t></is></c>";
        var cells = string.Concat(rows.Select((row, at) =>
            $"<row r=\"{at + 1}\">{string.Concat(row.Select((cell, column) => Cell(cell, column, at + 1)))}</row>"));
        var sheet = $"<worksheet><sheetData>{cells}</sheetData></worksheet>";
        return DetailWorld.Zip(
            ("xl/workbook.xml", Encoding.UTF8.GetBytes(
                "<workbook xmlns:r=\"r\"><sheets><sheet name=\"封面\" r:id=\"a\"/>"
                + "<sheet name=\"明细\" r:id=\"b\"/></sheets></workbook>")),
            ("xl/_rels/workbook.xml.rels", Encoding.UTF8.GetBytes(
                "<Relationships><Relationship Id=\"a\" Target=\"worksheets/sheet1.xml\"/>"
                + "<Relationship Id=\"b\" Target=\"/xl/worksheets/sheet2.xml\"/></Relationships>")),
            ("xl/worksheets/sheet1.xml", Encoding.UTF8.GetBytes(sheet)),
            ("xl/worksheets/sheet2.xml", Encoding.UTF8.GetBytes(sheet)));
    }

    public void Dispose()
    {
        Detail.Dispose();
        _folder.Dispose();
    }
}

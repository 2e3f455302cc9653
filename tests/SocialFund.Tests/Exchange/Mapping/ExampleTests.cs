using System.Text;
using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Governance;
using SocialFund.Exchange.Ingestion.Detail;
using SocialFund.Exchange.Mapping;
using SocialFund.Kernel;
using SocialFund.Tests.Exchange.Ingestion.Detail;

namespace SocialFund.Tests.Exchange.Mapping;

/// <summary>The mappings that ship, each with a line as its partner writes it.</summary>
public sealed class ExampleTests : IDisposable
{
    private readonly MappingWorld _world = new();

    public void Dispose() => _world.Dispose();

    /// <summary>The mapping, a file (ID is a person's id), what the lake has of it.</summary>
    public static TheoryData<string, string, string, string> Examples => new()
    {
        { "treasury-receipts", "来账清单\n2026年3月31日\n序号,税票号码,征收品目,险种,税款所属期,入库日期,金额（元）,收款国库代码,收款国库名称,"
            + "预算级次,纳税人识别号,纳税人名称\n1,３６３０１,职工基本养老,企业养老,2026年3月,2026-03-05,\"￥1,234.50\",2801,城东支库,县级,,甲公司\n合计,,,,,,,,,,,\n",
            "concat_ws(' ', electronic_tax_receipt_no, insurance_type, corresponding_contribution_period, "
                + "treasury_entry_date, treasury_amount_fen)",
            "36301 110 202603 2026-03-05 123450" },
        { "bank-statement", "本方账号,本方户名,流水号,交易时间,借方金额,贷方金额,余额,对方账号,对方户名,对方行名,摘要\n"
            + "6300001234,社保专户,77,2026-03-05 08:30:00,0.00,\"1,000.00\",\"9,000.00\",,,,来款\n"
            + "6300001234,社保专户,78,2026-03-06 08:30:00,200.00,,8800.00,6222000011112222,张三,甲行,养老金\n",
            "concat_ws(' ', bank_serial_no, cash_direction, transaction_amount_fen)",
            "000000000077 1 100000|000000000078 2 20000" },
        { "payroll-persons", "2026年3月工资统发表\n单位,人员姓名,身份证号,人员类别,应发合计,养老保险,职业年金,医疗保险,实发合计,工资卡号\n"
            + "市一中,张三,ID,在职,\"8,000.00\",640.00,320.00,160.00,\"6,880.00\",6222000011112222\n",
            "concat_ws(' ', name, gross_pay_fen, pension_withheld_fen)", "张三 800000 64000" },
        { "public-budget-subsidies", "年度,资金名称,险种,资金级次,文号,功能科目,指标金额（万元）,下达金额（万元）,下达日期\n"
            + "2026年,基础养老金补助,城乡养老,中央财政,青财社〔2026〕8号,2082602,120.5,100,2026年3月9日\n",
            "concat_ws(' ', budget_year, insurance_type, fund_source, allocated_amount_fen, allocated_date)",
            "2026 170 1 100000000 2026-03-09" },
        { "civil-deaths", "死者姓名,死者身份证号,性别,死亡时间,火化时间,殡仪馆,证明编号\n张三,ID,男性,2026-03-02 23:10,2026-03-05 09:00,市馆,H1\n",
            "concat_ws(' ', name, sex, death_date, cremation_date)", "张三 1 2026-03-02 2026-03-05" },
        { "police-cancellations", "ID,张三,01,20260306,东关所\n",
            "concat_ws(' ', name, cancellation_kind, cancellation_date)", "张三 1 2026-03-06" },
        { "statistics-indicators", "指标代码,指标,本期值,单位,发布日期\nCPI,居民消费价格涨幅,(0.3),%,2026-03-15\n",
            "concat_ws(' ', indicator_code, indicator_value, statistical_cycle)", "CPI -0.300000 月" },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Shipped_OfAPartner_TakesItsFile(string id, string text, string select, string expected)
    {
        var shipped = MappingRegister.Shipped.Single(mapping => mapping.Id == id);
        Assert.Null(MappingCheck.Fault(shipped, Catalogue.Shipped));
        // The partner's mapping, used by the one sender of the test.
        var own = await _world.Save(shipped with { Id = $"own-{id}", Sender = DetailWorld.Sender });
        var manifest = new DetailManifest(
            "detail", DetailWorld.Sender, "1", Period.Of(2026, 3), Division.Of("630102"),
            [new DetailManifestFile("来.csv", own.Table, Mapping: own.Id)]);
        var file = DetailWorld.Gb(text.Replace("ID", DetailWorld.IdOf(1), StringComparison.Ordinal).TrimEnd().Split('\n'));

        var batch = await _world.Detail.Drop(DetailWorld.Zip(
            ("manifest.json", Encoding.UTF8.GetBytes(Json.Write(manifest))), ("来.csv", file)));

        Assert.Equal((DetailState.Loaded, null), (batch.State, batch.ProblemText));
        Assert.Equal(expected.Split('|'), await _world.Detail.Ask(
            select, Catalogue.Shipped.Find(own.Table)));
    }

    [Fact]
    public void Shipped_HasOneOfEachDepartment() => Assert.Equal(
        ["bank", "civil-affairs", "payroll", "police", "public-budget", "statistics", "treasury"],
        MappingRegister.Shipped.Select(mapping => mapping.Table.Split('/')[0]).Order(StringComparer.Ordinal));
}

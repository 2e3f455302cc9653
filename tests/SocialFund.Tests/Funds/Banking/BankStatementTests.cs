using System.IO.Compression;
using System.Text;
using SocialFund.Funds.Banking;
using SocialFund.Kernel;

namespace SocialFund.Tests.Funds.Banking;

/// <summary>The formats of statements; every sample and figure was written by hand.</summary>
public sealed class BankStatementTests
{
    private const string Hehuang = """
        交易日期,收入金额,支出金额,余额,流水号,对方户名,对方账号,摘要,本方账号
        2026-06-01,"1,000.00",,"11,000.00",A1,城东区税务局,6301,保费划入,6300001234
        2026-06-05,,250.50,"10,749.50",A2,,,六月养老金,6300001234
        2026-06-30,0.50,,"10,750.00",A3,,,结息,6300001234
        """;

    private readonly BankWorld _world = new();

    private static (string, string, string) Totals(StatementAnswer answer) =>
        (answer.Opening.ToPlainYuan(), $"{answer.In.ToPlainYuan()}-{answer.Out.ToPlainYuan()}",
            answer.Closing.ToPlainYuan());

    [Fact]
    public async Task Csv_WithTwoAmountColumns_IsReadWithItsTotals()
    {
        var answer = await _world.Import(Hehuang);
        Assert.Empty(answer.Problems);
        Assert.Equal(("10000.00", "1000.50-250.50", "10750.00"), Totals(answer));
        Assert.Equal(("csv", 3, 3, 0, false), (answer.Format, answer.Lines, answer.New, answer.Known, answer.Repeated));
        var work = await _world.Work();
        Assert.Equal(
            [("2026-06-01", 100000L, "A1", "城东区税务局"), ("2026-06-05", -25050L, "A2", ""), ("2026-06-30", 50L, "A3", "")],
            work.Bank.Select(line => ($"{line.Date:yyyy-MM-dd}", line.Amount.Fen, line.Reference, line.Counterparty)));
    }

    [Fact]
    public async Task Csv_TheSameFileTwice_ChangesNothing()
    {
        await _world.Import(Hehuang);
        var again = await _world.Import(Hehuang);
        Assert.Equal((true, 0, 3), (again.Repeated, again.New, again.Known));
        Assert.Equal(3, (await _world.Work()).BankLines);
        Assert.Single((await _world.Ask<Page<BankStatement>>(new ListBankStatements(BankWorld.Account))).Items);
    }

    [Fact]
    public async Task Csv_WhenFilesOverlap_MergesByTheBanksReference()
    {
        await _world.Import(BankWorld.Table(
            "0.00", ("2026-06-01", "5.00", "A1", ""), ("2026-06-02", "7.00", "A2", "")));
        var second = await _world.Import(
            BankWorld.Table("5.00", ("2026-06-02", "7.00", "A2", ""), ("2026-06-03", "-1.00", "A3", "")));
        Assert.Equal((1, 1), (second.New, second.Known));
        Assert.Equal(3, (await _world.Work()).BankLines);
    }

    [Fact]
    public async Task Csv_WithoutReferences_MergesByContentAndOccurrence()
    {
        string[] rows = ["2026-06-02,-3.00,,,手续费", "2026-06-02,-3.00,,,手续费", "2026-06-03,1.00,,,利息"];
        var heading = "日期,发生额,流水号,对方户名,摘要\n";
        var request = new ImportStatement(BankWorld.Account, Opening: "10.00");
        await _world.Import(heading + string.Join('\n', rows), request);
        var again = await _world.Import(heading + string.Join('\n', rows[..2]), request);
        Assert.Equal((0, 2), (again.New, again.Known));
        Assert.Equal(3, (await _world.Work()).BankLines);
    }

    /// <summary>三江: GB18030, a title above the headings, newest first, amounts with a direction.</summary>
    [Fact]
    public async Task Csv_ByAnotherLayout_IsReadByItsOwnRules()
    {
        var text = """
            账户交易明细
            记账日,发生额,借贷,账户余额,交易流水,对手名称,对手账号,附言
            20260603,2.00,贷,7.00,S2,,,退汇
            20260602,5.00,借,5.00,S1,张三,,养老金
            """;
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes(text);
        var answer = await _world.Ask<StatementAnswer>(
            new ImportStatement(BankWorld.Account, "sanjiang"), BankWorld.Call(body: bytes));
        Assert.Empty(answer.Problems);
        Assert.Equal(("10.00", "2.00-5.00", "7.00"), Totals(answer));
        Assert.Equal(["张三", ""], (await _world.Work()).Bank.Select(line => line.Counterparty));
    }

    [Fact]
    public async Task Csv_WithBadRows_NamesEachWithItsLineAndImportsNothing()
    {
        var text = """
            交易日期,收入金额,支出金额,余额,流水号,对方户名,对方账号,摘要,本方账号
            2026-13-01,1.00,,1.00,A1,,,,6300001234
            2026-06-02,1.005,,2.00,A2,,,,6300001234
            2026-06-03,1.00,1.00,2.00,A3,,,,6300001234
            """;
        var answer = await _world.Import(text);
        Assert.Equal(
            [(2, "not_a_date"), (3, "not_an_amount"), (4, "one_side_only")],
            answer.Problems.Select(problem => (problem.Line, problem.Code)));
        Assert.Equal(0, (await _world.Work()).BankLines);
    }

    [Fact]
    public async Task Csv_WhenTheBalanceBreaksATextIsTooLongOrAReferenceRepeats_NamesTheLine()
    {
        var broken = await _world.Import(Hehuang.Replace("\"10,749.50\"", "\"10,749.00\""));
        Assert.Equal(
            [(3, "balance_broken"), (4, "balance_broken")], broken.Problems.Select(each => (each.Line, each.Code)));
        var verbose = await _world.Import(Hehuang.Replace("结息", new string('息', 501)));
        Assert.Equal([(4, "text_too_long")], verbose.Problems.Select(each => (each.Line, each.Code)));
        var repeated = await _world.Import(Hehuang.Replace(",A2,", ",A1,"));
        Assert.Equal([(3, "reference_repeated")], repeated.Problems.Select(each => (each.Line, each.Code)));
    }

    [Fact]
    public async Task Continuity_WhenTheOpeningIsNotTheLastClosing_IsRefused()
    {
        await _world.Import(BankWorld.Table("0.00", ("2026-06-01", "5.00", "A1", "")));
        Assert.Equal("statement_gap", await _world.ImportRefused(
            BankWorld.Table("6.00", ("2026-06-04", "1.00", "A9", ""))));
        var fits = await _world.Import(BankWorld.Table("5.00", ("2026-06-04", "1.00", "A9", "")));
        Assert.Contains("2026-06-02 至 2026-06-03", Assert.Single(fits.Warnings));
        // An earlier one must lead up to what is there.
        Assert.Equal("statement_gap", await _world.ImportRefused(
            BankWorld.Table("0.00", ("2026-05-20", "0.01", "A0", ""))));
        Assert.Equal(1, (await _world.Import(BankWorld.Table("-2.00", ("2026-05-20", "2.00", "A0", "")))).New);
    }

    [Fact]
    public async Task Overlap_WhenItSaysOtherwise_IsRefused()
    {
        await _world.Import(BankWorld.Table(
            "0.00", ("2026-06-01", "5.00", "A1", ""), ("2026-06-02", "7.00", "A2", "")));
        var changed = await _world.Import(BankWorld.Table("0.00", ("2026-06-01", "6.00", "A1", "")));
        Assert.Equal("line_contradicts", Assert.Single(changed.Problems).Code);
        // A2 is missing between the two days that this file claims to cover.
        Assert.Equal("statement_contradicts", await _world.ImportRefused(
            BankWorld.Table("0.00", ("2026-06-01", "5.00", "A1", ""), ("2026-06-03", "1.00", "A3", ""))));
    }

    [Fact]
    public async Task Import_OfWhatIsNoStatementOfTheAccount_IsRefused()
    {
        Assert.Equal(
            "statement_of_other_account", await _world.ImportRefused(Hehuang.Replace("6300001234", "6300009999")));
        Assert.Equal("layout_unknown", await _world.ImportRefused("甲,乙\n1,2\n"));
        Assert.Equal("layout_unknown", await _world.ImportRefused(
            Hehuang, new ImportStatement(BankWorld.Account, "nobody")));
        Assert.Equal("statement_unreadable", await _world.ImportRefused("PK not a sheet"));
        Assert.Equal("opening_unknown", await _world.ImportRefused("日期,发生额,流水号,对方户名,摘要\n2026-06-02,1.00,,,\n"));
        Assert.Equal("not_found", await _world.ImportRefused(
            Hehuang, new ImportStatement(BankWorld.Account with { Number = "6300007777" })));
    }

    [Fact]
    public async Task Import_OfMoreLinesThanASlice_KeepsThemAll()
    {
        var rows = Enumerable.Range(1, 300).Select(index => ("2026-06-05", "1.00", $"R{index}", "")).ToArray();
        Assert.Equal(300, (await _world.Import(BankWorld.Table("0.00", rows))).New);
        Assert.Equal(300, (await _world.Work()).BankLines);
        var many = Enumerable.Range(1, 20_001).Select(index => ("2026-06-06", "1.00", $"Q{index}", "")).ToArray();
        Assert.Equal("statement_too_long", await _world.ImportRefused(BankWorld.Table("300.00", many)));
    }

    [Fact]
    public async Task Mt940_IsReadWithReferencesReversalsAndTotals()
    {
        var text = """
            {1:F01HEHUCNBAXXXX0000000000}{2:I940}{4:
            :20:STMT0606
            :25:HEHUCNBA/6300001234
            :28C:6/1
            :60F:C260531CNY10000,00
            :61:2606010601C1000,NTRFNONREF//A1
            :86:城东区税务局
             保费划入
            :61:260605D250,5NTRFBATCH-1//A2
            :86:六月养老金
            :61:260607RD0,50NMSCA3
            :62F:C260630CNY10750,00
            -}
            """;
        var answer = await _world.Import(text);
        Assert.Empty(answer.Problems);
        Assert.Equal(("10000.00", "1000.50-250.50", "10750.00"), Totals(answer));
        Assert.Equal(
            ("mt940", "2026-06-01", "2026-06-30"),
            (answer.Format, $"{answer.From:yyyy-MM-dd}", $"{answer.To:yyyy-MM-dd}"));
        Assert.Equal(
            [("A1", "城东区税务局 保费划入"), ("A2", "六月养老金"), ("A3", "")],
            (await _world.Work()).Bank.Select(line => (line.Reference, line.Summary)));
        Assert.Equal("statement_totals_differ", await _world.ImportRefused(text.Replace("10750,00", "10750,01")));
        var dollars = await _world.Import(text.Replace("260630CNY", "260630USD"));
        Assert.Contains("not_cny", dollars.Problems.Select(each => each.Code));
    }

    private const string Camt = """
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>
          <Id>1</Id>
          <FrToDt><FrDtTm>2026-06-01T00:00:00+08:00</FrDtTm><ToDtTm>2026-06-30T23:59:59+08:00</ToDtTm></FrToDt>
          <Acct><Id><Othr><Id>6300001234</Id></Othr></Id></Acct>
          <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">10000.00</Amt>
            <CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-06-01</Dt></Dt></Bal>
          <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">10749.50</Amt>
            <CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-06-30</Dt></Dt></Bal>
          <Ntry><Amt Ccy="CNY">1000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
            <BookgDt><Dt>2026-06-01</Dt></BookgDt><AcctSvcrRef>A1</AcctSvcrRef>
            <NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>城东区税务局</Nm></Pty></Dbtr></RltdPties>
              <RmtInf><Ustrd>保费划入</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
          <Ntry><Amt Ccy="CNY">250.50</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
            <BookgDt><Dt>2026-06-05</Dt></BookgDt><AcctSvcrRef>A2</AcctSvcrRef></Ntry>
          <Ntry><Amt Ccy="CNY">9.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>PDNG</Cd></Sts>
            <BookgDt><Dt>2026-06-30</Dt></BookgDt><AcctSvcrRef>A9</AcctSvcrRef></Ntry>
        </Stmt></BkToCstmrStmt></Document>
        """;

    [Fact]
    public async Task Camt053_IsReadWithPartiesAndWithoutWhatIsPending()
    {
        var answer = await _world.Import(Camt);
        Assert.Empty(answer.Problems);
        Assert.Equal(("10000.00", "1000.00-250.50", "10749.50"), Totals(answer));
        Assert.Equal(
            [("A1", "城东区税务局", "保费划入"), ("A2", "", "")],
            (await _world.Work()).Bank.Select(line => (line.Reference, line.Counterparty, line.Summary)));
    }

    [Fact]
    public async Task Camt053_WithADocumentTypeDefinition_IsRefused()
    {
        var evil = Camt.Replace("<Document", "<!DOCTYPE d [<!ENTITY x \"1\">]><Document");
        Assert.Equal("statement_unreadable", await _world.ImportRefused(evil));
    }

    /// <summary>A sheet as Excel writes it: shared texts, a date as its number, an amount in binary.</summary>
    [Fact]
    public async Task Xlsx_IsReadLikeTheTable()
    {
        string[] texts =
            ["交易日期", "收入金额", "支出金额", "余额", "流水号", "对方户名", "对方账号", "摘要", "本方账号", "A1", "养老金"];
        var heading = string.Concat(Enumerable.Range(0, 9).Select(index =>
            $"<c r=\"{(char)('A' + index)}1\" t=\"s\"><v>{index}</v></c>"));
        var sheet = $"""
            <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
            <row r="1">{heading}</row>
            <row r="3"><c r="A3" s="1"><v>46178</v></c><c r="C3"><v>1234.5599999999999</v></c>
            <c r="D3"><v>8765.44</v></c>
            <c r="E3" t="s"><v>9</v></c><c r="H3" t="s"><v>10</v></c>
            <c r="I3" t="inlineStr"><is><t>6300001234</t></is></c>
            </row></sheetData></worksheet>
            """;
        var parts = new Dictionary<string, string>
        {
            ["xl/sharedStrings.xml"] = $"<sst>{string.Concat(texts.Select(text => $"<si><t>{text}</t></si>"))}</sst>",
            ["xl/styles.xml"] = "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>",
            ["xl/worksheets/sheet1.xml"] = sheet,
        };
        var answer = await _world.Ask<StatementAnswer>(
            new ImportStatement(BankWorld.Account), BankWorld.Call(body: Zip(parts)));
        Assert.Empty(answer.Problems);
        Assert.Equal(("xlsx", "2026-06-05"), (answer.Format, $"{answer.From:yyyy-MM-dd}"));
        Assert.Equal(("10000.00", "0.00-1234.56", "8765.44"), Totals(answer));
    }

    private static byte[] Zip(Dictionary<string, string> parts)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in parts)
            {
                using var writer = new StreamWriter(archive.CreateEntry(name).Open());
                writer.Write(text);
            }
        }
        return bytes.ToArray();
    }
}

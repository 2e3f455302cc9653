using System.Text;
using SocialFund.Exchange.History;
using SocialFund.Kernel;
using SocialFund.Tests.Tidy;

namespace SocialFund.Tests.Exchange.History;

/// <summary>
/// Workbooks are read as LibreOffice reads them: it wrote the .xls files, and the CSV files from those.
/// </summary>
public sealed class BookFileTests
{
    private static string Folder => Path.Combine(Sources.Root, "tests/SocialFund.Tests/Exchange/History/Files");

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    [Theory]
    [InlineData("final-2016.xls", "社会保险补充资料表", "final-2016-supplementary.csv")]
    [InlineData("final-2016.xls", "社会保险基金收支总表", "final-2016-summary.csv")]
    [InlineData("final-2016.xls", "职工基本医疗保险基金收支表", "final-2016-employee-medical.csv")]
    [InlineData("numbers.xls", "numbers", "numbers.csv")]
    [InlineData("numbers.xlsx", "numbers", "numbers.csv")]
    public void Workbook_HasTheCellsThatLibreOfficeSees(string file, string sheet, string expected)
    {
        var found = BookFile.Read(Bytes(file), file).Require().Single(each => each.Name == sheet);

        var lines = EmbeddedCsv.Parse(File.ReadAllText(Path.Combine(Folder, expected))).ToList();
        Assert.True(lines.Count > 10);
        for (var row = 0; row < lines.Count; row++)
        {
            for (var column = 0; column < lines[row].Length; column++)
            {
                Assert.Equal(
                    $"{Sheet.PlaceOf(row, column)} {lines[row][column]}",
                    $"{Sheet.PlaceOf(row, column)} {found.At(row, column).Text}");
            }
        }
    }

    [Fact]
    public void Workbook_KeepsItsMergedCells()
    {
        var sheet = BookFile.Read(Bytes("final-2016.xls"), "a.xls").Require().First(each => each.Name.Contains("总表"));

        Assert.Equal([new MergedCells(0, 0, 0, 9)], sheet.Merges);
        Assert.Equal("2016年社会保险基金决算总表（社会保险基金收支总表）", sheet.Seen(0, 5));
    }

    [Theory]
    [InlineData("项目,预算数\n一、收入,\"1,234.50\"\n", "utf-8")]
    [InlineData("项目\t预算数\r\n一、收入\t1,234.50\r\n", "gb18030")]
    [InlineData("项目|预算数\r\n一、收入|1,234.50\r\n", "utf-16")]
    public void Text_InAnyOfItsForms_IsOneSheet(string text, string encoding)
    {
        var form = encoding == "gb18030" ? CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!
            : Encoding.GetEncoding(encoding);

        var sheet = Assert.Single(BookFile.Read([.. form.GetPreamble(), .. form.GetBytes(text)], "预算.txt").Require());

        Assert.Equal(
            ("预算", "项目", "一、收入", "1,234.50"),
            (sheet.Name, sheet.At(0, 0).Text, sheet.At(1, 0).Text, sheet.At(1, 1).Text));
    }

    public static TheoryData<byte[]> Rubbish =>
    [
        Array.Empty<byte>(), "   \r\n"u8.ToArray(), new byte[] { 0x80, 0xFF, 0x00, 0x81 }, "a\0b"u8.ToArray(),
        "PK\u0003\u0004nothing more"u8.ToArray(), Bytes("final-2016.xls")[..700], Bytes("final-2016.xls")[..20_000],
        Bytes("numbers.xlsx")[..4_000], Exchange.Ingestion.Detail.DetailWorld.Zip(("a.txt", [1])),
        Exchange.Ingestion.Detail.DetailWorld.Zip(
            ("xl/workbook.xml", "<!DOCTYPE a [<!ENTITY b \"c\">]><workbook/>"u8.ToArray())),
    ];

    [Theory]
    [MemberData(nameof(Rubbish))]
    public void Rubbish_IsRefusedWithAReason(byte[] bytes)
    {
        Assert.False(BookFile.Read(bytes, "坏.xls").TryGet(out _, out var problem));
        Assert.Equal("history_file_unreadable", problem.Code);
    }

    /// <summary>A trial is read anew whenever somebody looks at it.</summary>
    [Theory]
    [InlineData(50_000, null)]
    [InlineData(50_001, "history_file_unreadable")]
    public void Cells_AreAsManyAsATrialReadsAtOnce(int lines, string? refused)
    {
        var text = string.Concat(Enumerable.Repeat("保费收入,1,2,3\n", lines));

        var answer = BookFile.Read(System.Text.Encoding.UTF8.GetBytes(text), "执行.csv");

        Assert.Equal(refused, answer.TryGet(out _, out var problem) ? null : problem.Code);
    }

    [Fact]
    public void MutatedWorkbooks_AreReadOrRefusedButNeverBreak()
    {
        var random = new Random(20160101);
        foreach (var name in new[] { "final-2016.xls", "numbers.xlsx" })
        {
            var sound = Bytes(name);
            for (var count = 0; count < 400; count++)
            {
                var bytes = (byte[])sound.Clone();
                for (var hits = random.Next(1, 30); hits > 0; hits--)
                {
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                }
                var answer = BookFile.Read(bytes, name);
                Assert.True(answer.TryGet(out var sheets, out var problem)
                    ? sheets.Count > 0 : problem.Code == "history_file_unreadable");
            }
        }
    }
}

using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Tests.Kernel;

public sealed class CsvTableTests
{
    private static async Task<Result<CsvTable>> Read(byte[] bytes) => await CsvTable.Read(new MemoryStream(bytes));

    [Fact]
    public async Task Read_WhenUtf8WithAMarkOrGb18030_FindsTheSameCells()
    {
        const string text = "区划,金额\n630102,1\n";
        var gb = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes(text);
        foreach (var bytes in (byte[][])[[.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)], gb])
        {
            var table = (await Read(bytes)).Require();
            Assert.Equal("630102", table.Cell(table.Rows[0], "区划"));
        }
    }

    [Fact]
    public void Parse_WhenCellsSpanLines_KeepsTheLineWhereTheRowBegins()
    {
        var table = CsvTable.Parse("a,b\n\"x\ny\",\"\"\"q\"\"\"\n\n3,4\n").Require();
        Assert.Equal([2, 5], table.Rows.Select(row => row.Line));
        Assert.Equal("x\ny", table.Cell(table.Rows[0], "a"));
        Assert.Equal("\"q\"", table.Cell(table.Rows[0], "b"));
        Assert.Equal("", table.Cell(table.Rows[1], "c"));
    }

    [Theory]
    [InlineData("a,b\n1,\"2\n", 2)]
    [InlineData("a,a\n1,2\n", 1)]
    [InlineData("a,b\n1,2,3\n", 2)]
    [InlineData("", 1)]
    public void Parse_WhenTorn_NamesTheLine(string text, int line)
    {
        Assert.False(CsvTable.Parse(text).TryGet(out _, out var problem));
        Assert.Equal(line, Assert.IsType<TableUnreadable>(problem).Line);
    }

    [Fact]
    public async Task Read_WhenLargerThanTheLimit_IsTooLarge()
    {
        Assert.False((await Read(new byte[CsvTable.BytesMax + 1])).TryGet(out _, out var problem));
        Assert.IsType<TableTooLarge>(problem);
    }

    [Fact]
    public async Task Read_WhenNeitherEncodingFits_IsUnreadable()
    {
        Assert.False((await Read([0xFF, 0xFF, 0xFF])).TryGet(out _, out var problem));
        Assert.IsType<TableUnreadable>(problem);
    }
}

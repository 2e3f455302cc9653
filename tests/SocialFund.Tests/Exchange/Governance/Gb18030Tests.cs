using System.Text;
using SocialFund.Exchange.Governance.Text;

namespace SocialFund.Tests.Exchange.Governance;

public sealed class Gb18030Tests
{
    private static readonly Encoding Peer = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    [Fact]
    public void ToUtf8_ForEveryCharacterOfTheBasicPlaneAndSomeBeyond_SaysWhatThePeerSays()
    {
        var text = new StringBuilder();
        for (var code = 1; code < 0x2_0000; code += code < 0x1_0000 ? 1 : 37)
        {
            if (code is < 0xD800 or > 0xDFFF) { text.Append(char.ConvertFromUtf32(code)); }
        }
        var bytes = Peer.GetBytes(text.ToString());

        Assert.Equal(Peer.GetString(bytes), Ours(bytes));
    }

    [Theory]
    [InlineData(new byte[] { 0x61, 0xFF, 0x62 }, "a\uFFFDb")]
    [InlineData(new byte[] { 0x61, 0x80 }, "a\uFFFD")]
    [InlineData(new byte[] { 0x81 }, "\uFFFD")]
    [InlineData(new byte[] { 0xD5, 0xC5, 0x81, 0x7F, 0x62 }, "张\uFFFD\u007Fb")]
    public void ToUtf8_WhenABytePairIsNone_MarksOneByteAndGoesOn(byte[] bytes, string expected) =>
        Assert.Equal(expected, Ours(bytes));

    [Fact]
    public void Next_CutsBlocksAtLines()
    {
        var lines = Enumerable.Range(1, 5000).Select(number => $"第{number}行|{new string('张', number % 50)}").ToList();
        var bytes = Peer.GetBytes(string.Join('\n', lines));
        var reader = new BlockReader(new MemoryStream(bytes), TextEncoding.Gb18030, 4096);
        var found = new List<string>();
        long first = 1;
        while (reader.Next() is { } block)
        {
            Assert.Equal(first, block.FirstLine);
            first += block.Lines;
            for (var line = 0; line < block.Lines; line++)
            {
                var text = Encoding.UTF8.GetString(block.Utf8Line(line));
                Assert.Equal(text, Peer.GetString(block.SourceLine(line)));
                found.Add(text);
            }
        }

        Assert.Equal(lines, found);
    }

    private static string Ours(byte[] bytes)
    {
        var utf8 = new byte[bytes.Length * Gb18030.GrowthMax];
        return Encoding.UTF8.GetString(utf8, 0, Gb18030.ToUtf8(bytes, utf8));
    }
}

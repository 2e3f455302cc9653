using System.IO.Compression;
using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Bench.Detail;

/// <summary>Contribution rows as an agency sends them: GB18030, eight fields, some 64 bytes a row.</summary>
internal static class DetailRows
{
    public const string Heading = "行政区划代码|数据期别|个人编号|姓名|公民身份号码|个人缴费基数|个人应缴当月金额|个人实缴当月金额";

    private const string Surnames = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗";
    private const string Given = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰红梅建国";

    private static readonly string[] Counties = ["630102", "630103", "630104", "630105", "630106", "630121"];

    /// <summary>One row of each person, one in a thousand of them twice.</summary>
    public static IEnumerable<string> Of(int rows)
    {
        for (var number = 0; number < rows; number++)
        {
            var person = number % 1000 == 999 ? number - 1 : number;
            // Scattered, as a database without an order gives them.
            var mixed = unchecked((int)((uint)person * 2_654_435_761u >> 1)) % 100_000_000;
            var day = new DateOnly(1960, 1, 1).AddDays(mixed % 16_000);
            var digits = $"{Counties[mixed % 6]}{day:yyyyMMdd}{person / 16_000 % 1000:000}";
            var id = digits + (char)CitizenId.CheckOf(Encoding.ASCII.GetBytes(digits));
            var second = mixed % 3 == 0 ? "" : $"{Given[mixed / 30 % Given.Length]}";
            var name = $"{Surnames[mixed % Surnames.Length]}{Given[mixed % Given.Length]}{second}";
            var due = 400_00 + mixed % 500 * 8;
            var amount = $"{due / 100}.{due % 100:00}";
            yield return $"{Counties[mixed % 6]}|202603|{person + 10_000_000}|{name}|{id}|{due / 8}.00|"
                + $"{amount}|{amount}";
        }
    }

    /// <summary>Writes the ZIP of a GB18030 file and, for the peers, the same as UTF-8.</summary>
    public static void Write(string zip, string utf8, int rows)
    {
        var gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;
        using var archive = ZipFile.Open(zip, ZipArchiveMode.Create);
        using var packed = new StreamWriter(
            archive.CreateEntry("职工养老个人缴费明细.txt", CompressionLevel.Fastest).Open(), gb18030, 1 << 16);
        using var plain = new StreamWriter(utf8, append: false, new UTF8Encoding(false), 1 << 16);
        foreach (var line in Of(rows).Prepend(Heading))
        {
            packed.Write(line);
            packed.Write("\r\n");
            plain.Write(line);
            plain.Write('\n');
        }
    }
}

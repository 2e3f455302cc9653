using System.Globalization;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Local.Demo;

/// <summary>People, firms and accounts that do not exist, the same ones for the same number.</summary>
internal static class Synthetic
{
    private const string Surnames = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗";
    private const string GivenNames = "建国淑兰志强桂英海燕永福秀珍玉梅文军丽华德明春花世平雪莲";
    private const string CreditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    /// <summary>A number valid by GB 11643, of the division's area and a birth between 1940 and 1994.</summary>
    public static string CitizenId(Division division, int person)
    {
        var birth = new DateOnly(1940, 1, 1).AddDays((int)(person * 7919L % 20_000));
        var body = string.Create(CultureInfo.InvariantCulture, $"{division}{birth:yyyyMMdd}{person % 1000:000}");
        return "10X98765432".Select(check => body + check).First(id => Kernel.CitizenId.IsValid(id));
    }

    /// <summary>A common surname and two common syllables; any likeness is chance.</summary>
    public static string Name(int person)
    {
        var given = person * 2 % GivenNames.Length;
        return $"{Surnames[person % Surnames.Length]}{GivenNames[given]}{GivenNames[(given + 1) % GivenNames.Length]}";
    }

    public static string Account(int person, string ending = "10") =>
        string.Create(CultureInfo.InvariantCulture, $"8210{person:0000000000}{ending}");

    /// <summary>A code valid by GB 32100.</summary>
    public static string CreditCode(Division division, int firm)
    {
        var body = string.Create(CultureInfo.InvariantCulture, $"91{division}MA{firm:0000000}");
        return CreditAlphabet.Select(check => body + check)
            .First(code => Kernel.CreditCode.TryParse(code, out _));
    }

    public static string Firm(int firm) => $"演示企业{firm:000}有限公司";
}

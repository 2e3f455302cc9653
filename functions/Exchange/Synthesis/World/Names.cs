using System.Text;

namespace SocialFund.Exchange.Synthesis;

/// <summary>The encoding of the files.</summary>
internal static class FileText
{
    public static Encoding Encoding { get; } = CodePagesEncodingProvider.Instance.GetEncoding(
        "GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;
}

/// <summary>Names that nobody need have, in the encoding of the files; any likeness is chance.</summary>
internal static class Names
{
    private const string SurnameLetters = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶杜苏魏程吕丁沈任姚";
    private const string MaleLetters = "建国志强文军华明春平海永福伟刚勇毅俊峰磊洋超杰涛辉鹏飞宁东波";
    private const string FemaleLetters = "淑兰桂英秀珍玉梅丽德花雪莲燕芳娟敏静霞洁琳艳红萍婷慧颖倩雅欣";

    private static readonly string[] Peoples = ["01", "04", "03", "30", "35", "02"];
    private static readonly int[] PeopleShares = [52, 24, 14, 5, 2, 3];

    private static readonly byte[][] Male = Make(MaleLetters);
    private static readonly byte[][] Female = Make(FemaleLetters);
    private static readonly byte[][] PeopleCodes = [.. Peoples.Select(Encoding.ASCII.GetBytes)];

    public static int Surnames => SurnameLetters.Length;

    public static int Given => MaleLetters.Length * MaleLetters.Length;

    public static byte[] Bytes(string text) => FileText.Encoding.GetBytes(text);

    public static byte[] Of(int surname, int given, bool isMale) =>
        (isMale ? Male : Female)[surname * Given + given % Given];

    /// <param name="percent">0 … 99.</param>
    public static byte[] EthnicityOf(int percent)
    {
        var index = 0;
        for (; index < PeopleShares.Length - 1 && percent >= PeopleShares[index]; index++)
        {
            percent -= PeopleShares[index];
        }
        return PeopleCodes[index];
    }

    private static byte[][] Make(string letters)
    {
        var names = new byte[Surnames * Given][];
        for (var index = 0; index < names.Length; index++)
        {
            var (surname, given) = Math.DivRem(index, Given);
            var (first, second) = Math.DivRem(given % (letters.Length * letters.Length), letters.Length);
            var name = first == second
                ? $"{SurnameLetters[surname]}{letters[first]}"
                : $"{SurnameLetters[surname]}{letters[first]}{letters[second]}";
            names[index] = Bytes(name);
        }
        return names;
    }
}

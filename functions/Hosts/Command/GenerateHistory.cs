using System.Globalization;
using SocialFund.Exchange.History;
using SocialFund.Kernel;

namespace SocialFund.Command;

/// <summary><c>socialfund generate --history</c>: workbooks of earlier years, as regions kept them.</summary>
internal static class GenerateHistory
{
    private const int YearsMax = 15;

    public static async Task<int> Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors)
    {
        var values = new Dictionary<string, string>();
        for (var index = 1; index + 1 < arguments.Count; index += 2)
        {
            values[arguments[index]] = arguments[index + 1];
        }
        var years = values["--history"].Split('-');
        if (!values.TryGetValue("--out", out var folder) || years.Length != 2
            || !int.TryParse(years[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            || !int.TryParse(years[1], NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            || first < 2000 || last < first || last - first >= YearsMax
            || !int.TryParse(
                values.GetValueOrDefault("--seed", "1"), NumberStyles.None, CultureInfo.InvariantCulture, out var seed))
        {
            await errors.WriteLineAsync(
                "用法：socialfund generate --history 2013-2017 --seed N [--divisions 清单] --out 文件夹");
            return 2;
        }
        var count = 0;
        foreach (var code in values.GetValueOrDefault("--divisions", "630000").Split(','))
        {
            if (!Division.TryParse(code, out var division) || !Divisions.IsKnown(division))
            {
                await errors.WriteLineAsync($"“{code}”不是已知区划。");
                return 2;
            }
            Directory.CreateDirectory(Path.Combine(folder, code));
            foreach (var book in new HistorySamples(seed, division, first, last).All())
            {
                await File.WriteAllBytesAsync(Path.Combine(folder, code, book.FileName), book.Bytes);
                count++;
            }
        }
        await output.WriteLineAsync($"历史报表 {count} 个文件。");
        return 0;
    }
}

using System.Diagnostics;
using System.Globalization;
using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Synthesis;
using SocialFund.Kernel;
using SocialFund.Storage;

namespace SocialFund.Command;

/// <summary><c>socialfund generate</c>: a province's exchange files from a seed, as the partners would send
/// them.</summary>
public static class GenerateCommand
{
    private const int Done = 0;
    private const int Refused = 2;

    private const string Usage = """
        用法：socialfund generate --seed N --persons N --months N [--from YYYYMM] [--errors none|all|清单]
              [--frauds none|all|清单] [--rate 比例] [--tables 清单] [--divisions 清单] [--level county|city]
              [--treasury none|agree|differ] [--format gb18030-txt|utf8-csv|xml] [--workers N] --out 文件夹
        按种子生成全部或部分交换表（6.3 数据交换目录）的报送文件：参数相同，结果逐字节相同。
          --persons   1000 至 6000000        --months    1 至 60        --from      首月，默认 202601
          --errors    植入的质量错误（默认 none），清单见 truth.csv 的 kind；--frauds 植入的监管疑点（默认 none）
          --rate      除每种各一处外，按此比例再植入，如 0.0005（默认 0）
          --tables    只要这些表，如 enterprise-pension/individual-contributions；--divisions 只要这些区划
          --treasury  另作国库入库明细：agree 与税票一致，differ 植入三方差异（differences.csv）；默认 none
          --format    报送文件的格式：gb18030-txt（默认，竖线分隔）、utf8-csv 或 xml
        历史报表：socialfund generate --history 2013-2017 --seed N [--divisions 清单] --out 文件夹
        输出：inbox/{单位}/{单位}_{月份}_{批}.zip、senders.csv、truth.csv（质量错误）、frauds.csv（监管疑点）、
              differences.csv（经办、税务、国库的差异）。
        """;

    public static async Task<int> Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors)
    {
        if (arguments.Contains("--history")) { return await GenerateHistory.Run(arguments, output, errors); }
        if (!Read(arguments).TryGet(out var request, out var problem))
        {
            await errors.WriteLineAsync(problem.Message);
            await errors.WriteLineAsync(Usage);
            return Refused;
        }
        var (options, folder) = request;
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            await errors.WriteLineAsync($"文件夹“{folder}”不是空的。");
            return Refused;
        }
        var started = Stopwatch.GetTimestamp();
        var made = Generator.Make(options, folder, new NationalCrypto());
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{made.Rows} 行，{made.Files} 个文件，{made.Bytes / 1_048_576.0:0.0} MB，{seconds:0.0} 秒，"
            + $"每秒 {made.Rows / seconds:0} 行（{options.Workers} 个线程）；质量错误 {made.Errors} 处，疑点 {made.Frauds} 行。"));
        return Done;
    }

    private static Result<(Options Options, string Folder)> Read(IReadOnlyList<string> arguments)
    {
        var values = new Dictionary<string, string>();
        for (var index = 1; index + 1 < arguments.Count; index += 2)
        {
            values[arguments[index]] = arguments[index + 1];
        }
        if (arguments.Count % 2 == 0 || values.Keys.FirstOrDefault(name => !Names.Contains(name)) is not null)
        {
            return new InvalidValue("参数", "参数须成对，且为下列之一。");
        }
        if (!values.TryGetValue("--out", out var folder)) { return new InvalidValue("参数", "缺少 --out。"); }
        if (!Number(values, "--seed", 0, int.MaxValue, out var seed)
            || !Number(values, "--persons", 1_000, Options.PersonsMax, out var persons)
            || !Number(values, "--months", 1, Options.MonthsMax, out var months)
            || !Number(values, "--workers", 1, 64, out var workers, Environment.ProcessorCount))
        {
            return new InvalidValue("参数", "--seed、--persons、--months 或 --workers 缺失，或超出范围。");
        }
        if (!Period.TryParse(values.GetValueOrDefault("--from", "202601"), out var from)
            || from.Year is < 2015 or > 2030)
        {
            return new InvalidValue("参数", "--from 须为 201501 至 203012 之间的月份。");
        }
        var share = values.GetValueOrDefault("--rate", "0");
        if (!decimal.TryParse(share, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate)
            || rate is < 0 or > 0.1m)
        {
            return new InvalidValue("参数", "--rate 须在 0 至 0.1 之间。");
        }
        if (!Formats.TryGetValue(values.GetValueOrDefault("--format", "gb18030-txt"), out var format))
        {
            return new InvalidValue("参数", "--format 须为 gb18030-txt、utf8-csv 或 xml。");
        }
        return Lists(values, new Options(
            seed, persons, (int)months, from, null, null, (int)(rate * 1_000_000), new HashSet<string>(), [],
            values.GetValueOrDefault("--level") == "city" ? SenderLevel.City : SenderLevel.County, (int)workers,
            values.GetValueOrDefault("--treasury") switch
            {
                "agree" => TreasuryFiles.Agreeing,
                "differ" => TreasuryFiles.Differing,
                _ => TreasuryFiles.None,
            },
            format),
            folder);
    }

    private static readonly HashSet<string> Names =
    [
        "--seed", "--persons", "--months", "--from", "--errors", "--frauds", "--rate", "--tables", "--divisions",
        "--level", "--workers", "--treasury", "--format", "--out",
    ];

    private static readonly Dictionary<string, ExchangeFormat> Formats = new()
    {
        ["gb18030-txt"] = ExchangeFormat.Text,
        ["utf8-csv"] = ExchangeFormat.Csv,
        ["xml"] = ExchangeFormat.Xml,
    };

    private static Result<(Options, string)> Lists(Dictionary<string, string> values, Options options, string folder)
    {
        if (!Chosen(values, "--errors", Generator.ErrorIds, out var errors)
            || !Chosen(values, "--frauds", Generator.FraudIds, out var frauds))
        {
            return new InvalidValue("参数", "--errors 或 --frauds 中有未知的种类。");
        }
        var tables = Split(values.GetValueOrDefault("--tables", "")).ToHashSet();
        if (tables.Any(table => Catalogue.Shipped.Find(table) is null))
        {
            return new InvalidValue("参数", "--tables 中有未知的表。");
        }
        var divisions = new List<Division>();
        foreach (var code in Split(values.GetValueOrDefault("--divisions", "")))
        {
            if (!Division.TryParse(code, out var division) || !Divisions.IsKnown(division))
            {
                return new InvalidValue("参数", $"--divisions 中的“{code}”不是已知区划。");
            }
            divisions.Add(division);
        }
        var chosen = options with { Errors = errors, Frauds = frauds, Tables = tables, Divisions = divisions };
        return options.Persons > Generator.PersonsMax(chosen)
            ? new InvalidValue("参数", "--persons 超过所选区划能够编号的人数。")
            : (chosen, folder);
    }

    private static bool Chosen(
        Dictionary<string, string> values, string name, IReadOnlySet<string> known, out IReadOnlySet<string>? chosen)
    {
        var text = values.GetValueOrDefault(name, "none");
        chosen = text switch { "all" => null, "none" => new HashSet<string>(), _ => Split(text).ToHashSet() };
        return chosen is null || chosen.All(known.Contains);
    }

    private static string[] Split(string text) =>
        text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool Number(
        Dictionary<string, string> values, string name, long min, long max, out long number, long? usual = null)
    {
        number = usual ?? 0;
        return values.TryGetValue(name, out var text)
            ? long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= min
                && number <= max
            : usual is not null;
    }
}

using System.Globalization;

namespace SocialFund.Hosts.Local;

/// <summary>The command line of the local head.</summary>
public sealed record LocalSettings
{
    /// <summary>The product's folder: where the solution file lies, or the current folder.</summary>
    public string Root { get; init; } = FindRoot();

    /// <summary>Null means <c>data/</c> of the root.</summary>
    public string? Data { get; init; }

    public string Host { get; init; } = "localhost";
    public int Port { get; init; } = 7071;

    /// <summary>Deletes the data before starting.</summary>
    public bool Fresh { get; init; }

    /// <summary>Answers yes to what would be asked.</summary>
    public bool Yes { get; init; }

    /// <summary>Without demo accounts: only the three administrators, with passwords printed once.</summary>
    public bool NoDemo { get; init; }

    /// <summary>Demo accounts without the year of business: an empty system to try things on.</summary>
    public bool NoHistory { get; init; }

    /// <summary>Writes the TypeScript types of the API there and ends.</summary>
    public string? WriteApiTypes { get; init; }

    /// <summary>Writes sample batches, ready to drop, into that folder and ends.</summary>
    public string? WriteSamples { get; init; }

    /// <summary>Makes the demo there, for others to begin with, and ends.</summary>
    public string? Prepare { get; init; }

    /// <summary>A folder made by <see cref="Prepare"/>: a first start copies it and need not make the demo.</summary>
    public string? Prepared { get; init; }

    /// <summary>Prints the options and ends.</summary>
    public bool ShowHelp { get; init; }

    public int AnonymousCommandsPerMinute { get; init; } = new Pipeline.ApiOptions().AnonymousCommandsPerMinute;

    /// <summary>
    /// A PKCS#12 file without a password: with it the head speaks HTTPS and takes other departments' client
    /// certificates.
    /// </summary>
    public string? Certificate { get; init; }

    /// <summary>When the nightly consolidation runs, China time.</summary>
    public TimeOnly ConsolidateAt { get; init; } = new(2, 30);

    public string DataFolder => Path.GetFullPath(Data ?? Path.Combine(Root, "data"));

    public string WebFolder => Path.Combine(Root, "web", "dist");

    public string Address => $"{(Certificate is null ? "http" : "https")}://{Host}:{Port}";

    public const string Help = """
        用法：./run [选项]
          --port 7071            端口；0 表示任选一个空闲端口（须同时用 --host 127.0.0.1）
          --host localhost       监听的地址；0.0.0.0 表示允许其他机器访问
          --data 文件夹          数据存放位置，默认为本目录下的 data
          --fresh [--yes]        清空数据，重新开始；--yes 表示不再询问
          --no-history           只建演示账号，不生成近一年的演示业务
          --no-demo              不建演示账号，只建三员，初始口令显示一次
          --write-api-types 文件 生成前端接口类型文件后退出
          --write-samples 文件夹 生成可直接投递的样例文件后退出
          --prepare 文件夹       把演示数据生成到文件夹后退出，供 --prepared 使用
          --prepared 文件夹      首次启动时复制其中的演示数据，免去生成；两周以上的不用
          --consolidate-at 02:30 每日数据汇总的时间（北京时间）
          --certificate 文件.pfx 服务器证书（PKCS#12，无口令）；给出后使用 HTTPS，并可登记客户端证书
          --sign-ins-per-minute 240  同一地址每分钟登录请求上限
        """;

    /// <returns>The settings, or what is wrong with the arguments, in Chinese.</returns>
    public static (LocalSettings? Settings, string? Fault) Parse(IReadOnlyList<string> arguments)
    {
        var settings = new LocalSettings();
        for (var index = 0; index < arguments.Count; index++)
        {
            var name = arguments[index];
            if (Flag(settings, name) is { } flagged) { settings = flagged; continue; }
            if (index + 1 == arguments.Count) { return (null, $"不认识的选项，或选项缺少内容：{name}\n{Help}"); }
            if (Valued(settings, name, arguments[++index]) is not { } valued)
            {
                return (null, $"选项有误：{name} {arguments[index]}\n{Help}");
            }
            settings = valued;
        }
        return (settings, null);
    }

    private static LocalSettings? Flag(LocalSettings settings, string name) => name switch
    {
        "--fresh" => settings with { Fresh = true },
        "--yes" => settings with { Yes = true },
        "--help" or "-h" => settings with { ShowHelp = true },
        "--no-history" => settings with { NoHistory = true },
        "--no-demo" => settings with { NoDemo = true },
        _ => null,
    };

    private static LocalSettings? Valued(LocalSettings settings, string name, string value) => name switch
    {
        "--data" => settings with { Data = value },
        "--host" => settings with { Host = value },
        "--port" when Number(value, 0, 65_535) is { } port => settings with { Port = port },
        "--write-api-types" => settings with { WriteApiTypes = value },
        "--write-samples" => settings with { WriteSamples = value },
        "--prepare" => settings with { Prepare = value },
        "--prepared" => settings with { Prepared = value },
        "--consolidate-at" when TimeOnly.TryParseExact(value, "HH:mm", out var at) =>
            settings with { ConsolidateAt = at },
        "--certificate" when File.Exists(value) => settings with { Certificate = Path.GetFullPath(value) },
        "--sign-ins-per-minute" when Number(value, 1, 1_000_000) is { } rate =>
            settings with { AnonymousCommandsPerMinute = rate },
        _ => null,
    };

    private static int? Number(string text, int min, int max) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= min && number <= max
            ? number
            : null;

    private static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "SocialFund.sln"))) { return folder; }
        }
        return Directory.GetCurrentDirectory();
    }
}

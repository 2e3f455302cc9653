using System.Runtime.InteropServices;

namespace SocialFund.Analytics;

/// <summary>
/// Finds and loads the native library: an environment variable first, else the copy in the output folder.
/// </summary>
internal static class DuckLibrary
{
    /// <summary>Full path of a libduckdb to use instead of the copy that the build brought.</summary>
    internal const string Variable = "SOCIALFUND_DUCKDB";

    private static readonly Lazy<nint> Loaded = new(Load);

    /// <summary>Makes the C API callable. Repeating it costs nothing.</summary>
    /// <exception cref="DllNotFoundException">The library is missing; the message says what brings it.</exception>
    internal static void Use() => _ = Loaded.Value;

    /// <returns>The path of the library for this platform, as far as it exists.</returns>
    internal static string Find(string? named, string folder, string platform)
    {
        var path = string.IsNullOrEmpty(named)
            ? Path.Combine(folder, "runtimes", platform, "native", FileName(platform))
            : named;
        return File.Exists(path) ? path : throw new DllNotFoundException(
            $"找不到 DuckDB 本机库：{path}。请在仓库根目录运行 npm ci --ignore-scripts --prefix tools 后重新生成，"
            + $"或用环境变量 {Variable} 指明该库的完整路径。");
    }

    private static nint Load()
    {
        var path = Find(
            Environment.GetEnvironmentVariable(Variable),
            AppContext.BaseDirectory,
            RuntimeInformation.RuntimeIdentifier);
        var library = NativeLibrary.Load(path);
        NativeLibrary.SetDllImportResolver(
            typeof(DuckLibrary).Assembly, (name, _, _) => name == Native.Library ? library : 0);
        return library;
    }

    private static string FileName(string platform) => platform.Split('-')[0] switch
    {
        "win" => "duckdb.dll",
        "osx" => "libduckdb.dylib",
        _ => "libduckdb.so",
    };
}

using SocialFund.Analytics;

namespace SocialFund.Tests.Analytics;

public sealed class DuckLibraryTests
{
    [Fact]
    public void Find_WhenTheLibraryIsMissing_SaysWhichCommandBringsIt()
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<DllNotFoundException>(() => DuckLibrary.Find(null, folder.Path, "linux-x64"));
        Assert.Equal(
            $"找不到 DuckDB 本机库：{folder.File("runtimes/linux-x64/native/libduckdb.so")}。"
            + "请在仓库根目录运行 npm ci --ignore-scripts --prefix tools 后重新生成，"
            + "或用环境变量 SOCIALFUND_DUCKDB 指明该库的完整路径。",
            error.Message);
    }

    [Theory]
    [InlineData("linux-x64", "libduckdb.so")]
    [InlineData("osx-arm64", "libduckdb.dylib")]
    [InlineData("win-x64", "duckdb.dll")]
    public void Find_TakesTheLibraryOfThePlatform(string platform, string file)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File($"runtimes/{platform}/native/{file}");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "");
        Assert.Equal(path, DuckLibrary.Find("", folder.Path, platform));
    }

    [Fact]
    public void Find_WhenTheVariableNamesALibrary_TakesThatOne()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("mine.so"), "");
        Assert.Equal(folder.File("mine.so"), DuckLibrary.Find(folder.File("mine.so"), folder.Path, "linux-x64"));
        Assert.Throws<DllNotFoundException>(() => DuckLibrary.Find(folder.File("gone.so"), folder.Path, "linux-x64"));
    }
}

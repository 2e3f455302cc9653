using SocialFund.Hosts.Local;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Hosts.Local;

public sealed class LocalSettingsTests
{
    [Fact]
    public void Parse_WhenNothingIsGiven_IsTheDefault()
    {
        var settings = LocalSettings.Parse([]).Settings!;
        Assert.Equal("http://localhost:7071", settings.Address);
        Assert.Equal(Path.Combine(settings.Root, "data"), settings.DataFolder);
        Assert.True(File.Exists(Path.Combine(settings.Root, "SocialFund.sln")));
    }

    [Fact]
    public void Parse_ReadsEachOption()
    {
        var settings = LocalSettings.Parse(
            ["--port", "8080", "--host", "0.0.0.0", "--fresh", "--yes", "--no-demo", "--sign-ins-per-minute", "9",
            "--consolidate-at", "23:05"]).Settings!;
        Assert.Equal(new TimeOnly(23, 5), settings.ConsolidateAt);
        Assert.Equal("http://0.0.0.0:8080", settings.Address);
        Assert.True(settings is { Fresh: true, Yes: true, NoDemo: true, AnonymousCommandsPerMinute: 9 });
    }

    [Fact]
    public void Parse_WithACertificate_SpeaksHttps()
    {
        var file = typeof(LocalSettingsTests).Assembly.Location;
        var settings = LocalSettings.Parse(["--certificate", file]).Settings!;
        Assert.Equal(("https://localhost:7071", file), (settings.Address, settings.Certificate));
    }

    [Theory]
    [InlineData("--certificate", "no-such-file.pfx")]
    [InlineData("--prot", "1")]
    [InlineData("--port")]
    [InlineData("--port", "99999")]
    [InlineData("--port", "-1")]
    [InlineData("--consolidate-at", "24:00")]
    public void Parse_WhenAnOptionIsWrong_SaysWhichAndHow(params string[] arguments)
    {
        var (settings, fault) = LocalSettings.Parse(arguments);
        Assert.Null(settings);
        Assert.Contains(arguments[0], fault, StringComparison.Ordinal);
        Assert.Contains("用法：./run", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("否", false)]
    [InlineData("", false)]
    [InlineData("是", true)]
    public void Fresh_AsksBeforeItDeletes_AndTouchesOnlyItsOwn(string answer, bool isDeleted)
    {
        var folder = Directory.CreateTempSubdirectory("socialfund-fresh-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "documents.db"), "x");
            Directory.CreateDirectory(Path.Combine(folder.FullName, "blobs"));
            File.WriteAllText(Path.Combine(folder.FullName, "mine.txt"), "x");
            var settings = new LocalSettings { Data = folder.FullName, Fresh = true };
            using var told = new StringWriter();
            using var answers = new StringReader(answer + "\n");
            Assert.Equal(isDeleted, LocalData.DeleteAfterAsking(settings, answers, told));
            Assert.Equal(!isDeleted, File.Exists(Path.Combine(folder.FullName, "documents.db")));
            Assert.Equal(!isDeleted, Directory.Exists(Path.Combine(folder.FullName, "blobs")));
            Assert.True(File.Exists(Path.Combine(folder.FullName, "mine.txt")));
            Assert.Contains("不能恢复", told.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void TakeOverPrepared_CopiesOnceAndOnlyWhatIsOfLate()
    {
        using var folder = new TempFolder();
        var settings = new LocalSettings { Data = folder.Of("data"), Prepared = folder.Of("prepared") };
        var documents = Path.Combine(settings.DataFolder, "documents.db");
        var blob = Path.Combine(settings.DataFolder, "blobs", "inbox", "a.txt");
        var now = DateTimeOffset.UtcNow;
        LocalData.TakeOverPrepared(settings, now);
        Assert.False(Directory.Exists(settings.DataFolder));

        Directory.CreateDirectory(Path.Combine(settings.Prepared, "blobs", "inbox"));
        Directory.CreateDirectory(Path.Combine(settings.Prepared, "secrets"));
        File.WriteAllText(Path.Combine(settings.Prepared, "blobs", "inbox", "a.txt"), "received");
        File.WriteAllText(Path.Combine(settings.Prepared, "documents.db"), "prepared");
        LocalData.TakeOverPrepared(settings, now.AddDays(15));
        Assert.False(File.Exists(documents));

        LocalData.TakeOverPrepared(settings, now);
        Assert.Equal(("prepared", "received"), (File.ReadAllText(documents), File.ReadAllText(blob)));

        File.WriteAllText(documents, "of today");
        LocalData.TakeOverPrepared(settings, now);
        Assert.Equal("of today", File.ReadAllText(documents));
    }
}

using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SocialFund.Kernel;

namespace SocialFund.Tests.Exchange.Sharing;

/// <summary>The files of the intermediate store, published through the endpoint and its job.</summary>
public sealed class PublishTests : IAsyncLifetime
{
    private readonly SharingHost _host = new();

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Publish_Twice_WritesNothingTheSecondTime()
    {
        var first = await Publish();
        // Two subjects have no years; the six others have this year's edition and last year's.
        Assert.Equal((14, 14), (first.GetProperty("editions").GetInt32(), first.GetProperty("written").GetInt32()));
        var before = await Files();
        Assert.Equal(8 + 2 * 14, before.Count);

        _host.Clock.Advance(TimeSpan.FromDays(2));
        var second = await Publish();
        Assert.Equal(0, second.GetProperty("written").GetInt32());
        Assert.Equal(before, await Files());
    }

    [Fact]
    public async Task Publish_AfterAChange_WritesThatEditionAndItsManifestOnly()
    {
        await Publish();
        var before = await Files();
        await SharedData.Book(_host, "interest", "2026-06-01", ("account", "1.00", null));
        var run = await Publish();
        Assert.Equal(
            ["value-gains/2026", "income-budget/2026"],
            run.GetProperty("changed").EnumerateArray().Select(one => one.GetString()));
        var after = await Files();
        Assert.Equal(
            [
                "exchange/shared/income-budget/manifest.json", "exchange/shared/value-gains/manifest.json",
            ],
            before.Keys.Where(name => after[name] != before[name]));
        Assert.Equal(2, (await Manifest("value-gains")).GetProperty("version").GetInt32());
        Assert.Equal(4, after.Count - before.Count);
    }

    [Fact]
    public async Task Manifest_NamesFilesWithTheDigestsTheyHave()
    {
        await Publish();
        var manifest = await Manifest("fiscal-arrangement");
        var file = manifest.GetProperty("files").EnumerateArray()
            .Single(each => each.GetProperty("of").GetString() == "2026");
        Assert.Equal(3, file.GetProperty("rows").GetInt32());
        foreach (var kind in new[] { "csv", "parquet" })
        {
            var told = file.GetProperty(kind);
            var bytes = await Read($"exchange/shared/fiscal-arrangement/{told.GetProperty("name").GetString()}");
            Assert.Equal(
                Convert.ToHexStringLower(SHA256.HashData(bytes)), told.GetProperty("sha256").GetString());
            Assert.Equal(bytes.Length, told.GetProperty("size").GetInt32());
        }
    }

    [Fact]
    public async Task Parquet_HoldsTheRowsOfTheCsvInFen()
    {
        await Publish();
        var file = (await Manifest("fiscal-arrangement")).GetProperty("files").EnumerateArray().Last();
        var name = $"exchange/shared/fiscal-arrangement/{file.GetProperty("parquet").GetProperty("name").GetString()}";
        using var duck = _host.Duck.Connect();
        var path = await _host.Blobs.LocalPath(name);
        using var reader = duck.Query(
            $"select division || ' ' || line || ' ' || budgeted_fen from read_parquet('{path}') order by 1");
        var rows = new List<string>();
        while (reader.Read()) { rows.Add(reader.Text(0)); }
        Assert.Equal(["630102 BP-1 100000", "630102 UB-1 50000", "630202 BP-1 30000"], rows);
    }

    [Fact]
    public async Task Files_NeverHoldSensitiveColumns()
    {
        await Publish();
        var file = (await Manifest("special-accounts")).GetProperty("files")[0];
        var csv = Encoding.UTF8.GetString(
            await Read($"exchange/shared/special-accounts/{file.GetProperty("csv").GetProperty("name").GetString()}"));
        Assert.Contains("2801********2222", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("2801000011112222", csv, StringComparison.Ordinal);
        Assert.DoesNotContain(
            (await Manifest("special-accounts")).GetProperty("columns").EnumerateArray(),
            column => column.GetProperty("name").GetString() == "number");
    }

    [Fact]
    public async Task Publish_WhenAFileWasTakenAway_PutsItBack()
    {
        await Publish();
        var file = (await Manifest("budget-units")).GetProperty("files")[0];
        var name = $"exchange/shared/budget-units/{file.GetProperty("csv").GetProperty("name").GetString()}";
        await _host.Blobs.Delete(name);
        var run = await Publish();
        Assert.Equal(1, run.GetProperty("written").GetInt32());
        Assert.NotNull(await _host.Blobs.Info(name));
    }

    /// <summary>Whoever read the manifest a moment before a change still finds the files that it names.</summary>
    [Fact]
    public async Task Files_NoLongerNamed_StayForADayAndThenGo()
    {
        // Files are written at the machine's time, so the clock goes beyond it, where they are old.
        _host.Clock.Set(new DateTimeOffset(2090, 1, 1, 0, 0, 0, TimeSpan.Zero));
        async Task<string> Edition(string yuan)
        {
            await SharedData.Book(_host, "interest", $"2026-06-0{yuan[0]}", ("account", yuan, null));
            await Publish("""{"subject":"value-gains","year":2026}""");
            return (await Manifest("value-gains")).GetProperty("files")[0].GetProperty("csv").GetProperty("name")
                .GetString()!;
        }
        Task<BlobInfo?> Info(string name) => _host.Blobs.Info($"exchange/shared/value-gains/{name}");
        var first = await Edition("1.00");
        _host.Clock.Advance(TimeSpan.FromDays(30));
        var second = await Edition("2.00");
        Assert.NotNull(await Info(first));
        _host.Clock.Advance(TimeSpan.FromHours(25));
        var third = await Edition("3.00");
        Assert.Null(await Info(first));
        Assert.NotNull(await Info(second));
        Assert.NotNull(await Info(third));
    }

    [Fact]
    public async Task Schedule_AtNight_PublishesAsTheJobDoes()
    {
        await _host.Deliver();
        var schedule = Assert.Single(_host.Schedules, each => each.Name == "sharing-publish");
        Assert.Equal("30 3 * * *", schedule.Cron);
        var call = Call.System("schedule", _host.Clock.GetUtcNow(), "sharing-publish-1");
        Assert.Equal("核对 14 份文件，更新 14 份。", await schedule.Run(call));
        Assert.Equal(0, (await Publish()).GetProperty("written").GetInt32());
    }

    [Fact]
    public async Task Publish_OfASubjectThatIsNone_IsNotFound()
    {
        using var response = await _host.As(
            "finance-clerk", HttpMethod.Post, "sharing/publications", new { subject = "colours" });
        Assert.Equal("not_found", await SharingHost.CodeOf(response, HttpStatusCode.NotFound));
    }

    /// <summary>Starts the job as a finance clerk and lets it run.</summary>
    private async Task<JsonElement> Publish(string order = "{}")
    {
        await _host.Deliver();
        using var response = await _host.As("finance-clerk", HttpMethod.Post, "sharing/publications", order);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        await _host.RunJobs();
        return (await _host.Ask("leader", HttpMethod.Get, "sharing/publications")).GetProperty("last");
    }

    /// <summary>Name to digest and time of writing.</summary>
    private async Task<Dictionary<string, string>> Files()
    {
        var files = new Dictionary<string, string>();
        await foreach (var blob in _host.Blobs.List("exchange/shared/"))
        {
            files[blob.Name] = $"{blob.Sm3} {blob.WrittenAt:O}";
        }
        return files;
    }

    private async Task<JsonElement> Manifest(string subject) =>
        JsonDocument.Parse(await Read($"exchange/shared/{subject}/manifest.json")).RootElement;

    private async Task<byte[]> Read(string name)
    {
        await using var blob = (await _host.Blobs.Open(name))!;
        using var bytes = new MemoryStream();
        await blob.Content.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}

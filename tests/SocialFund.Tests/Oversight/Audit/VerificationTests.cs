using System.Diagnostics;
using System.Text;
using System.Text.Json;
using SocialFund.Command;
using SocialFund.Kernel;
using SocialFund.Oversight.Audit;
using SocialFund.Storage;

namespace SocialFund.Tests.Oversight.Audit;

public sealed class VerificationTests
{
    private const int Count = 12;

    /// <summary>Twelve records of three sources, sealed and exported as lines; the last line is the head.</summary>
    private static async Task<(AuditWorld World, string[] Lines)> Exported()
    {
        var world = new AuditWorld();
        for (var index = 0; index < Count; index++) { await world.Do($"r{index % 3}", AuditWorld.Xining); }
        await world.Module.Sealer.SealAll();
        var lines = (await world.Export(AuditWorld.Xining)).TrimEnd('\n').Split('\n');
        Assert.Equal(Count + 1, lines.Length);
        return (world, lines);
    }

    private static string Join(IEnumerable<string> lines) => string.Join('\n', lines) + "\n";

    private static async Task<(FaultKind, long)> FaultOf(AuditWorld world, IEnumerable<string> lines)
    {
        var fault = (await world.Verify(Join(lines))).Fault;
        Assert.NotNull(fault);
        return (fault.Kind, fault.Number);
    }

    [Fact]
    public async Task Verify_OfAnUntouchedExport_Passes()
    {
        var (world, lines) = await Exported();
        using var _ = world;
        var verified = await world.Verify(Join(lines));
        Assert.Null(verified.Fault);
        Assert.Equal((12L, 3), (verified.Links, verified.Sources));
        Assert.Null((await world.Verify(Join(lines), verified.Head!.PublicKey.ToUpperInvariant())).Fault);
        Assert.Equal(FaultKind.Head, (await world.Verify(Join(lines), Sm2Keys.New().PublicKey)).Fault!.Kind);
    }

    [Fact]
    public async Task Verify_WhenAnyByteOfARecordIsFlipped_NamesThatRecord()
    {
        var (world, lines) = await Exported();
        using var _ = world;
        var random = new Random(20260601);
        for (var round = 0; round < 400; round++)
        {
            var which = random.Next(Count);
            var bytes = Encoding.UTF8.GetBytes(lines[which]);
            var place = random.Next(bytes.Length);
            bytes[place] ^= (byte)(1 << random.Next(8));
            if (bytes[place] is (byte)'\n' or (byte)'\r') { continue; } // a line more is the next test's matter
            var changed = lines.ToArray();
            changed[which] = Encoding.UTF8.GetString(bytes);
            var (kind, number) = await FaultOf(world, changed);
            Assert.True(
                number == which + 1 && kind is FaultKind.Altered,
                $"round {round}: byte {place} of {which + 1} told as {kind} {number}: {changed[which]}");
        }
    }

    [Fact]
    public async Task Verify_WhenARecordIsRemoved_NamesItAsMissing()
    {
        var (world, lines) = await Exported();
        using var _ = world;
        for (var which = 0; which < Count; which++)
        {
            Assert.Equal(
                (FaultKind.Missing, which + 1L), await FaultOf(world, lines.Where((_, index) => index != which)));
        }
    }

    [Fact]
    public async Task Verify_WhenTwoRecordsAreSwapped_NamesTheFirstAsReordered()
    {
        var (world, lines) = await Exported();
        using var _ = world;
        for (var left = 0; left < Count; left++)
        {
            for (var right = left + 1; right < Count; right++)
            {
                var changed = lines.ToArray();
                (changed[left], changed[right]) = (changed[right], changed[left]);
                Assert.Equal((FaultKind.Reordered, left + 1L), await FaultOf(world, changed));
            }
        }
    }

    [Fact]
    public async Task Verify_WhenTheFileEndsEarlyOrGoesOn_SaysSo()
    {
        var (world, lines) = await Exported();
        using var _ = world;
        Assert.Equal((FaultKind.Missing, Count + 1L), await FaultOf(world, lines[..Count]));
        Assert.Equal((FaultKind.Missing, 6L), await FaultOf(world, lines[..5]));
        Assert.Equal((FaultKind.Head, Count + 1L), await FaultOf(world, lines.Append(lines[0])));
        Assert.Equal((FaultKind.Missing, 1L), await FaultOf(world, [lines[^1]]));
    }

    /// <summary>
    /// Somebody removes a record and computes every later digest anew; only the signature stands in his way.
    /// </summary>
    [Fact]
    public async Task Verify_WhenTheChainIsWrittenAnewWithoutTheKey_TheHeadDoesNotFit()
    {
        var (world, lines) = await Exported();
        using var _ = world;
        var links = lines[..Count].Select(Json.Read<Link>).ToList();
        var forged = Forge(world.Crypto, links.Where(link => link.Read().Subject != "r1").ToList());
        Assert.Equal((FaultKind.Missing, 9L), await FaultOf(world, forged.Append(lines[^1])));

        var all = Forge(world.Crypto, links, (record) => record with { ActorId = "lisi" });
        Assert.Equal((FaultKind.Head, Count + 1L), await FaultOf(world, all.Append(lines[^1])));

        var own = Sm2Keys.New();
        var last = Json.Read<Link>(all[^1]);
        var head = ChainHead.Sign(
            world.Crypto, own, AuditWorld.Xining, Count, last.Digest, world.Clock.GetUtcNow());
        var file = Join(all.Append(Canonical.Of(new HeadLine(head))));
        var systemKey = Json.Read<HeadLine>(lines[^1]).Head.PublicKey;
        Assert.Equal("链尾由另一把密钥签名", (await world.Verify(file, systemKey)).Fault!.Message);
    }

    /// <summary>
    /// A record is taken out of a source and the rest is sealed anew with the key: the source's numbers tell.
    /// </summary>
    [Fact]
    public async Task Verify_WhenASourceHasAHole_NamesTheRecordAfterIt()
    {
        var (world, lines) = await Exported();
        using var _ = world;
        var links = lines[..Count].Select(Json.Read<Link>).ToList();
        links.RemoveAt(4); // r1's second
        Assert.Equal((FaultKind.SourceGap, 7L), await FaultOf(world, Forge(world.Crypto, links)));
    }

    [Fact]
    public async Task Verify_WhenALinkIsReplacedByAnotherWholeOne_IsDetached()
    {
        var (world, lines) = await Exported();
        using var _ = world;
        var link = Json.Read<Link>(lines[3]);
        var record = JsonSerializer.SerializeToElement(link.Read() with { Detail = "别的" }, Json.Options);
        var digest = Link.DigestOf(world.Crypto, link.Number, link.Apart, link.Missing, record, link.Previous);
        var changed = lines.ToArray();
        changed[3] = Canonical.Of(link with { Record = record, Digest = digest });
        Assert.Equal((FaultKind.Detached, 5L), await FaultOf(world, changed));
    }

    private static List<string> Forge(
        INationalCrypto crypto, List<Link> links, Func<AuditRecord, AuditRecord>? change = null)
    {
        var (previous, forged) = (Link.None, new List<string>());
        foreach (var link in links)
        {
            var record = change is null
                ? link.Record
                : JsonSerializer.SerializeToElement(change(link.Read()), Json.Options);
            var digest = Link.DigestOf(crypto, forged.Count + 1, link.Apart, link.Missing, record, previous);
            forged.Add(Canonical.Of(
                new Link(forged.Count + 1, link.Apart, link.Missing, record, previous, digest)));
            previous = digest;
        }
        return forged;
    }

    /// <summary>Debian's openssl as judge, over bytes put together here by hand from the exported line.</summary>
    [Fact]
    public async Task Digest_OfEveryLink_IsWhatOpensslSays()
    {
        using var world = new AuditWorld();
        await world.Do("630100-41-202606-A1-7", AuditWorld.Xining, detail: "同意，金额100.00元");
        await world.Module.Sealer.SealAll();
        var line = (await world.Export(AuditWorld.Xining)).Split('\n')[0];
        const string content =
            "{'apart':0,'missing':0,'number':1,'record':{'action':'request.approve','actorId':'zhangsan',"
            + "'actorName':'张三','at':'2026-06-01T01:00:00+00:00','container':'requests',"
            + "'detail':'同意，金额100.00元','division':'630100','from':'','fund':'work-injury','number':1,"
            + "'requestId':'r1','subject':'630100-41-202606-A1-7'}}";
        var expected = OpensslSm3($"{content.Replace('\'', '"')}\n{new string('0', 64)}");
        Assert.Equal(expected, Json.Read<Link>(line).Digest);
    }

    private static string OpensslSm3(string text)
    {
        var start = new ProcessStartInfo("openssl", ["dgst", "-sm3", "-r"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.BaseStream.Write(Encoding.UTF8.GetBytes(text));
        process.StandardInput.Close();
        var answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return answer.Split(' ')[0];
    }

    [Fact]
    public async Task Command_PrintsTheVerdictInChineseAndExitsByIt()
    {
        var (world, lines) = await Exported();
        using var _ = world;
        var folder = Directory.CreateTempSubdirectory("audit");
        try
        {
            var file = Path.Combine(folder.FullName, "chain.ndjson");
            await File.WriteAllLinesAsync(file, lines);
            var key = Json.Read<HeadLine>(lines[^1]).Head.PublicKey;
            const string passed = "验证通过：区划630100，共12条记录，来自3个来源，签名于2026-06-01T01:00:00Z。";
            Assert.Equal((0, passed), await Run("verify", file, "--public-key", key));
            Assert.Equal((0, passed), Start("dotnet", Program, "verify", file, "--public-key", key));

            await File.WriteAllLinesAsync(file, lines.Where((_, index) => index != 4));
            Assert.Equal(
                (1, "验证未通过：第5号记录（文件第5行，缺失）已被删除，后面的记录紧跟在它之前的记录之后。"),
                await Run("verify", file));
            Assert.Equal(1, Start("dotnet", Program, "verify", file).Exit);
            Assert.Equal(2, (await Run("verify", file + ".none")).Exit);
            Assert.Equal(2, (await Run("check")).Exit);
        }
        finally { folder.Delete(recursive: true); }
    }

    private static string Program => Path.Combine(AppContext.BaseDirectory, "socialfund.dll");

    private static (int Exit, string Output) Start(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
        })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.TrimEnd());
    }

    private static async Task<(int Exit, string Output)> Run(params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        var exit = await VerifyCommand.Run(arguments, output, errors);
        return (exit, output.ToString().TrimEnd());
    }
}

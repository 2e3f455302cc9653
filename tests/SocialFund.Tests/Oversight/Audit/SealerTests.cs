using System.Text.Json;
using System.Text.Json.Nodes;
using SocialFund.Kernel;
using SocialFund.Oversight.Audit;
using SocialFund.Storage;

namespace SocialFund.Tests.Oversight.Audit;

public sealed class SealerTests
{
    private static string Sources(IEnumerable<Link> links) => string.Join(' ', links
        .Select(link => link.Read()).Select(record => $"{record.Subject}{record.Number}"));

    [Fact]
    public async Task Seal_OfSeveralSources_ChainsEveryRecordOnceADivision()
    {
        using var world = new AuditWorld();
        await world.Do("a", AuditWorld.Xining);
        await world.Do("b", AuditWorld.Xining);
        await world.Do("a", AuditWorld.Xining);
        await world.Do("c", AuditWorld.Haidong, container: Containers.Books);
        await world.Module.Sealer.SealAll();
        await world.Module.Sealer.SealAll();

        var links = await world.Links(AuditWorld.Xining);
        Assert.Equal("a1 b1 a2", Sources(links));
        Assert.Equal([1, 2, 3], links.Select(link => link.Number));
        Assert.Equal([Link.None, links[0].Digest, links[1].Digest], links.Select(link => link.Previous));
        Assert.Equal("c1", Sources(await world.Links(AuditWorld.Haidong)));
        var head = (await world.Inner.Find<ChainHead>(Containers.Audit, "630100", ChainHead.Document))!.Value;
        Assert.Equal((3, links[2].Digest), (head.Count, head.Digest));
        Assert.True(head.IsSigned(world.Crypto));
        Assert.False((head with { Count = 2 }).IsSigned(world.Crypto));
    }

    [Fact]
    public async Task Seal_OfThreeHundredRecordsOfOneDivision_StaysWithinTheCommitLimit()
    {
        using var world = new AuditWorld();
        for (var index = 0; index < 300; index++) { await world.Do($"r{index}", AuditWorld.Xining); }
        await world.Module.Sealer.SealAll();
        Assert.Equal(300, (await world.Links(AuditWorld.Xining)).Count);
        Assert.Null((await world.Verify(await world.Export(AuditWorld.Xining))).Fault);
    }

    /// <summary>The sealer dies at the n-th moment, for every n, and begins again.</summary>
    [Fact]
    public async Task Seal_WhereverItDies_SealsEachRecordOnceAfterTheRestart()
    {
        for (var (death, died) = (0, true); died; death++)
        {
            using var world = new AuditWorld();
            for (var index = 0; index < 5; index++)
            {
                await world.Do("a", AuditWorld.Xining);
                await world.Do("b", index % 2 == 0 ? AuditWorld.Xining : AuditWorld.Haidong);
            }
            var moment = 0;
            world.Store.Dies = _ => moment++ == death;
            died = await Record.ExceptionAsync(() => world.Module.Sealer.SealAll()) is IOException;
            Assert.Equal(death < 10, died); // two chains are listed and committed, the position is kept: five commits
            world.Store.Dies = _ => false;
            await world.Do("a", AuditWorld.Xining);
            using var next = new AuditModule(world.Store, world.Crypto, world.Secrets, Sm2Keys.New, world.Clock);
            await next.Sealer.SealAll();

            Assert.Equal("a1 b1 a2 a3 b3 a4 a5 b5 a6", Sources(await world.Links(AuditWorld.Xining)));
            Assert.Equal("b2 b4", Sources(await world.Links(AuditWorld.Haidong)));
            Assert.Null((await world.Verify(await world.Export(AuditWorld.Xining))).Fault);
        }
    }

    [Fact]
    public async Task Seal_ByTwoSealersAtOnce_SealsEachRecordOnce()
    {
        using var world = new AuditWorld();
        for (var index = 0; index < 250; index++) { await world.Do($"r{index % 7}", AuditWorld.Xining); }
        using var other = new AuditModule(world.Store, world.Crypto, world.Secrets, Sm2Keys.New, world.Clock);
        await Task.WhenAll(
            Task.Run(() => world.Module.Sealer.SealAll()), Task.Run(() => other.Sealer.SealAll()));
        Assert.Equal(250, (await world.Links(AuditWorld.Xining)).Count);
        Assert.Null((await world.Verify(await world.Export(AuditWorld.Xining))).Fault);
    }

    [Fact]
    public async Task Seal_WhenASourceLiesInTwoDivisions_CountsWhatIsElsewhere()
    {
        using var world = new AuditWorld();
        await world.Do("a", AuditWorld.Xining);
        await world.Do("a", AuditWorld.Haidong);
        await world.Do("a", AuditWorld.Haidong);
        await world.Do("a", AuditWorld.Xining);
        await world.Module.Sealer.SealAll();
        Assert.Equal([0, 2], (await world.Links(AuditWorld.Xining)).Select(link => link.Apart));
        Assert.Equal([1, 0], (await world.Links(AuditWorld.Haidong)).Select(link => link.Apart));
        Assert.Null((await world.Verify(await world.Export(AuditWorld.Haidong))).Fault);
    }

    [Fact]
    public async Task Seal_WhenARecordWasRemovedBefore_RaisesTheAlarmInTheChain()
    {
        using var world = new AuditWorld();
        for (var index = 0; index < 4; index++) { await world.Do("a", AuditWorld.Xining); }
        await world.Inner.Commit(Containers.Requests, "a",
            [new Write.Delete("audit-00000002", null), new Write.Delete("audit-00000003", null)]);
        await world.Module.Sealer.SealAll();
        var links = await world.Links(AuditWorld.Xining);
        Assert.Equal("a1 a0 a4", Sources(links));
        Assert.Equal(("audit.gap", "requests/a 第4号之前缺少2条审计记录"), (links[1].Read().Action, links[1].Read().Detail));
        var fault = (await world.Verify(await world.Export(AuditWorld.Xining))).Fault;
        Assert.Equal((FaultKind.SourceGap, 3L), (fault!.Kind, fault.Number));
    }

    [Fact]
    public async Task Seal_WhenASealedRecordIsChangedAtItsSource_RaisesTheAlarmAndKeepsTheFirst()
    {
        using var world = new AuditWorld();
        await world.Do("a", AuditWorld.Xining);
        await world.Module.Sealer.SealAll();
        var document = (await world.Inner.Read(Containers.Requests, "a", "audit-00000001"))!;
        var body = JsonNode.Parse(document.Body)!;
        body["actorId"] = "lisi";
        await world.Inner.Commit(
            Containers.Requests, "a", [new Write.Put("audit-00000001", "audit", body.ToJsonString())]);
        await world.Module.Sealer.SealAll();
        var links = await world.Links(AuditWorld.Xining);
        Assert.Equal("zhangsan", links[0].Read().ActorId);
        Assert.Equal("audit.altered", links[1].Read().Action);
        var verified = await world.Verify(await world.Export(AuditWorld.Xining));
        Assert.Null(verified.Fault);
        Assert.Single(verified.Alarms);
    }

    [Fact]
    public async Task Records_ByDayActorActionAndSubject_AreThoseThatMatchNewestFirst()
    {
        using var world = new AuditWorld();
        // 23:30 on 1 June in China, then 00:30 on 2 June.
        world.Clock.Move(TimeSpan.FromHours(14.5));
        await world.Do("a", AuditWorld.Xining, "request.submit", actor: "wangwu");
        world.Clock.Move(TimeSpan.FromHours(1));
        await world.Do("a", AuditWorld.Xining, "request.approve");
        await world.Do("b", AuditWorld.Xining, "payment.send");
        await world.Module.Sealer.SealAll();
        async Task<string> List(ListRecords query) => string.Join(' ',
            (await world.Ask<Page<AuditView>>("audit/records", query)).Require().Items.Select(one => one.Action));

        var all = new ListRecords(AuditWorld.Xining);
        var first = new DateOnly(2026, 6, 1);
        Assert.Equal("payment.send request.approve request.submit", await List(all));
        Assert.Equal("request.submit", await List(all with { To = first }));
        Assert.Equal("payment.send request.approve", await List(all with { From = first.AddDays(1) }));
        Assert.Equal("request.submit", await List(all with { Actor = "wangwu" }));
        Assert.Equal("request.approve request.submit", await List(all with { Action = "request." }));
        Assert.Equal("payment.send", await List(all with { Subject = "b" }));
        var page = (await world.Ask<Page<AuditView>>("audit/records", all with { Limit = 2 })).Require();
        Assert.Equal((3L, 2), (page.Total, page.Items.Count));
        Assert.Equal("request.submit", await List(all with { Limit = 2, Continuation = page.Continuation }));
        Assert.Equal("not_allowed",
            (await world.Ask<Page<AuditView>>("audit/records", new ListRecords(Division.Of("110000")))).Code());
    }

    [Fact]
    public async Task Heads_OfAProvince_ListItsChains()
    {
        using var world = new AuditWorld();
        await world.Do("a", AuditWorld.Xining);
        await world.Do("b", AuditWorld.Haidong);
        await world.Do("c", Division.Of("110000"));
        await world.Module.Sealer.SealAll();
        var heads = (await world.Ask<Page<HeadView>>("audit/heads", new ListHeads())).Require();
        Assert.Equal(["西宁市", "海东市"], heads.Items.Select(head => head.DivisionName));
    }

    [Fact]
    public async Task Export_IsItselfRecordedAndSealed()
    {
        using var world = new AuditWorld();
        await world.Do("a", AuditWorld.Xining);
        await world.Module.Sealer.SealAll();
        await world.Export(AuditWorld.Xining);
        await world.Module.Sealer.SealAll();
        Assert.Equal("audit.export", (await world.Links(AuditWorld.Xining))[1].Read().Action);
        var none = await world.Ask<Download>("audit/export", new ExportChain(AuditWorld.Haidong));
        Assert.Equal("not_found", none.Code());
    }

    [Theory]
    [InlineData("""{ "b": [1, -2], "a": {"y": null, "x": true} }""", """{"a":{"x":true,"y":null},"b":[1,-2]}""")]
    [InlineData("""{"t":"\u4e2d\u002f\u0022\u005c\u000a\u0001<>&'"}""", """{"t":"中/\"\\\n\u0001<>&'"}""")]
    [InlineData("""{"a1":1,"a":2,"A":3}""", """{"A":3,"a":2,"a1":1}""")]
    public void Canonical_WhateverTheLayout_IsOneText(string given, string text)
    {
        using var json = JsonDocument.Parse(given);
        Assert.Equal(text, Canonical.Of(json.RootElement));
    }
}

internal static class CodeReading
{
    public static string Code<T>(this Result<T> result) => result.TryGet(out _, out var problem) ? "" : problem.Code;
}

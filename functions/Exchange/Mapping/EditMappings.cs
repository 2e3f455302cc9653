using SocialFund.Exchange.Catalog;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Mapping;

/// <summary>A mapping as lists show it.</summary>
/// <param name="By">Who made the newest version; empty for one that ships.</param>
public sealed record MappingLine(
    string Id, string Name, int Version, bool IsOpen, string? Sender, string? Pattern, string Table, string TableName,
    string SourceName, int Columns, string By, DateTimeOffset? At);

/// <summary>The mappings that the caller may use: an agency its own and those of nobody, finance all.</summary>
public sealed record ListMappings : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.IntakeView, null, null);

    internal static Endpoint Endpoint(MappingRegister mappings, Catalogue catalogue) =>
        Kernel.Endpoint.Of<ListMappings, IReadOnlyList<MappingLine>>(
            HttpMethod.Get, "mappings/list", Permission.IntakeView, "数据映射", async (_, call) =>
                Result.Of<IReadOnlyList<MappingLine>>(
                [
                    .. (await mappings.All(call.Stopping)).Where(one => IsFor(one.Mapping, call.Actor))
                        .Select(one => LineOf(one, catalogue)),
                ]));

    internal static bool IsFor(SourceMapping mapping, Actor actor) =>
        actor.Agency is null || mapping.Sender is null || mapping.Sender == actor.Agency;

    private static MappingLine LineOf(MappingVersion one, Catalogue catalogue)
    {
        var (mapping, table) = (one.Mapping, catalogue.Find(one.Mapping.Table)!);
        return new MappingLine(
            mapping.Id, mapping.Name, mapping.Version, mapping.IsOpen, mapping.Sender, mapping.Pattern, table.Id,
            table.Name, catalogue.SourceName(table), mapping.Columns.Count, one.By, one.By.Length == 0 ? null : one.At);
    }
}

/// <summary>One version of a mapping and the list of all.</summary>
public sealed record MappingView(SourceMapping Mapping, IReadOnlyList<MappingStep> Versions);

/// <summary>That a version was made.</summary>
/// <param name="By">Empty for one that ships.</param>
public sealed record MappingStep(int Version, bool IsOpen, string By, DateTimeOffset? At, string? Note);

/// <param name="Version">The newest when missing.</param>
public sealed record ViewMapping(string Id, int? Version = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.IntakeView, null, null);

    internal static Endpoint Endpoint(MappingRegister mappings) => Kernel.Endpoint.Of<ViewMapping, MappingView>(
        HttpMethod.Get, "mappings/list/{id}", Permission.IntakeView, "数据映射详情",
        (request, call) => Handle(request, call, mappings));

    private static async Task<Result<MappingView>> Handle(ViewMapping request, Call call, MappingRegister mappings)
    {
        if (await mappings.Find(request.Id, request.Version, call.Stopping) is not { } found
            || !ListMappings.IsFor(found.Mapping, call.Actor))
        {
            return new NotFound("映射", request.Id);
        }
        return new MappingView(
            found.Mapping,
            [
                .. (await mappings.Versions(request.Id, call.Stopping)).Select(one => new MappingStep(
                    one.Mapping.Version, one.Mapping.IsOpen, one.By, one.By.Length == 0 ? null : one.At,
                    one.Mapping.Note)),
            ]);
    }
}

/// <summary>Keeps a mapping as its next version.</summary>
/// <param name="Based">The version that it was made from; 0 for a new one.</param>
public sealed record SaveMapping(string Id, int Based, SourceMapping Mapping) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.ImportMap, null, null);

    internal static Endpoint Endpoint(IDocumentStore store, Catalogue catalogue) =>
        Kernel.Endpoint.Of<SaveMapping, SourceMapping>(
            HttpMethod.Post, "mappings/list/{id}/versions", Permission.ImportMap, "保存数据映射",
            (command, call) => Handle(command, call, store, catalogue));

    /// <summary>The rule itself. Pure.</summary>
    /// <param name="newest">As it stands; null for a new id.</param>
    internal static Result<SourceMapping> Decide(
        SaveMapping command, SourceMapping? newest, Actor actor, Catalogue catalogue)
    {
        // What nobody or another sender uses is not an agency's to change.
        var sender = actor.Agency ?? command.Mapping.Sender;
        if (newest is not null && actor.Agency is not null && newest.Sender != actor.Agency)
        {
            return new NotAllowed("修改其他单位的映射");
        }
        if ((newest?.Version ?? 0) != command.Based) { return new ChangedMeanwhile("该映射"); }
        var next = command.Mapping with { Id = command.Id, Version = command.Based + 1, Sender = sender };
        return MappingCheck.Fault(next, catalogue) is { } problem ? problem : next;
    }

    private static Task<Result<SourceMapping>> Handle(
        SaveMapping command, Call call, IDocumentStore store, Catalogue catalogue) =>
        store.Apply<SourceMapping>(Containers.System, MappingRegister.Partition, call, async unit =>
        {
            var newest = (await unit.Find<MappingVersion>(command.Id))?.Mapping
                ?? MappingRegister.Shipped.FirstOrDefault(mapping => mapping.Id == command.Id);
            if (!Decide(command, newest, call.Actor, catalogue).TryGet(out var next, out var problem))
            {
                return problem;
            }
            var version = new MappingVersion(next, call.Actor.Name, call.Now);
            unit.Save(next.Id, MappingRegister.Latest, version);
            unit.Create(MappingRegister.KeyOf(next.Id, next.Version), MappingRegister.Version, version);
            unit.Audit(
                "mapping.save", new Scope(call.Actor.Division),
                $"保存映射 {next.Id} 第 {next.Version} 版：{next.Table}，{next.Columns.Count} 个字段，"
                + (next.IsOpen ? "启用" : "停用"));
            return next;
        });
}

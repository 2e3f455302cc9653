using System.Reflection;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Partners;

/// <summary>
/// The partners: those that ship, each replaced by what an administrator saved. Small by design: one partition. Every
/// registered agency is a partner too, of whom nothing is expected until somebody saves what is.
/// </summary>
public sealed class PartnerRegister(IDocumentStore store, IAgencies agencies)
{
    internal const string Partition = "partners";
    internal const string Type = "partner";

    public static IReadOnlyList<Partner> Shipped { get; } = Json.Read<IReadOnlyList<Partner>>(
        EmbeddedText.Read(Assembly.GetExecutingAssembly(), "partners.json"));

    /// <summary>All, by id.</summary>
    public async Task<IReadOnlyList<Partner>> All(CancellationToken stopping = default)
    {
        var partners = Shipped.ToDictionary(partner => partner.Id);
        var query = new DocumentQuery(Type) { Limit = DocumentQuery.LimitMax };
        var page = await store.Query(Containers.System, Partition, query, stopping);
        foreach (var saved in page.Items.Select(document => document.As<Partner>())) { partners[saved.Id] = saved; }
        return [.. partners.Values.OrderBy(partner => partner.Id, StringComparer.Ordinal)];
    }

    public async Task<Partner?> Find(string id, CancellationToken stopping = default) =>
        (await store.Find<Partner>(Containers.System, Partition, id, stopping))?.Value
        ?? Shipped.FirstOrDefault(partner => partner.Id == id);

    /// <summary>Whose folder of the inbox a file lies in: the longest folder that its name begins with.</summary>
    public async Task<Partner?> OfInbox(string blobName, CancellationToken stopping) =>
        (await All(stopping))
            .Where(partner => blobName.StartsWith($"inbox/{partner.Folder}/", StringComparison.Ordinal))
            .MaxBy(partner => partner.Folder.Length)
        ?? await OfAgency(blobName.Split('/')[1], stopping);

    public async Task<Partner?> OfUser(string user, CancellationToken stopping) =>
        (await All(stopping)).FirstOrDefault(partner => partner.Credential?.User == user);

    public async Task<Partner?> OfNode(string node, CancellationToken stopping) =>
        (await All(stopping)).FirstOrDefault(partner => partner.Channel(ChannelKind.Front)?.Node == node);

    private async Task<Partner?> OfAgency(string code, CancellationToken stopping) =>
        await agencies.Find(code, stopping) is { } agency
            ? new Partner(
                agency.Code, agency.Name, PartnerKind.Agency, agency.Division, agency.Code,
                [new PartnerChannel(ChannelKind.Sftp)], [])
            : null;

    /// <summary>The partner as this unit read it, or as it ships.</summary>
    internal static async Task<Partner?> Find(Unit unit, string id) =>
        await unit.Find<Partner>(id) ?? Shipped.FirstOrDefault(partner => partner.Id == id);
}

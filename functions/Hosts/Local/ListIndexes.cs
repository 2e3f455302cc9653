using SocialFund.Kernel;
using SocialFund.Storage;

namespace SocialFund.Hosts.Local;

/// <summary>
/// Which fields of the lists SQLite keeps in order, by what the screens ask: what waits for me, the newest first, one
/// payee's payments. Cosmos DB indexes every field by itself.
/// </summary>
internal static class ListIndexes
{
    public static IReadOnlyList<FieldIndex> All { get; } =
    [
        new(Containers.Lists, "requests",
            "awaits", "deadline", "changedAt", "fund", "agency", "total", "paid", "failed"),
        new(Containers.Lists, "requests",
            "changedAt", "fund", "state", "agency", "total", "paid", "failed"),
        new(Containers.Lists, "payments", "createdAt", "fund", "state", "awaits", "amount"),
        new(Containers.Lists, "payments", "awaits", "createdAt", "fund", "amount"),
        new(Containers.Lists, "intake", "receivedAt", "fund", "state", "agency"),
        new(Containers.Lists, "transfer", "partner", "day", "direction", "state"),
        new(Containers.Lists, "transfer", "day", "direction", "size"),
        new(Containers.Lists, "transfer", "at", "partner", "direction", "state"),
        new(Containers.Lists, "detail", "receivedAt", "state", "sender"),
        new(Containers.System, "lakeMonth", "table", "period"),
        new(Containers.System, "lakeMonth", "period"),
        new(Containers.Lists, "quality", "at", "table", "fund", "sender"),
        new(Containers.Lists, "personEntry", "payee"),
        new(Containers.Lists, "personName", "nameHash"),
        new(Containers.Books, "voucher", "period", "total"),
        // Ledgers by auxiliary accounting: what lines commonly carry, in books of millions of lines.
        new(Containers.Books, "line-*", "dimensions.bankAccount"),
        new(Containers.Books, "line-*", "dimensions.item"),
        new(Containers.Books, "line-*", "dimensions.agency"),
    ];
}

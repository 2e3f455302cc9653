using System.Text.Json;

namespace SocialFund.Kernel;

/// <summary>A row that a screen lists: a copy that can be rebuilt, in partition <c>{list}-{division}</c>.</summary>
public interface IListRow
{
    /// <summary>Unique in the list; the document id.</summary>
    string RowId { get; }

    Division Division { get; }

    /// <summary>Grows with every change, so that a late message never overwrites a newer row.</summary>
    long Version { get; }
}

/// <summary>The message that carries a row from the commit that changed it to the lists.</summary>
public sealed record ListRowMessage(string List, string Id, Division Division, long Version, JsonElement Row);

public static class ListRows
{
    public const string Topic = "list.row";

    public static string Partition(string list, Division division) => $"{list}-{division}";

    /// <summary>Sends the row with this commit to its division and every one above it.</summary>
    public static void List<T>(this Unit unit, string list, T row) where T : IListRow =>
        unit.Emit(Topic, MessageOf(list, row));

    /// <summary>
    /// Puts the row there at once: for rows read anew, and for handlers whose message comes again until all is done.
    /// </summary>
    public static async Task Put<T>(this IDocumentStore store, string list, T row, CancellationToken stopping)
        where T : IListRow
    {
        foreach (var division in row.Division.UpToProvince())
        {
            await Put(store, MessageOf(list, row), division, stopping);
        }
    }

    private static ListRowMessage MessageOf<T>(string list, T row) where T : IListRow => new(
        list, row.RowId, row.Division, row.Version, JsonSerializer.SerializeToElement(row, Json.Options));

    internal static async Task Put(
        IDocumentStore store, ListRowMessage row, Division division, CancellationToken stopping)
    {
        var partition = ListRows.Partition(row.List, division);
        while (true)
        {
            var there = await store.Read(Containers.Lists, partition, row.Id, stopping);
            if (there is not null && VersionOf(there) >= row.Version) { return; }
            Write write = there is null
                ? new Write.Create(row.Id, row.List, row.Row.GetRawText())
                : new Write.Replace(row.Id, row.List, row.Row.GetRawText(), there.ETag);
            if ((await store.Commit(Containers.Lists, partition, [write], stopping)).TryGet(out _, out _)) { return; }
        }
    }

    private static long VersionOf(Document document)
    {
        using var json = JsonDocument.Parse(document.Body);
        return json.RootElement.GetProperty("version").GetInt64();
    }
}

/// <summary>Puts rows into the lists, so that county, city and province each page one partition.</summary>
public sealed class ListRowsHandler(IDocumentStore store) : IMessageHandler
{
    public string Topic => ListRows.Topic;

    public async Task Handle(OutboxMessage message, Call call)
    {
        var row = message.As<ListRowMessage>();
        foreach (var division in row.Division.UpToProvince())
        {
            await ListRows.Put(store, row, division, call.Stopping);
        }
    }
}

using SocialFund.Exchange.Governance;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion.Detail;

/// <summary>Keeps the list of detail batches for each division and those above it.</summary>
public sealed class DetailLists(IDocumentStore store) : IMessageHandler
{
    public const string Listed = "detail.listed";

    public string Topic => Listed;

    public static string PartitionOf(Division division) => $"detail-{division.Text}";

    public async Task Handle(OutboxMessage message, Call call)
    {
        var row = message.As<DetailBatchRow>();
        foreach (var division in row.Division.UpToProvince().Append(Division.Country))
        {
            await store.Commit(
                Containers.Lists, PartitionOf(division), [new Write.Put(row.Id, "detail", Json.Write(row))],
                call.Stopping);
        }
    }
}

using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion;

/// <summary>Keeps the list of received files for each division and those above it.</summary>
public sealed class IntakeLists(IDocumentStore store) : IMessageHandler
{
    public const string Listed = "intake.listed";

    public string Topic => Listed;

    public static string PartitionOf(Division division) => $"intake-{division.Text}";

    public static IntakeRow RowOf(IntakeRecord record) => new(
        record.Id, record.FileName, record.Agency, record.Division, record.Manifest?.Fund, record.Manifest?.Kind,
        record.KindName, record.Manifest?.Period, record.State, record.ReceivedAt, record.Received, record.Accepted,
        record.Returned, record.Request, record.ProblemText, record.Repeats, record.AgencyName);

    public async Task Handle(OutboxMessage message, Call call)
    {
        var row = message.As<IntakeRow>();
        foreach (var division in row.Division.UpToProvince().Append(Division.Country))
        {
            await store.Commit(
                Containers.Lists, PartitionOf(division), [new Write.Put(row.Id, "intake", Json.Write(row))],
                call.Stopping);
        }
    }
}

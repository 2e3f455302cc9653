using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;

namespace SocialFund.Hosts.Azure;

/// <summary>Dropped files. Event Grid tells of each as soon as it is complete (infra/bicep/inbox.bicep).</summary>
public sealed class InboxFunctions(Composition composition)
{
    /// <remarks>A client and not a stream: the function reads what it needs, when it needs it.</remarks>
    [Function("Received")]
    public Task Received(
        [BlobTrigger("inbox/{name}", Connection = AzureSettings.Files, Source = BlobTriggerSource.EventGrid)]
        BlobClient blob, CancellationToken stopping) => composition.Inbox.Take(blob.Name, stopping);

    [Function("SweepInbox")]
    public Task Sweep([TimerTrigger("0 */10 * * * *")] TimerInfo timer, CancellationToken stopping) =>
        composition.Inbox.TakeMissed(stopping);
}

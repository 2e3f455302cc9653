using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Azure.Outbox;

/// <summary>
/// The change feed of each container that commands write, as an alarm clock: something was committed, so look for
/// messages. How far they are delivered, the pump itself keeps; a lost alarm costs a minute (<c>Sweep</c>), no message.
/// </summary>
public sealed class ChangedFunctions(Composition composition)
{
    private const string Database = $"%{AzureSettings.DatabaseName}%";
    private const string Account = AzureSettings.Cosmos;
    private const string Leases = "leases";

    /// <summary>In milliseconds: people watch their request go on.</summary>
    private const int AskEvery = 1000;

    [Function("ChangedRequests")]
    public Task Requests(
        [CosmosDBTrigger(Database, Containers.Requests, Connection = Account, LeaseContainerName = Leases,
            LeaseContainerPrefix = Containers.Requests, FeedPollDelay = AskEvery, StartFromBeginning = true)]
        string changes,
        [DurableClient] DurableTaskClient client, CancellationToken stopping) =>
        Deliver(Containers.Requests, changes, client, stopping);

    [Function("ChangedBudgets")]
    public Task Budgets(
        [CosmosDBTrigger(Database, Containers.Budgets, Connection = Account, LeaseContainerName = Leases,
            LeaseContainerPrefix = Containers.Budgets, FeedPollDelay = AskEvery, StartFromBeginning = true)]
        string changes,
        [DurableClient] DurableTaskClient client, CancellationToken stopping) =>
        Deliver(Containers.Budgets, changes, client, stopping);

    [Function("ChangedPayments")]
    public Task Payments(
        [CosmosDBTrigger(Database, Containers.Payments, Connection = Account, LeaseContainerName = Leases,
            LeaseContainerPrefix = Containers.Payments, FeedPollDelay = AskEvery, StartFromBeginning = true)]
        string changes,
        [DurableClient] DurableTaskClient client, CancellationToken stopping) =>
        Deliver(Containers.Payments, changes, client, stopping);

    [Function("ChangedBooks")]
    public Task Books(
        [CosmosDBTrigger(Database, Containers.Books, Connection = Account, LeaseContainerName = Leases,
            LeaseContainerPrefix = Containers.Books, FeedPollDelay = AskEvery, StartFromBeginning = true)]
        string changes,
        [DurableClient] DurableTaskClient client, CancellationToken stopping) =>
        Deliver(Containers.Books, changes, client, stopping);

    [Function("ChangedIncome")]
    public Task Income(
        [CosmosDBTrigger(Database, Containers.Income, Connection = Account, LeaseContainerName = Leases,
            LeaseContainerPrefix = Containers.Income, FeedPollDelay = AskEvery, StartFromBeginning = true)]
        string changes,
        [DurableClient] DurableTaskClient client, CancellationToken stopping) =>
        Deliver(Containers.Income, changes, client, stopping);

    [Function("ChangedIntake")]
    public Task Intake(
        [CosmosDBTrigger(Database, Containers.Intake, Connection = Account, LeaseContainerName = Leases,
            LeaseContainerPrefix = Containers.Intake, FeedPollDelay = AskEvery, StartFromBeginning = true)]
        string changes,
        [DurableClient] DurableTaskClient client, CancellationToken stopping) =>
        Deliver(Containers.Intake, changes, client, stopping);

    [Function("ChangedIdentity")]
    public Task Identity(
        [CosmosDBTrigger(Database, Containers.Identity, Connection = Account, LeaseContainerName = Leases,
            LeaseContainerPrefix = Containers.Identity, FeedPollDelay = AskEvery, StartFromBeginning = true)]
        string changes,
        [DurableClient] DurableTaskClient client, CancellationToken stopping) =>
        Deliver(Containers.Identity, changes, client, stopping);

    [Function("ChangedSystem")]
    public Task System(
        [CosmosDBTrigger(Database, Containers.System, Connection = Account, LeaseContainerName = Leases,
            LeaseContainerPrefix = Containers.System, FeedPollDelay = AskEvery, StartFromBeginning = true)]
        string changes,
        [DurableClient] DurableTaskClient client, CancellationToken stopping) =>
        Deliver(Containers.System, changes, client, stopping);

    private Task Deliver(string container, string changes, DurableTaskClient client, CancellationToken stopping) =>
        ChangeBatch.HasMessages(changes)
            ? composition.Deliveries.Deliver(container, composition.WorkflowsOf(client), stopping)
            : Task.CompletedTask;
}

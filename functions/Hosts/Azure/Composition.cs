using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using Azure.Storage.Blobs;
using Microsoft.Azure.Cosmos;
using Microsoft.DurableTask.Client;
using SocialFund.Analytics;
using SocialFund.Hosts.Azure.Durable;
using SocialFund.Hosts.Azure.Outbox;
using SocialFund.Hosts.Pipeline;
using SocialFund.Hosts.Pipeline.Health;
using SocialFund.Hosts.Pipeline.Jobs;
using SocialFund.Hosts.Pipeline.Schedules;
using SocialFund.Hosts.Pipeline.Search;
using SocialFund.Hosts.Pipeline.Soap;
using SocialFund.Kernel;
using SocialFund.Oversight.Audit;
using SocialFund.Oversight.Identity;
using SocialFund.Storage;
using SocialFund.Storage.Azure;

namespace SocialFund.Hosts.Azure;

/// <summary>What the head stands on; in Azure all of it is reached with the managed identity.</summary>
internal sealed record Ground(
    IDocumentStore Store, IBlobStore Blobs, ISecrets Secrets, INationalCrypto Crypto, TimeProvider Clock,
    string WorkFolder)
{
    public static Ground In(AzureSettings settings, TimeProvider clock)
    {
        var work = Path.Combine(Path.GetTempPath(), "socialfund");
        var credential = new DefaultAzureCredential();
        var client = new CosmosClient(
            settings.CosmosEndpoint.ToString(), credential, CosmosSettings.ClientOptions());
        var store = new CosmosDocumentStore(client, settings.Database, clock);
        var crypto = new NationalCrypto();
        var service = new BlobServiceClient(settings.FilesEndpoint, credential);
        return new Ground(
            store, FileContainers.Open(service, crypto, Path.Combine(work, "blobs"), clock),
            new KeyVaultSecrets(new SecretClient(settings.Vault, credential), store), crypto, clock, work);
    }
}

/// <summary>The one place where everything is wired, as in the local head.</summary>
public sealed class Composition : IDisposable
{
    private readonly Ground _ground;
    private readonly AuditModule _audit;
    private readonly DuckDatabase _duck;

    internal Composition(AzureSettings settings, Ground ground, ILoggerFactory loggers)
    {
        _ground = ground;
        var (store, clock) = (ground.Store, ground.Clock);
        Identity = new IdentityModule(store, clock, ground.Secrets, settings.Home);
        FirstAccounts = new FirstAccounts(Identity, ground.Secrets);
        _audit = new AuditModule(store, ground.Crypto, ground.Secrets, Sm2Keys.New, clock);
        _duck = DuckDatabase.Open(new DuckOptions { TempFolder = Path.Combine(ground.WorkFolder, "duckdb") });
        Business = new Business(new Means(
            store, ground.Blobs, ground.Crypto, _duck, new Agencies(store), clock, ground.Secrets, Sm2Keys.New,
            ground.WorkFolder)
        {
            Home = settings.Home,
        });
        Jobs = new JobRunner(store, clock, Business.Jobs, loggers.CreateLogger<JobRunner>());
        Scheduler = new Scheduler(store, clock, Business.Schedules, loggers.CreateLogger<Scheduler>());
        Activities = new ActivityRunner(store, clock, Business.Activities, loggers.CreateLogger<ActivityRunner>());
        Deliveries = new Deliveries(
            store, clock, workflows => [.. Identity.Handlers, .. Business.Handlers(workflows)],
            loggers.CreateLogger<Deliveries>());
        Inbox = new Inbox(ground.Blobs, [.. Business.Inboxes], clock, loggers.CreateLogger<Inbox>());
        IModule[] modules =
        [
            Identity, _audit, new JobsModule(store, Jobs, Scheduler), .. Business.Modules, Business.Consolidation(Jobs),
            Business.Governance(Jobs), Business.Sharing(Jobs), Business.Reconciliation(Jobs),
            Business.Mapping(Jobs),
        ];
        modules = [.. modules, new SearchModule(modules)];
        Api = new ApiPipeline(
            modules, ActorsOf(settings), clock,
            new ApiOptions
            {
                FrontsBefore = settings.FrontsBefore,
                UploadMax = UploadMax,
                ClientCertificates =
                    settings.TakesCertificates ? ClientCertificates.ToldByFront : ClientCertificates.None,
            },
            loggers.CreateLogger<ApiPipeline>(), Business.Consumers);
        Soap = new SoapDoor(Business.Tax, clock, loggers.CreateLogger<SoapDoor>());
        Health = new HealthPages(
            [StandardDependencies.Of(store, clock), StandardDependencies.Of(ground.Blobs)], clock,
            loggers.CreateLogger<HealthPages>());
    }

    /// <summary>
    /// What the functions host lets through (FUNCTIONS_REQUEST_BODY_SIZE_LIMIT); larger files come by SFTP.
    /// </summary>
    internal const long UploadMax = 200L * 1024 * 1024;

    internal IDocumentStore Store => _ground.Store;
    internal IdentityModule Identity { get; }
    internal FirstAccounts FirstAccounts { get; }
    internal Business Business { get; }
    internal JobRunner Jobs { get; }
    internal Scheduler Scheduler { get; }
    internal ActivityRunner Activities { get; }
    internal Deliveries Deliveries { get; }
    internal Inbox Inbox { get; }
    internal Sealer Sealer => _audit.Sealer;
    internal ApiPipeline Api { get; }
    internal SoapDoor Soap { get; }
    internal HealthPages Health { get; }

    /// <summary>The host hands a client to each invocation that asks for one.</summary>
    internal IWorkflows WorkflowsOf(DurableTaskClient client) =>
        new DurableWorkflows(client, _ground.Store, _ground.Clock);

    public void Dispose()
    {
        Jobs.Dispose();
        Scheduler.Dispose();
        Api.Dispose();
        Health.Dispose();
        Business.Dispose();
        _audit.Dispose();
        Identity.Dispose();
        _duck.Dispose();
    }

    private IActors ActorsOf(AzureSettings settings) => settings.Entra is { } entra
        ? EntraTokens.For(entra, Identity.Actors, Identity.Entra, _ground.Clock)
        : Identity.Actors;
}

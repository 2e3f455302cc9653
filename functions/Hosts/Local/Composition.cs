using SocialFund.Hosts.Pipeline;
using SocialFund.Hosts.Pipeline.Background;
using SocialFund.Hosts.Pipeline.Health;
using SocialFund.Hosts.Pipeline.Jobs;
using SocialFund.Hosts.Pipeline.Schedules;
using SocialFund.Kernel;
using SocialFund.Oversight.Identity;
using SocialFund.Storage;
using SocialFund.Storage.Workflows;

namespace SocialFund.Hosts.Local;

/// <summary>The one place where everything is wired.</summary>
internal sealed class Composition : IDisposable
{
    /// <summary>The division that runs the installation; the demo is Qinghai's.</summary>
    private static readonly Division Home = Division.Of("630000");

    private readonly SqliteDocumentStore _store;

    public Composition(LocalSettings settings, TimeProvider clock, ILoggerFactory loggers)
    {
        var data = settings.DataFolder;
        var crypto = new NationalCrypto();
        _store = SqliteDocumentStore.Open(Path.Combine(data, "documents.db"), clock);
        var blobFolder = Path.Combine(data, "blobs");
        var blobs = new FolderBlobStore(blobFolder, crypto);
        var secrets = new FolderSecrets(Path.Combine(data, "secrets"));
        var pulses = new Pulses();

        Identity = new IdentityModule(_store, clock, secrets, Home);
        FirstAccounts = new FirstAccounts(Identity, clock);

        IWorkflow[] workflows = [];
        IActivity[] activities = [];
        IMessageHandler[] handlers = [.. Identity.Handlers];
        IJobHandler[] jobs = [];
        ISchedule[] schedules = [];
        IInboxHandler[] inboxes = [];

        var engineLog = loggers.CreateLogger<JournaledEngine>();
        var engine = new JournaledEngine(
            _store, clock, workflows, activities.Select(activity => new TracedActivity(activity)),
            (instance, error) => engineLog.LogError(
                "workflow {Instance} failed: {ErrorType} {StackTrace}", instance, error.GetType().FullName,
                error.StackTrace));
        var runner = new JobRunner(_store, clock, jobs, loggers.CreateLogger<JobRunner>());
        var scheduler = new Scheduler(_store, clock, schedules, loggers.CreateLogger<Scheduler>());

        IModule[] modules = [Identity, new JobsModule(_store, runner, scheduler)];
        Api = new ApiPipeline(
            modules, Identity.Actors, clock,
            new ApiOptions { AnonymousCommandsPerMinute = settings.AnonymousCommandsPerMinute },
            loggers.CreateLogger<ApiPipeline>());
        Health = new HealthPages(
            [
                StandardDependencies.Of(_store, clock), StandardDependencies.Of(blobs),
                StandardDependencies.Of(pulses, clock),
            ],
            clock, loggers.CreateLogger<HealthPages>());
        Background =
        [
            new OutboxService(_store, clock, handlers, pulses, loggers.CreateLogger<OutboxService>()),
            new EngineService(engine),
            runner,
            scheduler,
            new InboxWatcher(blobFolder, blobs, inboxes, clock, pulses, loggers.CreateLogger<InboxWatcher>()),
        ];
    }

    public ApiPipeline Api { get; }
    public HealthPages Health { get; }
    public IdentityModule Identity { get; }
    public FirstAccounts FirstAccounts { get; }

    /// <summary>Started in this order, stopped in the reverse.</summary>
    public IReadOnlyList<IHostedService> Background { get; }

    public void AddTo(IServiceCollection services)
    {
        foreach (var service in Background) { services.AddSingleton(service); }
    }

    public void Map(WebApplication app)
    {
        Api.Map(app);
        Health.Map(app);
    }

    /// <summary>Closes the stores; the services have stopped before.</summary>
    public void Dispose()
    {
        foreach (var service in Background.OfType<IDisposable>()) { service.Dispose(); }
        Api.Dispose();
        Health.Dispose();
        Identity.Dispose();
        _store.Dispose();
    }
}

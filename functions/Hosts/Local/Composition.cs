using SocialFund.Analytics;
using SocialFund.Funds.Payment;
using SocialFund.Hosts.Pipeline;
using SocialFund.Hosts.Pipeline.Background;
using SocialFund.Hosts.Pipeline.Health;
using SocialFund.Hosts.Pipeline.Jobs;
using SocialFund.Hosts.Pipeline.Schedules;
using SocialFund.Hosts.Pipeline.Search;
using SocialFund.Hosts.Pipeline.Soap;
using SocialFund.Kernel;
using SocialFund.Oversight.Audit;
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
    private readonly FolderSecrets _secrets;
    private readonly AuditModule _audit;
    private readonly DuckDatabase _duck;

    /// <param name="flush">Other than each commit only while the demo is made.</param>
    public Composition(
        LocalSettings settings, TimeProvider clock, ILoggerFactory loggers, CommitFlush flush = CommitFlush.Each)
    {
        var data = settings.DataFolder;
        Crypto = new NationalCrypto();
        _store = SqliteDocumentStore.Open(Path.Combine(data, "documents.db"), clock, flush, ListIndexes.All);
        var blobFolder = Path.Combine(data, "blobs");
        Blobs = new FolderBlobStore(blobFolder, Crypto);
        _secrets = new FolderSecrets(Path.Combine(data, "secrets"));
        var pulses = new Pulses();

        Identity = new IdentityModule(_store, clock, _secrets, Home);
        FirstAccounts = new FirstAccounts(Identity, clock);
        _audit = new AuditModule(_store, Crypto, _secrets, Sm2Keys.New, clock);

        _duck = DuckDatabase.Open(new DuckOptions { TempFolder = Path.Combine(data, "work", "duckdb") });
        Business = new Business(new Means(
            _store, Blobs, Crypto, _duck, new Agencies(_store), clock, _secrets, Sm2Keys.New,
            Path.Combine(data, "work"))
        {
            ConsolidateAt = settings.ConsolidateAt,
            Home = Home,
        });

        var engineLog = loggers.CreateLogger<JournaledEngine>();
        Engine = new JournaledEngine(
            _store, clock, Pipeline.Business.Workflows,
            Business.Activities.Select(activity => new TracedActivity(activity)),
            (instance, error) => engineLog.LogError(
                "workflow {Instance} failed: {ErrorType} {StackTrace}", instance, error.GetType().FullName,
                error.StackTrace));
        var runner = new JobRunner(_store, clock, Business.Jobs, loggers.CreateLogger<JobRunner>());
        var scheduler = new Scheduler(_store, clock, Business.Schedules, loggers.CreateLogger<Scheduler>());

        Handlers = [.. Identity.Handlers, .. Business.Handlers(Engine)];
        IModule[] modules =
        [
            Identity, _audit, new JobsModule(_store, runner, scheduler), .. Business.Modules,
            Business.Consolidation(runner), Business.Governance(runner), Business.Sharing(runner),
            Business.Reconciliation(runner), Business.Mapping(runner),
        ];
        modules = [.. modules, new SearchModule(modules)];
        Api = new ApiPipeline(
            modules, Identity.Actors, clock,
            new ApiOptions
            {
                AnonymousCommandsPerMinute = settings.AnonymousCommandsPerMinute,
                ClientCertificates = ClientCertificates.OfConnection,
            },
            loggers.CreateLogger<ApiPipeline>(), Business.Consumers);
        Soap = new SoapDoor(Business.Tax, clock, loggers.CreateLogger<SoapDoor>());
        Health = new HealthPages(
            [
                StandardDependencies.Of(_store, clock), StandardDependencies.Of(Blobs),
                StandardDependencies.Of(pulses, clock),
            ],
            clock, loggers.CreateLogger<HealthPages>());
        Background =
        [
            new OutboxService(_store, clock, Handlers, pulses, loggers.CreateLogger<OutboxService>()),
            new LoopService(Engine.Run),
            new LoopService(stopping => _audit.Sealer.Run(Report(loggers.CreateLogger<Sealer>()), stopping)),
            runner,
            scheduler,
            new InboxWatcher(
                blobFolder, Blobs, [.. Business.Inboxes], clock, pulses, loggers.CreateLogger<InboxWatcher>()),
            .. DemoServices(settings, clock),
        ];
    }

    public IDocumentStore Store => _store;
    public FolderBlobStore Blobs { get; }
    public INationalCrypto Crypto { get; }
    public Business Business { get; }
    public JournaledEngine Engine { get; }
    public IReadOnlyList<IMessageHandler> Handlers { get; }
    public ApiPipeline Api { get; }
    public SoapDoor Soap { get; }
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
        Soap.Map(app);
        Health.Map(app);
    }

    /// <summary>Closes the stores; the services have stopped before.</summary>
    public void Dispose()
    {
        foreach (var service in Background.OfType<IDisposable>()) { service.Dispose(); }
        Api.Dispose();
        Health.Dispose();
        _audit.Dispose();
        Identity.Dispose();
        Business.Dispose();
        _duck.Dispose();
        _secrets.Dispose();
        _store.Dispose();
    }

    /// <summary>What stands outside in life and is played by the demo: the bank.</summary>
    private IEnumerable<IHostedService> DemoServices(LocalSettings settings, TimeProvider clock)
    {
        if (settings.NoDemo) { yield break; }
        var bank = new DemoBank(Blobs, BankLayouts.Shipped);
        yield return new LoopService(stopping => bank.Run(clock, stopping));
        yield return new LoopService(stopping =>
            Demo.DemoLoad.RollUp(_store, Business.Consolidator, clock, stopping));
    }

    /// <summary>Logs where it happened and what kind of error it was, never its message.</summary>
    private static Action<Exception> Report(ILogger logger) => error => logger.LogError(
        "{ErrorType} {StackTrace}", error.GetType().FullName, error.StackTrace);
}

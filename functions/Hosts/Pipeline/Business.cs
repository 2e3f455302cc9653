using SocialFund.Analytics;
using SocialFund.Analytics.Consolidation;
using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Governance;
using SocialFund.Exchange.History;
using SocialFund.Exchange.Ingestion;
using SocialFund.Exchange.Ingestion.Detail;
using SocialFund.Exchange.Ingestion.Samples;
using SocialFund.Exchange.Partners;
using SocialFund.Exchange.Reconciliation;
using SocialFund.Exchange.Sharing;
using SocialFund.Funds.Accounting;
using SocialFund.Funds.Banking;
using SocialFund.Funds.Budget;
using SocialFund.Funds.Expenditure;
using SocialFund.Funds.Forms;
using SocialFund.Funds.Income;
using SocialFund.Funds.Payment;
using SocialFund.Funds.Standing;
using SocialFund.Hosts.Pipeline.Schedules;
using SocialFund.Hosts.Pipeline.Soap;
using SocialFund.Kernel;
using SocialFund.Oversight.Identity;

namespace SocialFund.Hosts.Pipeline;

/// <summary>What a head brings for the business modules to work with.</summary>
/// <param name="NewKey">Makes SM2 keys of the system, each on first use.</param>
/// <param name="WorkFolder">For files under construction.</param>
public sealed record Means(
    IDocumentStore Store, IBlobStore Blobs, INationalCrypto Crypto, DuckDatabase Duck, IAgencies Agencies,
    TimeProvider Clock, ISecrets Secrets, Func<Sm2KeyPair> NewKey, string WorkFolder)
{
    /// <summary>When the nightly consolidation runs, China time: after the last receipts, before people come.</summary>
    public TimeOnly ConsolidateAt { get; init; } = new(2, 30);

    /// <summary>The division that runs the installation.</summary>
    public Division Home { get; init; } = Division.Country;
}

/// <summary>The business modules, wired once for both heads.</summary>
public sealed class Business : IDisposable
{
    private readonly Means _means;
    private readonly PaymentModule _payment;
    private readonly ExpenditureModule _expenditure;
    private readonly SlipChange _slips;
    private readonly Charts _charts;
    private readonly Books _books;
    private readonly SettleSuspense _settle;
    private readonly StandingModule _standing;
    private readonly MemoSources _memo;
    private readonly NightlyRun _nightly;
    private readonly SharedReader _shared;
    private readonly Publisher _publisher;
    private readonly Merger _merger;
    private readonly FormsModule _forms;
    private readonly HistoryModule _history;
    private readonly PartnersModule _partners;
    private readonly AnswerBook _answers;
    private readonly SampleDesk _samples;
    private readonly WebCalls _web = new();

    public Business(Means means)
    {
        _means = means;
        var (store, blobs) = (means.Store, means.Blobs);
        var charts = _charts = new Charts(store);
        _books = new Books(store, charts, PostingRules.Shipped, means.Crypto);
        _memo = new MemoSources(
            new AgencyAccounts(store), new BankBalances(store), new ExpenditureItems(ExpenditureKinds.Shipped),
            means.Agencies);
        _slips = new SlipChange(store, Pooling.Shipped);
        _payment = new PaymentModule(store, blobs, BankLayouts.Shipped);
        _expenditure = new ExpenditureModule(
            store, blobs, ExpenditureKinds.Shipped, new BudgetControl(store), new RemittancePlans(store), _books,
            new Payments(store), means.Agencies);
        var suspense = new SuspenseDesk(store, _books);
        _settle = new SettleSuspense(suspense);
        _standing = new StandingModule(store, ExpenditureKinds.Shipped, suspense, charts);
        _partners = new PartnersModule(new PartnerMeans(
            store, blobs, means.Crypto, means.Secrets, means.NewKey, _web, means.Agencies, means.Home,
            means.WorkFolder));
        Intake = MakeIntake(means, _expenditure.Submissions);
        var senders = new PartnerSenders(
            new PartnerRegister(store, means.Agencies), means.Agencies, Catalogue.Shipped.Departments);
        DetailIntake = new DetailIntake(
            store, blobs, means.Crypto, means.Duck, Catalogue.Shipped, senders, means.Clock, means.WorkFolder,
            ArchiveLimits.Detail, means.Home);
        _samples = new SampleDesk(store, blobs, means.Duck, Catalogue.Shipped, senders, means.WorkFolder);
        Consolidator = new Consolidator(
            store, blobs, means.Duck, [new VoucherDataset(charts), new RequestDataset(), new BatchDataset()],
            means.Clock, means.WorkFolder, means.Home);
        _nightly = new NightlyRun(Consolidator, store, blobs, means.Clock, means.ConsolidateAt);
        _shared = new SharedReader(store, charts, new Agencies(store));
        _publisher = new Publisher(store, blobs, means.Duck, _shared, means.Home, means.WorkFolder);
        Consumers = new Consumers(store, means.Clock);
        _merger = new Merger(store, blobs, means.Duck, Catalogue.Shipped, means.Clock, means.WorkFolder);
        _forms = new FormsModule(store);
        _history = new HistoryModule(store, blobs, means.Duck, Catalogue.Shipped, means.WorkFolder);
        _answers = new AnswerBook(store, blobs, means.Duck, Catalogue.Shipped, means.Clock, means.WorkFolder);
        Modules =
        [
            new IngestionModule(store, blobs, means.Agencies, Catalogue.Shipped, means.WorkFolder),
            new CatalogModule(Catalogue.Shipped), _history, _expenditure, _payment, new BudgetModule(store),
            new IncomeModule(store), _forms,
            AccountingModule.Over(
                store, blobs, charts, _books, PostingRules.Shipped, means.Crypto, _memo,
                new BankCheck(store, charts)),
            new BankingModule(store, charts), _standing, _partners,
        ];
    }

    public IReadOnlyList<IModule> Modules { get; }

    public Intake Intake { get; }

    public DetailIntake DetailIntake { get; }

    public Consolidator Consolidator { get; }

    /// <summary>The web service of the tax bureau's messages.</summary>
    public TaxService Tax => _partners.Tax;

    /// <summary>Other departments' machines, for the pipeline.</summary>
    public IConsumers Consumers { get; }

    /// <summary>Long work that people start.</summary>
    public IReadOnlyList<IJobHandler> Jobs =>
    [
        new RunJob(Consolidator), new PublishJob(_publisher), new MergeJob(_merger), new AskJob(_answers),
        new TrialJob(_samples),
    ];

    /// <summary>What the clock starts. Other departments get what the night's consolidation saw.</summary>
    public IReadOnlyList<ISchedule> Schedules =>
    [
        _nightly, new NightlyPublication(_publisher, _means.ConsolidateAt.AddHours(1)),
        new NightlyMerge(_merger, _means.ConsolidateAt.AddHours(2)), new AskWhenLoaded(_means.Store, _answers),
        .. _partners.Schedules,
    ];

    /// <summary>Apart from the other modules, because the runner of its jobs needs <see cref="Jobs"/> first.</summary>
    public IModule Consolidation(IJobs jobs)
    {
        var cron = Cron.Parse(_nightly.Cron);
        return new ConsolidationModule(_means.Store, _means.Blobs, _means.Duck, Consolidator, jobs, cron.After);
    }

    /// <summary>Apart from the other modules, as its merges are jobs.</summary>
    public IModule Governance(IJobs jobs) =>
        new GovernanceModule(_means.Store, _means.Blobs, _means.Duck, Catalogue.Shipped, jobs);

    /// <summary>Apart from the other modules, as its publications are jobs.</summary>
    public IModule Sharing(IJobs jobs) => new SharingModule(_means.Store, _means.Blobs, _shared, jobs, _means.Clock);

    /// <summary>Apart from the other modules, as its questions are asked by a job.</summary>
    public IModule Reconciliation(IJobs jobs) => new ReconciliationModule(_answers, _means.Store, jobs);

    /// <summary>Apart from the other modules, as trials of large files are jobs.</summary>
    public IModule Mapping(IJobs jobs) => new MappingModule(_samples, jobs);

    public void Dispose()
    {
        Consolidator.Dispose();
        _merger.Dispose();
        _web.Dispose();
    }

    public static IEnumerable<IWorkflow> Workflows =>
        [.. ExpenditureModule.Workflows, new RemittanceIncome(), .. PartnersModule.Workflows];

    public IEnumerable<IActivity> Activities =>
    [
        .. _expenditure.Activities, new ReadStatus(_slips), new RemindSlip(_slips), new BookSlip(_slips, _books),
        .. _partners.Activities,
    ];

    public IEnumerable<IInboxHandler> Inboxes =>
        [_partners.Inbox, new InboxRoutes(
            Intake, DetailIntake, _payment, _history.Inbox(_means.Home), _means.Blobs)];

    public IEnumerable<IMessageHandler> Handlers(IWorkflows workflows) =>
    [
        .. _expenditure.Handlers(workflows), .. _payment.Handlers, new ListRowsHandler(_means.Store),
        new IntakeLists(_means.Store), new DetailLists(_means.Store), new BookRows(_means.Store),
            new BudgetRows(_means.Store), new OpenSlips(_slips),
        new RefundSlips(_slips), new WakeSlips(workflows), new SlipRows(_means.Store), new PlanRows(_means.Store),
        _settle, new BookPrepaid(_books), new KeepMemoRows(_means.Store, _charts, _memo),
        new CarryYear(_means.Store, _charts, PostingRules.Shipped, _means.Crypto),
        .. _standing.Handlers,
        new KeepQuality(_means.Store, Catalogue.Shipped, DetailLoaded.Topic),
        new KeepQuality(_means.Store, Catalogue.Shipped, DetailLoaded.TakenOut),
        new NoteLoaded(_means.Store, DetailLoaded.Topic), new NoteLoaded(_means.Store, DetailLoaded.TakenOut),
        .. _partners.Handlers(workflows), .. _forms.Handlers,
    ];

    private static Intake MakeIntake(Means means, ISubmissions submissions)
    {
        var attachments = new Attachments(means.Blobs, means.Crypto);
        return new Intake(
            means.Store, means.Blobs, means.Crypto, means.Duck,
            new BatchCheck(ExpenditureKinds.Shipped, means.Agencies, attachments, means.Crypto), attachments,
            new EarlierBatches(means.Store, means.Blobs, means.Duck, new LiveRequests(means.Store).IsLive), submissions,
            means.Clock, means.WorkFolder, ArchiveLimits.Default, means.Home);
    }
}

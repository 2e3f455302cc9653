using SocialFund.Kernel;

namespace SocialFund.Exchange.Partners;

/// <summary>What the module stands on.</summary>
/// <param name="NewKey">Makes the SM2 key of our node on first use.</param>
/// <param name="Home">The division that runs the installation; its front server is ours.</param>
/// <param name="WorkFolder">For files under construction.</param>
public sealed record PartnerMeans(
    IDocumentStore Store, IBlobStore Blobs, INationalCrypto Crypto, ISecrets Secrets, Func<Sm2KeyPair> NewKey,
    IWebCalls Web, IAgencies Agencies, Division Home, string WorkFolder);

/// <summary>交换: partners, what goes to and comes from them, and whether it came in time.</summary>
public sealed class PartnersModule : IModule
{
    private readonly PartnerMeans _means;
    private readonly NodeRegister _nodes;
    private readonly PartnerSecrets _secrets;
    private readonly PackageKeys _keys;
    private readonly FrontAdapters _adapters;
    private readonly FrontInbox _fronts;
    private readonly IReadOnlyList<ICarrier> _carriers;
    private readonly TokenDoor _door;

    public PartnersModule(PartnerMeans means)
    {
        _means = means;
        var (store, blobs) = (means.Store, means.Blobs);
        Register = new PartnerRegister(store, means.Agencies);
        Book = new TransferBook(store);
        Queue = new QueueFront(store, blobs);
        _nodes = new NodeRegister(store, means.Home);
        _secrets = new PartnerSecrets(means.Secrets);
        _keys = new PackageKeys(means.Secrets, means.NewKey);
        Desk = new PackageDesk(store, blobs, _nodes, Register);
        var web = new GuardedCalls(means.Web, _nodes);
        _adapters = new FrontAdapters(
        [
            new FolderFront(blobs, isMarked: false), new FolderFront(blobs, isMarked: true), new HttpFront(web), Queue,
        ]);
        _fronts = new FrontInbox(store, blobs, means.Crypto, _nodes, Register, Book, _adapters);
        _carriers =
        [
            new SftpCarrier(blobs), new SoapCarrier(web, blobs, _secrets), new FrontCarrier(_nodes, _adapters, blobs),
        ];
        _door = new TokenDoor(Register, _secrets, store);
        Tax = new TaxService(store, blobs, _door, Book, means.WorkFolder);
    }

    public string Name => "partners";

    public PartnerRegister Register { get; }

    /// <summary>For modules that send: <see cref="TransferBook.Send"/>.</summary>
    public TransferBook Book { get; }

    /// <summary>For modules that send packages to nodes of the exchange.</summary>
    public PackageDesk Desk { get; }

    /// <summary>For the connector of a front server's message queue.</summary>
    public QueueFront Queue { get; }

    /// <summary>The web service; heads mount it at <see cref="TaxService.Path"/>.</summary>
    public TaxService Tax { get; }

    public IEnumerable<Endpoint> Endpoints =>
    [
        ReadMonitor.Endpoint(new MonitorBoard(_means.Store, Register)),
        ListTransfers.Endpoint(_means.Store), ViewTransfer.Endpoint(_means.Store),
        DownloadTransfer.Endpoint(_means.Store, _means.Blobs), ReplayTransfer.Endpoint(_means.Store),
        SendFile.Endpoint(Register, Book, _means.Blobs), SendPackage.Endpoint(Desk),
        ListPartners.Endpoint(Register), SavePartner.Endpoint(_means.Store, _nodes),
        RenewPassword.Endpoint(_means.Store, Register, _secrets),
        ListNodes.Endpoint(_means.Store, _nodes, _keys), SaveNode.Endpoint(_means.Store, _nodes),
    ];

    public static IEnumerable<IWorkflow> Workflows => [new SendTransfer()];

    public IEnumerable<IActivity> Activities => [new TryTransfer(Register, Book, _carriers)];

    public IEnumerable<IMessageHandler> Handlers(IWorkflows workflows) =>
    [
        new StartSending(workflows), new HandOver(_means.Blobs, Book), new NoteOutcome(Book),
        new NoteIntake(_means.Store, Register, Book), new NoteDetail(_means.Store, Register, Book),
        new PackPackage(_means.Blobs, _means.Crypto, _nodes, Register, Book, _keys, _means.WorkFolder),
        new QueueArrivals(_nodes, _fronts, _means.Blobs),
    ];

    /// <summary>Before the routes that take dropped files away.</summary>
    public IInboxHandler Inbox => new DroppedFiles(Register, Book, _means.Blobs);

    public IReadOnlyList<ISchedule> Schedules =>
        [new FrontPoll(_nodes, _adapters, _fronts, _door), new DailyReport(_means.Store, _nodes, Desk)];
}

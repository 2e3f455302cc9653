using SocialFund.Funds.Accounting;
using SocialFund.Funds.Budget;
using SocialFund.Funds.Income;
using SocialFund.Funds.Payment;
using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

/// <summary>Expenditure (支出管理): requests, review, the payment chain.</summary>
public sealed class ExpenditureModule : IModule
{
    private readonly IDocumentStore _store;
    private readonly IBlobStore _blobs;
    private readonly ExpenditureKinds _kinds;
    private readonly IBudgetControl _budget;
    private readonly IRemittancePlans _plans;
    private readonly IBooks _books;
    private readonly IPayments _payments;
    private readonly IAgencies _agencies;
    private readonly RequestChange _requests;
    private readonly Submissions _submissions;

    public ExpenditureModule(
        IDocumentStore store, IBlobStore blobs, ExpenditureKinds kinds, IBudgetControl budget, IRemittancePlans plans,
        IBooks books, IPayments payments, IAgencies agencies)
    {
        (_store, _blobs, _kinds) = (store, blobs, kinds);
        (_budget, _plans, _books, _payments) = (budget, plans, books, payments);
        _agencies = agencies;
        (_requests, _submissions) = (new RequestChange(store, kinds), new Submissions(store, kinds));
    }

    public string Name => "expenditure";

    public ISubmissions Submissions => _submissions;

    public IEnumerable<Endpoint> Endpoints =>
    [
        ListKinds.Endpoint(_kinds), ListRequests.Endpoint(_store), CountTodo.Endpoint(_store),
        CreateRequest.Endpoint(_submissions, _agencies), ApproveMany.Endpoint(_requests),
        ViewRequest.Endpoint(_requests, _budget),
        ViewLines.Endpoint(_requests), ExportLines.Endpoint(_requests), UnmaskLine.Endpoint(_requests),
        ViewEarlier.Endpoint(_requests), ViewChanges.Endpoint(_requests), ViewOrder.Endpoint(_requests),
        GetAttachment.Endpoint(_requests, _blobs), ApproveRequest.Endpoint(_requests),
        SendBackRequest.Endpoint(_requests), RejectRequest.Endpoint(_requests), WithdrawRequest.Endpoint(_requests),
        Resubmit.Endpoint(_requests, _submissions), ProposeCorrections.Endpoint(_requests),
        ConfirmCorrections.Endpoint(_requests, _payments), GiveUpFailed.Endpoint(_requests),
        ViewSettings.Endpoint(_store), ChangeSettings.Endpoint(_store),
    ];

    public IEnumerable<IActivity> Activities =>
    [
        new AskNext(_requests, _payments), new CheckRequest(_requests, _budget, _plans, _payments),
        new ReleaseBudget(_requests, _budget, _plans), new InstructPayment(_requests, _payments, _budget),
        new CollectAnswers(_requests, _payments), new BookRound(_requests, _books, _budget, _payments),
        new BookRefund(_requests, _books, _budget, _payments), new IndexPayees(_requests), new RemindPeople(_requests),
    ];

    public static IEnumerable<IWorkflow> Workflows => [new PaymentChain()];

    public IEnumerable<IMessageHandler> Handlers(IWorkflows workflows) =>
    [
        new StartChain(workflows), new WakeChain(workflows), new BatchAnsweredHandler(_store, workflows),
        new LinesRefundedHandler(_store, _kinds), new HandOverVoucher(_store, _blobs),
    ];
}

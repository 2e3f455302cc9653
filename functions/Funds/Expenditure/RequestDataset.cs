using SocialFund.Kernel;
using static SocialFund.Kernel.DatasetColumn;

namespace SocialFund.Funds.Expenditure;

/// <summary>Payment requests for analysis: a row a request, as it stands.</summary>
public sealed class RequestDataset : IDataset
{
    public string Group => "expenditure";

    public string Name => "requests";

    public string Title => "用款申请";

    public string Container => Containers.Requests;

    public string DocumentType => PaymentRequest.DocumentType;

    public IReadOnlyList<DatasetColumn> Columns { get; } =
    [
        Text("request"), Text("kind"), Text("fund"), Whole("request_period"), Text("agency"), Text("state"),
        Date("submitted_on"), Date("changed_on"), Whole("lines"), Whole("requested_fen"), Whole("open_fen"),
        Whole("paid_fen"), Whole("failed_fen"), Whole("given_up_fen"), Text("received_blob"), Text("received_sm3"),
    ];

    public Task<IReadOnlyList<DatasetRow>> Rows(Document document, CancellationToken stopping)
    {
        var request = document.As<PaymentRequest>();
        var (id, money) = (request.Id, request.Progress);
        var row = new DatasetRow(id.Period, id.Division,
        [
            id.Text, request.Kind, id.Fund.Entry().Id, (long)id.Period.Number, id.Agency,
            request.State.Code, ChinaTime.DateOf(request.SubmittedAt), ChinaTime.DateOf(request.ChangedAt),
            (long)request.Book.Lines, money.Requested.Fen, money.Open.Fen, money.Paid.Fen, money.Failed.Fen,
            money.GivenUp.Fen, request.Received?.Blob, request.Received?.Sm3,
        ]);
        return Task.FromResult<IReadOnlyList<DatasetRow>>([row]);
    }
}

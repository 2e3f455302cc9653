using SocialFund.Kernel;

namespace SocialFund.Funds.Forms;

/// <summary>报表: tasks are issued, filled in, summed and approved.</summary>
public sealed class FormsModule : IModule
{
    private readonly FormDesk _desk;
    private readonly SheetChange _sheets;

    public FormsModule(IDocumentStore store)
    {
        _desk = new FormDesk(store);
        _sheets = new SheetChange(_desk);
    }

    public string Name => "forms";

    public IEnumerable<Endpoint> Endpoints =>
    [
        IssueTask.Endpoint(_desk),
        ViewTask.Endpoint(_desk),
        ListSheets.Endpoint(_desk),
        ViewSheet.Endpoint(_desk),
        ViewCell.Endpoint(_desk),
        SaveCells.Endpoint(_desk),
        ExplainRule.Endpoint(_sheets),
        SubmitSheet.Endpoint(_sheets),
        ReturnSheet.Endpoint(_sheets),
        ReviewSheet.Endpoint(_sheets),
        ApproveSheet.Endpoint(_sheets),
        LockSheet.Endpoint(_sheets),
    ];

    public IEnumerable<IMessageHandler> Handlers => [new MakeSheets(_desk)];
}

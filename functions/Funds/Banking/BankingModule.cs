using SocialFund.Funds.Accounting;
using SocialFund.Kernel;

namespace SocialFund.Funds.Banking;

public sealed class BankingModule(IDocumentStore store, Charts charts) : IModule
{
    private readonly BankMatching _matching = new(store, charts);
    private readonly BankReports _reports = new(store, charts);
    private readonly StatementIntake _intake = new(store, StatementLayouts.Shipped);

    public string Name => "banking";

    public IEnumerable<Endpoint> Endpoints =>
    [
        ListBankAccounts.Endpoint(store),
        ListStatementLayouts.Endpoint(StatementLayouts.Shipped),
        ImportStatement.Endpoint(_intake),
        ListBankStatements.Endpoint(store),
        ReadBankWork.Endpoint(_matching),
        ReadCandidates.Endpoint(_matching),
        ReadDryRun.Endpoint(_matching),
        ListMatches.Endpoint(store),
        MatchLines.Endpoint(_matching),
        MatchAll.Endpoint(_matching),
        UndoMatch.Endpoint(_matching),
        ChangeMatchSettings.Endpoint(store),
        ReadReconciliation.Endpoint(_reports),
        ReadAgeing.Endpoint(_reports),
        ReadThreeWay.Endpoint(_reports),
    ];
}

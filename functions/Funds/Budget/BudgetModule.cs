using SocialFund.Kernel;

namespace SocialFund.Funds.Budget;

public sealed class BudgetModule(IDocumentStore store) : IModule
{
    public string Name => "budget";

    public IEnumerable<Endpoint> Endpoints =>
    [
        ListBudgetLines.Endpoint(store),
        ImportBudget.Endpoint(store),
        ListBudgetImports.Endpoint(store),
    ];
}

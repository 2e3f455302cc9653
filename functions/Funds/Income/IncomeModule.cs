using SocialFund.Funds.Accounting;
using SocialFund.Kernel;

namespace SocialFund.Funds.Income;

public sealed class IncomeModule(IDocumentStore store) : IModule
{
    private readonly SlipChange _slips = new(store, Pooling.Shipped);

    public string Name => "income";

    public IEnumerable<Endpoint> Endpoints =>
    [
        ListSlips.Endpoint(store),
        ReadSlip.Endpoint(_slips),
        ReviewSlip.Endpoint(_slips),
        ConfirmSlip.Endpoint(_slips),
        DisputeSlip.Endpoint(_slips),
        CheckConsistency.Endpoint(store, new BookTurnovers(store), Pooling.Shipped),
        IssuePlan.Endpoint(new RemittancePlans(store)),
        ListPlans.Endpoint(store),
    ];
}

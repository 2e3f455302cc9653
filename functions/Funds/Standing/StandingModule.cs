using SocialFund.Funds.Accounting;
using SocialFund.Funds.Expenditure;
using SocialFund.Kernel;

namespace SocialFund.Funds.Standing;

/// <summary>The standing ledgers (台账) of persons and employers.</summary>
public sealed class StandingModule(IDocumentStore store, ExpenditureKinds kinds, SuspenseDesk desk, Charts charts)
    : IModule
{
    private readonly PersonEntries _persons = new(store);

    public string Name => "standing";

    public IEnumerable<Endpoint> Endpoints =>
    [
        FindPersons.Endpoint(_persons), ReadPerson.Endpoint(_persons, kinds), ListEmployers.Endpoint(store),
        ReadEmployer.Endpoint(store, desk), ViewLedgerPassport.Endpoint(store, charts),
    ];

    public IEnumerable<IMessageHandler> Handlers => [new EnterEmployers(store, desk)];
}

using SocialFund.Kernel;

namespace SocialFund.Exchange.Reconciliation;

/// <summary>对账与主索引: what the sources say of the same thing, and where they differ.</summary>
/// <param name="jobs">Runs <see cref="AskJob"/>.</param>
public sealed class ReconciliationModule(AnswerBook book, IDocumentStore store, IJobs jobs) : IModule
{
    public string Name => "reconciliation";

    public IEnumerable<Endpoint> Endpoints =>
    [
        ViewReconciliation.Endpoint(book), AskNow.Endpoint(jobs), ViewMatch.Endpoint(book),
        ListMatchLines.Endpoint(book), ViewTaxItems.Endpoint(book), ListTaxItemLines.Endpoint(book),
        ViewCrossRules.Endpoint(book), ListCrossLines.Endpoint(book), FindSubjects.Endpoint(book),
        ListConflicts.Endpoint(book), ViewSubject.Endpoint(book), ViewContributions.Endpoint(book),
        Decide.Endpoint(book, store),
    ];
}

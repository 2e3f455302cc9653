using SocialFund.Funds.Expenditure;
using SocialFund.Kernel;

namespace SocialFund.Funds.Payment;

/// <summary>Closes an exception after a person has dealt with it; the receipt's row itself changes nothing.</summary>
public sealed record ResolveException(string Id, string Reason) : IScoped
{
    /// <summary>Ids name files, not scopes; the exception's own scope is checked once it is read.</summary>
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.TreasuryPay, null, null);

    internal static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<ResolveException, PaymentException>(
        HttpMethod.Post, "payments/exceptions/{id}/resolve", Permission.TreasuryPay, "处理支付异常",
        (command, call) => store.Apply<PaymentException>(
            Containers.Payments, PaymentException.PartitionOf(command.Id), call, async unit =>
            {
                if (await unit.Find<PaymentException>(command.Id) is not { } found
                    || !call.May(Permission.TreasuryPay, new Scope(found.Division, found.Fund)))
                {
                    return new NotFound("支付异常", command.Id);
                }
                if (!Decide(found, command, call).TryGet(out var resolved, out var problem)) { return problem; }
                unit.Replace(resolved.Id, PaymentException.DocumentType, resolved);
                unit.List(PaymentException.List, resolved);
                unit.Audit("payment.exception.resolve", new Scope(found.Division, found.Fund),
                    $"处理支付异常 {found.Kind} {found.Instruction}：{resolved.Resolution}");
                return resolved;
            }));

    /// <summary>The rule itself. Pure.</summary>
    /// <returns>Or wrong_state, reason_needed.</returns>
    internal static Result<PaymentException> Decide(PaymentException found, ResolveException command, Call call)
    {
        if (found.State != "open") { return new WrongState("处理", "已处理"); }
        if (string.IsNullOrWhiteSpace(command.Reason)) { return new ReasonMissing("处理支付异常"); }
        return found with
        {
            Version = found.Version + 1,
            State = "resolved",
            ResolvedBy = call.Actor.Name,
            ResolvedAt = call.Now,
            Resolution = command.Reason.Trim(),
        };
    }
}

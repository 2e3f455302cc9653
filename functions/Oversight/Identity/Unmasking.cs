using SocialFund.Kernel;

namespace SocialFund.Oversight.Identity;

/// <summary>Whether identity and account numbers are shown whole, and the record of each time they are.</summary>
public static class Unmasking
{
    /// <summary>Whether the actor may ask for whole numbers there. Lists show them masked all the same.</summary>
    public static bool Visible(Actor actor, Scope scope) => actor.May(Permission.PersonUnmask, scope);

    /// <summary>
    /// Records who saw which record and why; show the number only after this answered. One partition a person.
    /// </summary>
    /// <param name="container">Where the record lies, from <see cref="Containers"/>.</param>
    /// <param name="record">Its id, for example <c>630102-11-202606-A1-7/line-12</c>; never the number itself.</param>
    /// <returns>Or <see cref="NotAllowed"/>, or <see cref="InvalidValue"/> when no reason is given.</returns>
    public static async Task<Result<Done>> Record(
        IDocumentStore store, Call call, Scope scope, string container, string record, string reason)
    {
        if (!Visible(call.Actor, scope)) { return new NotAllowed(Permission.PersonUnmask.Title); }
        if (reason.Trim().Length is < 2 or > 200) { return new InvalidValue("reason", "请填写2至200字的查看原因。"); }
        return await store.Apply<Done>(Containers.Identity, $"unmask-{call.Actor.Id}", call, unit =>
        {
            unit.Audit("person.unmask", scope, $"查看完整号码 {container}/{record}：{reason.Trim()}");
            return Task.FromResult<Result<Done>>(Done.Value);
        });
    }
}

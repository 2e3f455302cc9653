using SocialFund.Kernel;

namespace SocialFund.Funds;

/// <summary>The scope of lists that may span funds.</summary>
public static class FundScope
{
    /// <summary>
    /// The stated fund; else the first that the actor may see there, so that whoever holds one fund may list, and the
    /// list then filters by <see cref="Funds"/>.
    /// </summary>
    public static Scope For(Actor actor, Permission permission, Division? division, Fund? fund)
    {
        var place = division ?? actor.Division;
        if (fund is not null) { return new Scope(place, fund); }
        var allowed = actor.FundsFor(permission, place);
        return new Scope(place, allowed.Count > 0 ? allowed[0] : null);
    }

    /// <summary>A filter for the funds that the actor may see there.</summary>
    public static Filter Funds(Actor actor, Permission permission, Division division, Fund? fund) =>
        Filter.OneOf("fund", fund is { } one
            ? [one.Entry().Id]
            : [.. actor.FundsFor(permission, division).Select(allowed => allowed.Entry().Id)]);
}

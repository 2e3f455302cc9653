namespace SocialFund.Kernel;

/// <summary>Lists that may span funds: who may see only some of them gets just those.</summary>
public static class ListScope
{
    /// <summary>
    /// The scope that the pipeline checks. With no fund named, somebody who may not see all funds is checked for the
    /// first that he may see; <see cref="FundFilter"/> then keeps the list to his funds.
    /// </summary>
    public static Scope Of(Actor actor, Permission permission, Division? division, Fund? fund)
    {
        var where = division ?? actor.Division;
        if (fund is not null || actor.May(permission, new Scope(where))) { return new Scope(where, fund); }
        return new Scope(where, actor.FundsFor(permission, where) is [var first, ..] ? first : null);
    }

    /// <summary>Keeps a list with a <c>fund</c> field to the fund asked for, or to those the actor may see.</summary>
    public static Filter FundFilter(Actor actor, Permission permission, Division division, Fund? fund) => Filter.OneOf(
        "fund", [.. (fund is { } one ? [one] : actor.FundsFor(permission, division)).Select(each => each.Entry().Id)]);

    /// <summary>1..1000; 50 when not asked for.</summary>
    public static int Limit(int? asked) => Math.Clamp(asked ?? 50, 1, DocumentQuery.LimitMax);
}

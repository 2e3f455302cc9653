using SocialFund.Kernel;

namespace SocialFund.Oversight.Identity;

public sealed record DivisionNode(Division Code, string Name, Division Parent, int Level);

/// <summary>The caller's division and everything below it, in tree order, for choosing one in lists.</summary>
public sealed record ListDivisions
{
    public static Endpoint Endpoint() => Kernel.Endpoint.SignedIn<ListDivisions, Page<DivisionNode>>(
        HttpMethod.Get, "identity/divisions", "本级及下级区划", (_, call) =>
        {
            DivisionNode[] nodes = [.. AtAndBelow(call.Actor.Division)];
            return Task.FromResult<Result<Page<DivisionNode>>>(new Page<DivisionNode>(nodes, nodes.Length, null));
        });

    private static IEnumerable<DivisionNode> AtAndBelow(Division division) =>
        Divisions.Below(division).SelectMany(entry => AtAndBelow(entry.Code))
            .Prepend(new DivisionNode(division, Divisions.NameOf(division), division.Parent, division.Level));
}

using SocialFund.Kernel;

namespace SocialFund.Oversight.Identity;

/// <param name="Group">agency, finance, treasury, view or administration.</param>
/// <param name="Actions">Codes of <see cref="Permission.All"/>.</param>
public sealed record Role(string Code, string Name, string Group, IReadOnlyList<string> Actions)
{
    /// <summary>Held only by people of an agency (经办机构), and the agency's people hold no other business role.</summary>
    public bool IsAgency => Group == "agency";
}

/// <summary>Two roles that one person may not hold together, and why.</summary>
public sealed record RoleConflict(
    string Left, string LeftName, string Right, string RightName, string Reason, string Basis);

/// <param name="With">Null: every pair inside <paramref name="Roles"/> conflicts. Else each of those with each
/// here.</param>
public sealed record ConflictRule(
    IReadOnlyList<string> Roles, IReadOnlyList<string>? With, string Reason, string Basis);

/// <summary>One step on the way of money; whoever holds an action of every step could move money alone.</summary>
public sealed record Duty(string Name, IReadOnlyList<string> Actions);

/// <summary>The roles and what may not be in one hand, from roles.json.</summary>
public sealed class Roles
{
    private sealed record Data(
        IReadOnlyList<Role> Roles, IReadOnlyList<ConflictRule> Conflicts, IReadOnlyList<Duty> Duties);

    private readonly Dictionary<string, Role> _byCode;
    private readonly Dictionary<(string, string), RoleConflict> _conflicts = [];

    private Roles(Data data)
    {
        (All, Duties) = (data.Roles, data.Duties);
        _byCode = data.Roles.ToDictionary(role => role.Code);
        foreach (var rule in data.Conflicts) { Add(rule); }
    }

    public static Roles Shipped { get; } =
        new(Json.Read<Data>(EmbeddedText.Read(typeof(Roles).Assembly, "roles.json")));

    public IReadOnlyList<Role> All { get; }
    public IReadOnlyList<Duty> Duties { get; }

    /// <summary>Every conflicting pair once, in the order of the data.</summary>
    public IReadOnlyCollection<RoleConflict> Conflicts => _conflicts.Values;

    public Role? Find(string code) => _byCode.GetValueOrDefault(code);

    /// <summary>The conflicting pairs among these roles; none when one person may hold them all.</summary>
    public IReadOnlyList<RoleConflict> ConflictsIn(IReadOnlyCollection<string> roles) =>
        [.. _conflicts.Values.Where(conflict => roles.Contains(conflict.Left) && roles.Contains(conflict.Right))];

    /// <summary>All actions of these roles, sorted.</summary>
    public IReadOnlyList<string> ActionsOf(IEnumerable<string> roles) =>
        [.. roles.Select(Find).OfType<Role>().SelectMany(role => role.Actions)
            .Distinct().Order(StringComparer.Ordinal)];

    private void Add(ConflictRule rule)
    {
        var rights = rule.With ?? rule.Roles;
        foreach (var left in rule.Roles)
        {
            foreach (var right in rights.Where(right => right != left && !_conflicts.ContainsKey((right, left))))
            {
                _conflicts.Add((left, right), new RoleConflict(
                    left, _byCode[left].Name, right, _byCode[right].Name, rule.Reason, rule.Basis));
            }
        }
    }
}

namespace SocialFund.Exchange.Synthesis;

/// <summary>One person as far as a county's tables must remember: everything else follows from the number.</summary>
/// <param name="Number">The person's number in the world.</param>
/// <param name="Index">The place in the home county.</param>
/// <param name="Home">The home county's ordinal; a guest's is another.</param>
/// <param name="Employer">The employer's place in the county; −1 for none.</param>
/// <param name="Fraud">The case planted on this person here.</param>
internal readonly record struct Member(
    long Number, int Index, short Home, short Role, int Employer, Fraud Fraud, bool IsGuest);

/// <summary>A county's persons and employers. Compact: one small value a person.</summary>
internal sealed class County
{
    private const int EnterpriseSize = 18;
    private const int PublicSize = 25;

    private readonly World _world;
    private readonly List<int> _owners = [];
    private readonly List<int>[] _byScheme;

    public County(World world, CountyRange range)
    {
        _world = world;
        Range = range;
        Enterprises = Math.Max(1, range.Count / 4 / EnterpriseSize);
        Publics = Math.Max(1, range.Count / 17 / PublicSize);
        var guests = Guests();
        Members = new Member[range.Count + guests.Count];
        for (var index = 0; index < range.Count; index++) { Members[index] = Own(index); }
        guests.CopyTo(Members, range.Count);
        _byScheme = [.. Enumerable.Range(0, Enum.GetValues<Scheme>().Length + 1).Select(_ => new List<int>())];
        for (var index = 0; index < Members.Length; index++)
        {
            _byScheme[(int)world.RoleOf(Members[index]).Scheme].Add(index);
        }
    }

    public CountyRange Range { get; }

    public Member[] Members { get; }

    /// <summary>The places in <see cref="Members"/> of a scheme's persons, ascending.</summary>
    public IReadOnlyList<int> Of(Scheme scheme) => _byScheme[(int)scheme];

    public int Enterprises { get; }

    public int Publics { get; }

    /// <summary>Enterprises, then public bodies, then the one-person firms of planted cases.</summary>
    public int Employers => Enterprises + Publics + _owners.Count;

    public bool IsPublic(int employer) => employer >= Enterprises && employer < Enterprises + Publics;

    /// <summary>The person whose own firm it is; −1 for an ordinary employer.</summary>
    public int OwnerOf(int employer) =>
        employer < Enterprises + Publics ? -1 : _owners[employer - Enterprises - Publics];

    private Member Own(int index)
    {
        var number = Range.First + index;
        var slot = _world.Roles.Of(number);
        var role = _world.Roles.Roles[slot];
        var fraud = IsPlanted(_world, role, number) ? role.Fraud : Fraud.None;
        return new Member(
            number, index, (short)Range.Ordinal, (short)slot, EmployerOf(role, number, index, fraud), fraud,
            IsGuest: false);
    }

    private int EmployerOf(Role role, long number, int index, Fraud fraud)
    {
        if (role.HasOwnEmployer && fraud != Fraud.None)
        {
            _owners.Add(index);
            return Enterprises + Publics + _owners.Count - 1;
        }
        var dice = _world.Of(number);
        return role.Scheme switch
        {
            // The product of two draws: a few large employers, many small ones.
            Scheme.Enterprise or Scheme.EnterpriseRetiree or Scheme.LongInjury or Scheme.Dependent
                or Scheme.InjuryDependent or Scheme.Unemployed =>
                (int)((long)dice.Roll(Ask.Employer, Enterprises) * (dice.Roll(Ask.EmployerToo, 1000) + 1) / 1000),
            Scheme.Public or Scheme.PublicRetiree or Scheme.Cadre => Enterprises + dice.Roll(Ask.Employer, Publics),
            _ => -1,
        };
    }

    /// <summary>Persons of the county before, whose planted case is to be in two places.</summary>
    private List<Member> Guests()
    {
        var guests = new List<Member>();
        if (_world.Counties.Count < 2) { return guests; }
        var home = _world.Counties[(Range.Ordinal + _world.Counties.Count - 1) % _world.Counties.Count];
        for (var index = 0; index < home.Count; index++)
        {
            var slot = _world.Roles.Of(home.First + index);
            var role = _world.Roles.Roles[slot];
            if (!role.IsGuest || !IsPlanted(_world, role, home.First + index)) { continue; }
            var employer = EmployerOf(role, home.First + index, index, Fraud.None);
            guests.Add(new Member(
                home.First + index, index, (short)home.Ordinal, (short)slot, employer, role.Fraud, IsGuest: true));
        }
        return guests;
    }

    /// <summary>The first of each kind always; of the others as many as the rate says.</summary>
    private static bool IsPlanted(World world, Role role, long number)
    {
        if (role.Rule is null || !world.Options.Plants(role.Rule)) { return false; }
        if (world.Months.Count < role.MonthsMin || (role.IsGuest && world.Counties.Count < 2)) { return false; }
        return number < RoleBook.Size
            || world.Of(number).Roll(Ask.Fraud, 1_000_000 / RoleBook.Size) < world.Options.RatePerMillion;
    }
}

using SocialFund.Kernel;

namespace SocialFund.Exchange.Synthesis;

/// <summary>Somebody that a fund pays in a month, item by item.</summary>
internal sealed class Payee
{
    public const int ItemsMax = 5;

    public readonly record struct Item(string Code, bool IsRecurring, long Fen);

    private readonly Item[] _items = new Item[ItemsMax];

    public bool IsInstitution { get; private set; }

    public byte[] Number { get; private set; } = [];

    public byte[] Identity { get; private set; } = [];

    public byte[] Name { get; private set; } = [];

    public int Bank { get; private set; }

    /// <summary>Those above zero.</summary>
    public ReadOnlySpan<Item> Items => _items.AsSpan(0, Count);

    public int Count { get; private set; }

    public long Total { get; private set; }

    public Payee Be(bool isInstitution, byte[] number, byte[] identity, byte[] name, int bank)
    {
        (IsInstitution, Number, Identity, Name, Bank) = (isInstitution, number, identity, name, bank);
        (Count, Total) = (0, 0);
        return this;
    }

    public Payee Add(string code, bool isRecurring, long fen)
    {
        if (fen > 0) { _items[Count++] = new Item(code, isRecurring, fen); }
        Total += fen;
        return this;
    }
}

/// <summary>Whom each fund pays: the same amounts as its benefit tables.</summary>
internal static class Payees
{
    public const int Banks = 3;

    private const int Institutions = 4;

    public static void Each(Scene scene, Fund fund, Action<Payee> pay)
    {
        switch (fund)
        {
            case Fund.EnterprisePension: EnterprisePensions(scene, pay); break;
            case Fund.PublicSectorPension: PublicPensions(scene, pay); break;
            case Fund.ResidentPension: ResidentPensions(scene, pay); break;
            case Fund.Unemployment: Unemployed(scene, pay); break;
            case Fund.WorkInjury: Injured(scene, pay); break;
            case Fund.Maternity: Parents(scene, pay); break;
            default: Hospitals(scene, fund, pay); break;
        }
    }

    private static void EnterprisePensions(Scene scene, Action<Payee> pay)
    {
        var payee = new Payee();
        foreach (var member in scene.Members((at, member) => Pensions.IsPensioner(at, member, Fund.EnterprisePension)
            || at.RoleOf(member).Scheme == Scheme.Dependent))
        {
            Person(scene, member, payee);
            if (scene.RoleOf(member).Scheme == Scheme.Dependent)
            {
                payee.Add("0601", true, Pensions.DependentPaid(scene, member));
            }
            else { Add(payee, Pension.Of(scene, member)); }
            pay(payee);
        }
    }

    private static void PublicPensions(Scene scene, Action<Payee> pay)
    {
        var payee = new Payee();
        foreach (var member in scene.Members((at, member) => Pensions.IsPensioner(at, member, Fund.PublicSectorPension)))
        {
            Add(Person(scene, member, payee), Pension.Of(scene, member));
            pay(payee);
        }
    }

    private static void ResidentPensions(Scene scene, Action<Payee> pay)
    {
        var payee = new Payee();
        foreach (var member in scene.Members((at, member) => Residents.IsPensioner(at, member)))
        {
            Add(Person(scene, member, payee), Resident.PensionOf(scene, member));
            if (Residents.IsDying(scene, member)) { payee.Add("0701", false, Residents.FuneralOf(scene)); }
            pay(payee);
        }
    }

    private static void Unemployed(Scene scene, Action<Payee> pay)
    {
        var payee = new Payee();
        foreach (var member in scene.Members((at, member) => Unemployment.Draws(at, member)))
        {
            var items = Unemployment.ItemsOf(scene, member);
            pay(Person(scene, member, payee).Add("0201", true, items.Benefit).Add("0202", false, items.Medical));
        }
    }

    private static void Injured(Scene scene, Action<Payee> pay)
    {
        var payee = new Payee();
        foreach (var member in scene.Members((at, member) => Injuries.BenefitsOf(at, member).Total > 0
            || at.RoleOf(member).Scheme == Scheme.InjuryDependent))
        {
            Person(scene, member, payee);
            if (scene.RoleOf(member).Scheme == Scheme.InjuryDependent)
            {
                payee.Add("0405", true, Injuries.DependentPaid(scene, member));
            }
            var paid = Injuries.BenefitsOf(scene, member);
            pay(payee.Add("0401", false, paid.Medical).Add("0402", false, paid.LumpSum)
                .Add("0403", true, paid.Allowance + paid.Care).Add("0404", false, paid.Death));
        }
    }

    private static void Parents(Scene scene, Action<Payee> pay)
    {
        var payee = new Payee();
        foreach (var member in scene.Members((at, member) => Births.IsMother(at, member) || Births.IsFather(at, member)))
        {
            var items = Births.ItemsOf(scene, member);
            var rows = Births.RowsOf(member);
            pay(Person(scene, member, payee).Add("0501", false, items.Medical * rows)
                .Add("0502", false, items.Allowance * rows).Add("0503", false, items.Extra * rows));
        }
    }

    /// <summary>Hospitals are paid for all their patients together.</summary>
    private static void Hospitals(Scene scene, Fund fund, Action<Payee> pay)
    {
        Span<long> pool = stackalloc long[Institutions];
        Span<long> aid = stackalloc long[Institutions];
        Span<long> civil = stackalloc long[Institutions];
        Span<long> account = stackalloc long[Institutions];
        foreach (var member in scene.County.Members)
        {
            if (!Visits.IsInsured(scene, member, fund)) { continue; }
            foreach (var visit in Visit.Of(scene, member, fund, scene.Period))
            {
                pool[visit.Institution] += visit.Pool;
                aid[visit.Institution] += visit.Aid;
                civil[visit.Institution] += visit.CivilAid + visit.SoldierAid;
                account[visit.Institution] += visit.Account;
            }
        }
        var payee = new Payee();
        for (var which = 0; which < Institutions && !scene.IsOver; which++)
        {
            if (pool[which] + account[which] == 0) { continue; }
            var code = Visits.Institution(scene, which);
            scene.Row.Begin(scene.World.OfEmployer(scene.County.Range.Ordinal, -2 - which));
            pay(payee.Be(true, code, code, Names.Bytes($"{Divisions.NameOf(scene.Division)}第{which + 1}医院"), which % Banks)
                .Add("0301", false, pool[which]).Add("0302", false, aid[which]).Add("0303", false, civil[which])
                .Add("0304", false, account[which]));
        }
    }

    private static Payee Person(Scene scene, in Member member, Payee payee) => payee.Be(
        false, Names.Bytes(scene.PersonNumber(member).ToString(System.Globalization.CultureInfo.InvariantCulture)),
        scene.Person.CitizenId, scene.Person.Name, scene.Person.Chance.Roll(Ask.Bank, Banks));

    private static void Add(Payee payee, PensionItems items) => payee
        .Add("0101", true, items.Basic - items.Withheld).Add("0102", true, items.Transitional)
        .Add("0103", true, items.Account).Add("0104", true, items.Adjustment).Add("0105", true, items.Subsidy);
}

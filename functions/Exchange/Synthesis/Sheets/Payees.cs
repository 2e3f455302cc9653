using SocialFund.Kernel;

namespace SocialFund.Exchange.Synthesis;

/// <summary>Somebody that a fund pays in a month, item by item.</summary>
internal sealed class Payee
{
    public const int ItemsMax = 5;

    public readonly record struct Item(byte[] Code, bool IsRecurring, long Fen);

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

    public Payee Add(byte[] code, bool isRecurring, long fen)
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

    /// <summary>待遇项目代码: the insurance's number and the item's, 0101 …</summary>
    private static readonly byte[][] Codes =
        [.. Enumerable.Range(0, 800).Select(code => Names.Bytes($"{code:0000}"))];

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
        foreach (var member in scene.Members(
            [Scheme.EnterpriseRetiree, Scheme.Dependent], (at, member) => at.RoleOf(member).Scheme == Scheme.Dependent
                || Pensions.IsPensioner(at, member, Fund.EnterprisePension)))
        {
            Person(scene, member, payee);
            if (scene.RoleOf(member).Scheme == Scheme.Dependent)
            {
                payee.Add(Codes[601], true, Pensions.DependentPaid(scene, member));
            }
            else { Add(payee, Pension.Of(scene, member)); }
            pay(payee);
        }
    }

    private static void PublicPensions(Scene scene, Action<Payee> pay)
    {
        var payee = new Payee();
        foreach (var member in scene.Members(
            [Scheme.PublicRetiree], (at, member) => Pensions.IsPensioner(at, member, Fund.PublicSectorPension)))
        {
            Add(Person(scene, member, payee), Pension.Of(scene, member));
            pay(payee);
        }
    }

    private static void ResidentPensions(Scene scene, Action<Payee> pay)
    {
        var payee = new Payee();
        foreach (var member in scene.Members(
            [Scheme.ResidentPensioner], (at, member) => Residents.IsPensioner(at, member)))
        {
            Add(Person(scene, member, payee), Resident.PensionOf(scene, member));
            if (Residents.IsDying(scene, member)) { payee.Add(Codes[701], false, Residents.FuneralOf(scene)); }
            pay(payee);
        }
    }

    private static void Unemployed(Scene scene, Action<Payee> pay)
    {
        var payee = new Payee();
        foreach (var member in scene.Members([Scheme.Unemployed], (at, member) => Unemployment.Draws(at, member)))
        {
            var items = Unemployment.ItemsOf(scene, member);
            pay(Person(scene, member, payee).Add(Codes[201], true, items.Benefit)
                .Add(Codes[202], false, items.Medical));
        }
    }

    private static void Injured(Scene scene, Action<Payee> pay)
    {
        var payee = new Payee();
        foreach (var member in scene.Members(
            [.. Injuries.Schemes, Scheme.InjuryDependent], (at, member) => Injuries.BenefitsOf(at, member).Total > 0
                || at.RoleOf(member).Scheme == Scheme.InjuryDependent))
        {
            Person(scene, member, payee);
            if (scene.RoleOf(member).Scheme == Scheme.InjuryDependent)
            {
                payee.Add(Codes[405], true, Injuries.DependentPaid(scene, member));
            }
            var paid = Injuries.BenefitsOf(scene, member);
            pay(payee.Add(Codes[401], false, paid.Medical).Add(Codes[402], false, paid.LumpSum)
                .Add(Codes[403], true, paid.Allowance + paid.Care).Add(Codes[404], false, paid.Death));
        }
    }

    private static void Parents(Scene scene, Action<Payee> pay)
    {
        var payee = new Payee();
        foreach (var member in scene.Members(
            [Scheme.Enterprise], (at, member) => Births.IsMother(at, member) || Births.IsFather(at, member)))
        {
            var items = Births.ItemsOf(scene, member);
            var rows = Births.RowsOf(member);
            pay(Person(scene, member, payee).Add(Codes[501], false, items.Medical * rows)
                .Add(Codes[502], false, items.Allowance * rows).Add(Codes[503], false, items.Extra * rows));
        }
    }

    /// <summary>Hospitals are paid for all their patients together.</summary>
    private static void Hospitals(Scene scene, Fund fund, Action<Payee> pay)
    {
        Span<long> pool = stackalloc long[Institutions];
        Span<long> aid = stackalloc long[Institutions];
        Span<long> civil = stackalloc long[Institutions];
        Span<long> account = stackalloc long[Institutions];
        foreach (var member in Visits.SchemesOf(fund).SelectMany(scene.County.Of)
            .Select(at => scene.County.Members[at]))
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
            var name = Names.Bytes($"{Divisions.NameOf(scene.Division)}第{which + 1}医院");
            pay(payee.Be(true, code, code, name, which % Banks)
                .Add(Codes[301], false, pool[which]).Add(Codes[302], false, aid[which])
                .Add(Codes[303], false, civil[which])
                .Add(Codes[304], false, account[which]));
        }
    }

    private static Payee Person(Scene scene, in Member member, Payee payee) => payee.Be(
        false, Numbers.Digits(scene.PersonNumber(member)), scene.Person.CitizenId, scene.Person.Name,
        scene.Person.Chance.Roll(Ask.Bank, Banks));

    private static void Add(Payee payee, PensionItems items) => payee
        .Add(Codes[101], true, items.Basic - items.Withheld).Add(Codes[102], true, items.Transitional)
        .Add(Codes[103], true, items.Account).Add(Codes[104], true, items.Adjustment)
        .Add(Codes[105], true, items.Subsidy);
}

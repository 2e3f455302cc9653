using SocialFund.Kernel;

namespace SocialFund.Exchange.Synthesis;

/// <summary>What an employer's persons add up to in a month and a fund. Fen.</summary>
internal sealed class EmployerMonth
{
    public int Persons { get; private set; }
    public int Women { get; private set; }
    public int Migrants { get; private set; }
    public long Wages { get; private set; }
    public long Bases { get; private set; }
    public long EmployerBases { get; private set; }
    public long PersonsDue { get; private set; }
    public long PersonsPaid { get; private set; }
    public long EmployerDue { get; private set; }
    public long EmployerPaid { get; private set; }
    public int Injuries { get; private set; }
    public int Deaths { get; private set; }
    public long InjuryBenefits { get; private set; }

    /// <summary>The case planted on the firm's only person.</summary>
    public Fraud Fraud { get; private set; }

    /// <summary>In the order of the county's employers.</summary>
    public static EmployerMonth[] Of(Scene scene, Fund fund)
    {
        var (world, county) = (scene.World, scene.County);
        var employers = new EmployerMonth[county.Employers];
        for (var index = 0; index < employers.Length; index++) { employers[index] = new EmployerMonth(); }
        foreach (var place in county.Of(Scheme.Enterprise).Concat(county.Of(Scheme.Public)))
        {
            var member = county.Members[place];
            if (!world.Contributes(member, fund, scene.Month)) { continue; }
            var employer = employers[member.Employer];
            employer.Add(world, member, world.DuesOf(member, fund, scene.Month));
            if (fund == Fund.WorkInjury) { employer.AddInjury(world, member, scene.Month); }
            if (county.OwnerOf(member.Employer) >= 0) { employer.Fraud = member.Fraud; }
        }
        for (var index = 0; index < employers.Length; index++)
        {
            employers[index].SetFundwide(scene, fund, index);
        }
        return employers;
    }

    private void Add(World world, in Member member, Dues dues)
    {
        var chance = world.Of(member.Number);
        Persons++;
        if (Person.IsMan(world.RoleOf(member), chance) is false) { Women++; }
        if (chance.OneIn(Ask.Migrant, Person.MigrantOneIn)) { Migrants++; }
        Wages += dues.Wage;
        Bases += dues.Base;
        EmployerBases += dues.EmployerBase;
        PersonsDue += dues.PersonDue;
        PersonsPaid += dues.PersonPaid;
        EmployerDue += dues.EmployerDue;
        EmployerPaid += dues.EmployerPaid;
    }

    private void AddInjury(World world, in Member member, int month)
    {
        var injury = Injury.Of(world, member);
        if (injury is null) { return; }
        if (injury.DeterminedMonth == month) { Injuries++; }
        if (injury.IsDeath && injury.Month == month) { Deaths++; }
        InjuryBenefits += injury.BenefitsOf(world, member, month).Total;
    }

    /// <summary>Injury insurance is paid by the employer on all bases together.</summary>
    private void SetFundwide(Scene scene, Fund fund, int ordinal)
    {
        if (fund != Fund.WorkInjury || Persons == 0) { return; }
        EmployerDue = Share.Of(EmployerBases, Employer.Of(scene.World, scene.County, ordinal).InjuryRate);
        EmployerPaid = Fraud is Fraud.EmployerArrears or Fraud.WorkInjuryNotFullyPaid12MonthsBeforeInjury
            ? EmployerDue / 2
            : EmployerDue;
    }
}

using SocialFund.Kernel;

namespace SocialFund.Exchange.Synthesis;

/// <summary>One county in one month, where a sheet writes the rows of one table.</summary>
internal sealed class Scene(World world, County county, int month)
{
    private EmployerMonth[]?[] _employers = new EmployerMonth[]?[FundList.All.Count + 1];

    public World World => world;

    public County County => county;

    /// <summary>Counted from the first month that is made.</summary>
    public int Month => month;

    public Period Period => world.Months[month];

    public MonthRates Rates => world.Rates[month];

    public Division Division => county.Range.Code;

    public byte[] DivisionText { get; } = Names.Bytes(county.Range.Code.Text);

    public long DivisionNumber { get; } = Number(county.Range.Code);

    public long PeriodNumber => Period.Number;

    public Row Row { get; } = new();

    public Person Person { get; } = new();

    /// <summary>Where rows go; null while it is only asked whether there are any.</summary>
    public TableFile? File { get; private set; }

    /// <summary>Told of each row: for planted cases and errors.</summary>
    public Action<Scene>? Written { get; set; }

    /// <summary>Where the treasury's sheet tells what was planted; null while nobody asks.</summary>
    public List<DifferenceFinding>? Differences { get; set; }

    /// <summary>Rows of the current sheet.</summary>
    public long Rows { get; private set; }

    public bool IsOver => File is null && Rows > 0;

    /// <summary>The rule that the next row is a case of.</summary>
    public PlantedCase? Case { get; set; }

    public void Run(Action<Scene> sheet, TableFile? file)
    {
        (File, Rows) = (file, 0);
        sheet(this);
    }

    public void Write()
    {
        Rows++;
        if (File is not null)
        {
            File.Write(Row);
            Written?.Invoke(this);
        }
        Case = null;
    }

    /// <summary>Members of some schemes, each with its papers in <see cref="Person"/> and
    /// <see cref="Row"/>.</summary>
    public IEnumerable<Member> Members(Scheme[] schemes, Func<Scene, Member, bool> wanted)
    {
        foreach (var scheme in schemes)
        {
            var places = county.Of(scheme);
            for (var index = 0; index < places.Count && !IsOver; index++)
            {
                var member = county.Members[places[index]];
                if (!wanted(this, member)) { continue; }
                Begin(member);
                yield return member;
            }
        }
    }

    public Role RoleOf(in Member member) => world.RoleOf(member);

    /// <summary>A number of fifteen digits, unique in the province.</summary>
    public long PersonNumber(in Member member) =>
        DivisionNumber * 1_000_000_000 + (member.IsGuest ? 900_000_000 : 0) + member.Index;

    public long EmployerNumber(int employer) => Employer.NumberOf(county.Range, employer);

    public EmployerMonth[] EmployersOf(Fund fund) =>
        _employers[(int)fund] ??= EmployerMonth.Of(this, fund);

    public static long Number(Division division) =>
        long.Parse(division.Text, System.Globalization.CultureInfo.InvariantCulture);

    private void Begin(in Member member)
    {
        Person.Fill(world, member);
        Row.Begin(Person.Chance);
        Row.Set("administrativeDivisionCode", DivisionText);
        Row.Set("poolingAreaCode", DivisionText);
        Row.Set("dataPeriod", PeriodNumber);
        Row.Set("personNo", PersonNumber(member));
        Row.Set("name", NameOf(member));
        Row.Set("sex", Person.IsMale ? Texts.One : Texts.Two);
        Row.Set("citizenIdNumber", Person.CitizenId);
        Row.Set("ethnicity", Person.Ethnicity);
        Row.Set("birthDate", Person.Born);
        Row.Set("workStartDate", Person.WorkStart);
        Row.Set("accountOpenedDate", Person.AccountOpened);
        Row.Set("migrantWorkerFlag", Person.IsMigrant ? Texts.One : Texts.Zero);
        if (member.Employer >= 0 && RoleOf(member).Scheme != Scheme.Unemployed)
        {
            Row.Set("currentEmployerNo", EmployerNumber(member.Employer));
        }
    }

    private byte[] NameOf(in Member member) =>
        member.Fraud == Fraud.InsuredPersonOneIdSeveralNames && File?.Layout.Table.Source == "employee-medical"
            ? Names.Of(0, 0, Person.IsMale)
            : Person.Name;
}

/// <summary>A row's part in a planted case.</summary>
/// <param name="AmountFen">The amount in question.</param>
internal readonly record struct PlantedCase(Fraud Fraud, long Person, long Employer, long AmountFen);

/// <summary>Texts that many rows hold.</summary>
internal static class Texts
{
    public static readonly byte[] Zero = "0"u8.ToArray();
    public static readonly byte[] One = "1"u8.ToArray();
    public static readonly byte[] Two = "2"u8.ToArray();
    public static readonly byte[] Three = "3"u8.ToArray();
}

using SocialFund.Kernel;

namespace SocialFund.Exchange.Synthesis;

/// <summary>A person's papers, worked out from the member. One object is filled again and again.</summary>
/// <remarks>
/// No two persons have one identity number: its area is the home county; persons of a county with the same sequence
/// digits differ in index / 500, and a birthday's day number divided by 4001 leaves that.
/// </remarks>
internal sealed class Person
{
    /// <summary>A prime; every role's ages span at least as many days.</summary>
    private const int DayClasses = 4001;
    private const int Sequences = 500;
    private const int IdLength = 18;

    public const int MigrantOneIn = 8;

    private readonly byte[] _id = new byte[IdLength];

    public Dice Chance { get; private set; }

    public bool IsMale { get; private set; }

    public DateOnly Born { get; private set; }

    public byte[] CitizenId => _id;

    public byte[] Name { get; private set; } = [];

    public byte[] Ethnicity { get; private set; } = [];

    public DateOnly WorkStart { get; private set; }

    /// <summary>Personal accounts began in 1996.</summary>
    public DateOnly AccountOpened { get; private set; }

    public bool IsMigrant { get; private set; }

    public void Fill(World world, in Member member)
    {
        var role = world.RoleOf(member);
        Chance = world.Of(member.Number);
        IsMale = IsMan(role, Chance);
        Born = BornOf(world, role, member);
        Identity.Write(_id, world.Counties[member.Home].Code, Born, member.Index % Sequences * 2 + (IsMale ? 1 : 0));
        Name = Names.Of(Chance.Roll(Ask.Surname, Names.Surnames), Chance.Roll(Ask.GivenName, Names.Given), IsMale);
        Ethnicity = Names.EthnicityOf(Chance.Roll(Ask.Ethnicity, 100));
        var workYear = Born.Year + 18 + Chance.Roll(Ask.WorkStart, 2);
        WorkStart = new DateOnly(Math.Min(workYear, world.Options.From.Year - 1), 7, 1);
        if (role.Scheme == Scheme.Cadre) { WorkStart = new DateOnly(Math.Min(workYear, 1949), 5, 1); }
        AccountOpened = WorkStart.Year < 1996 ? new DateOnly(1996, 1, 1) : WorkStart;
        IsMigrant = Chance.OneIn(Ask.Migrant, MigrantOneIn);
    }

    public int AgeOn(DateOnly day) =>
        day.Year - Born.Year - (day.Month * 100 + day.Day < Born.Month * 100 + Born.Day ? 1 : 0);

    public static bool IsMan(Role role, Dice chance) =>
        role.Sex switch { "male" => true, "female" => false, _ => chance.Roll(Ask.Sex, 2) == 0 };

    private static DateOnly BornOf(World world, Role role, in Member member)
    {
        var first = world.Options.From.FirstDay;
        // Ages of a planted case are out of the ordinary; where it is not planted the person is an ordinary one.
        var (from, to) = role.Fraud == member.Fraud ? (role.AgeFrom, role.AgeTo) : OrdinaryAges(role);
        var earliest = first.AddYears(-to - 1).AddDays(1).DayNumber;
        var latest = first.AddYears(-from).AddDays(-1).DayNumber;
        var day = earliest + world.Of(member.Number).Roll(Ask.BirthDay, latest - earliest - DayClasses + 2);
        var shift = (member.Index / Sequences - day) % DayClasses;
        return DateOnly.FromDayNumber(day + (shift < 0 ? shift + DayClasses : shift));
    }

    private static (int From, int To) OrdinaryAges(Role role) => (role.Scheme, role.Event) switch
    {
        (Scheme.Dependent, _) => (1, 12),
        (_, LifeEvent.Birth) => (23, 34),
        _ => (role.AgeFrom, role.AgeTo),
    };
}

/// <summary>The digits of a citizen identity number.</summary>
/// <remarks>Basis: GB 11643.</remarks>
internal static class Identity
{
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <param name="sequence">Three digits; odd for men.</param>
    public static void Write(Span<byte> id, Division area, DateOnly born, int sequence)
    {
        for (var index = 0; index < 6; index++) { id[index] = (byte)area.Text[index]; }
        Digits(id.Slice(6, 8), born.Year * 10_000 + born.Month * 100 + born.Day);
        Digits(id.Slice(14, 3), sequence);
        var sum = 0;
        for (var index = 0; index < Weights.Length; index++) { sum += (id[index] - '0') * Weights[index]; }
        id[17] = "10X98765432"u8[sum % 11];
    }

    public static void Digits(Span<byte> target, long number)
    {
        for (var index = target.Length - 1; index >= 0; index--)
        {
            target[index] = (byte)('0' + number % 10);
            number /= 10;
        }
    }
}

namespace SocialFund.Exchange.Synthesis;

/// <summary>
/// The chance of one thing (a person, an employer, a visit): a value for every question, the same whenever and in
/// whatever order it is asked.
/// </summary>
/// <remarks>The finalizer of SplitMix64 over key and question; no state, so scale and order do not matter.</remarks>
internal readonly struct Dice(ulong key)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    public ulong Key => key;

    public static Dice Of(long seed, long number) => new Dice(Mix(unchecked((ulong)seed))).With(number);

    /// <summary>The chance of something that belongs to this thing.</summary>
    public Dice With(long number) => new(Mix(key ^ Spread(unchecked((ulong)number + 1))));

    /// <summary>0 … <paramref name="sides"/> − 1.</summary>
    public int Roll(Ask ask, int sides) =>
        (int)Math.BigMul(Mix(key ^ Spread((ulong)ask + 0x10000)), (ulong)sides, out _);

    public bool OneIn(Ask ask, int sides) => Roll(ask, sides) == 0;

    private static ulong Spread(ulong number) => unchecked(number * Golden);

    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value += Golden;
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }
}

/// <summary>The questions that chance is asked.</summary>
internal enum Ask
{
    Sex = 1,
    BirthDay,
    Surname,
    GivenName,
    Ethnicity,
    WorkStart,
    Wage,
    WageToo,
    Employer,
    EmployerToo,
    EventMonth,
    EventDay,
    EventKind,
    Migrant,
    Bank,
    Grade,
    Amount,
    Adjustment,
    Tier,
    PayMonth,
    Village,
    Outpatient,
    Inpatient,
    Days,
    Institution,
    Diagnosis,
    Share,
    Risk,
    Float,
    Trade,
    Enrollment,
    Start,
    Years,
    Fraud,
    Installment,
}

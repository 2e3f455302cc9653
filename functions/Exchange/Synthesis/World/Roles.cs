using System.Globalization;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Synthesis;

/// <summary>What a person is to the insurances.</summary>
internal enum Scheme
{
    Enterprise = 1,
    Public,
    Flexible,
    Stopped,
    EnterpriseRetiree,
    PublicRetiree,
    Cadre,
    Resident,
    ResidentPensioner,
    Child,
    Unemployed,

    /// <summary>Lives on a dead worker's pension fund (供养亲属).</summary>
    Dependent,

    /// <summary>Lives on the injury fund after a worker's death.</summary>
    InjuryDependent,

    /// <summary>Draws periodic injury benefits (伤残津贴).</summary>
    LongInjury,
}

/// <summary>What happens to a person in the months that are made.</summary>
internal enum LifeEvent
{
    None = 0,
    Dies,
    TransferOut,
    TransferIn,
    Transfer,
    Injury,
    WorkDeath,
    Birth,
    SpouseBirth,
}

/// <summary>Kinds of persons, and how many of a thousand are of it.</summary>
/// <param name="Ordinal">Which of its kind in the thousand.</param>
/// <param name="Fraud">The case that may be planted on it; None for most.</param>
internal sealed record Role(
    Scheme Scheme, LifeEvent Event, string Sex, int AgeFrom, int AgeTo, int Ordinal, Fraud Fraud = default,
    bool HasOwnEmployer = false, bool IsGuest = false, int MonthsMin = 1, string? Rule = null);

/// <summary>A thousand roles; person n has role n (shuffled) of it, so that small worlds have all kinds too.</summary>
internal sealed class RoleBook
{
    public const int Size = 1000;

    private const int Stride = 383;

    private readonly int _offset;

    public RoleBook(long seed)
    {
        _offset = Dice.Of(seed, -1).Roll(Ask.Start, Size);
        var frauds = EmbeddedCsv.Read(typeof(RoleBook).Assembly, "frauds.csv").Select(FraudRole).ToList();
        var plain = EmbeddedCsv.Read(typeof(RoleBook).Assembly, "roles.csv");
        var counted = plain.Where(row => row["perThousand"] != "rest").Sum(row => Int(row["perThousand"]));
        Roles =
        [
            .. frauds,
            .. plain.SelectMany(row => Enumerable
                .Range(0, row["perThousand"] == "rest" ? Size - counted - frauds.Count : Int(row["perThousand"]))
                .Select(ordinal => PlainRole(row, ordinal))),
        ];
    }

    public IReadOnlyList<Role> Roles { get; }

    public int Of(long number) => (int)((number * Stride + _offset) % Size);

    private static Role PlainRole(IReadOnlyDictionary<string, string> row, int ordinal) => new(
        Enum.Parse<Scheme>(row["scheme"]), Enum.Parse<LifeEvent>(row["event"]), row["sex"], Int(row["ageFrom"]),
        Int(row["ageTo"]), ordinal);

    private static Role FraudRole(IReadOnlyDictionary<string, string> row) => PlainRole(row, 0) with
    {
        Fraud = Frauds.Of(row["rule"]),
        HasOwnEmployer = row["ownEmployer"] == "1",
        IsGuest = row["guest"] == "1",
        MonthsMin = Int(row["monthsMin"]),
        Rule = row["rule"],
    };

    private static int Int(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}

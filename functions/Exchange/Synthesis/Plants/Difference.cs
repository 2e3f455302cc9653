using System.Globalization;
using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Synthesis;

/// <summary>A line of differences.csv: what the three sides say of one payer's month, where they do not
/// agree.</summary>
/// <param name="Status">As the three-way match names it.</param>
internal sealed record DifferenceFinding(
    string Status, string Fund, string Division, string Period, long Payer, string Ticket, long? AgencyFen,
    long? TaxFen, long? TreasuryFen);

/// <summary>What each side says; null is nothing.</summary>
internal readonly record struct Sides(long Payer, long? Agency, long? Tax, long? Treasury);

/// <summary>
/// A planted difference between agency, tax office and treasury: every second employer with persons in one month of a
/// county, each with another kind in turn. Only in 企业职工养老, whose tables have both parts of a contribution.
/// </summary>
internal sealed class Difference
{
    private const int Every = 2;
    private const long OtherFen = 1_00;

    /// <summary>Differences are few: only a county's first employers have some.</summary>
    private const int EmployersMax = 300;

    /// <summary>Employers that only the extra tickets know.</summary>
    private const long StrangerOffset = 5_000_000;

    private static readonly string[] Kinds =
    [
        "only-agency", "only-tax", "only-treasury", "amount", "period", "no-treasury", "no-agency", "amount",
    ];

    private static readonly Difference None = new(-1);

    private readonly int _kind;

    private Difference(int kind) => _kind = kind;

    /// <summary>At a month of its own in each county, so that every month has some.</summary>
    public static Difference Of(Scene scene, Fund fund, int employer)
    {
        var options = scene.World.Options;
        var ordinal = scene.County.Range.Ordinal;
        if (options.Treasury != TreasuryFiles.Differing || fund != Fund.EnterprisePension
            || employer >= EmployersMax || ordinal % options.Months != scene.Month)
        {
            return None;
        }
        var totals = scene.EmployersOf(fund);
        var before = totals.Take(employer).Count(total => total.Persons > 0);
        return before % Every == 0 && totals[employer].EmployerPaid > OtherFen
            ? new Difference((before / Every + ordinal) % Kinds.Length)
            : None;
    }

    /// <summary>What the sides say of the employer itself.</summary>
    public Sides Told(Scene scene, long payer, long fen)
    {
        var sides = _kind switch
        {
            0 => new Sides(payer, fen, null, null),
            3 => new Sides(payer, fen, fen, fen - OtherFen),
            5 => new Sides(payer, fen, fen, null),
            7 => new Sides(payer, fen, fen + OtherFen, fen + OtherFen),
            _ => new Sides(payer, fen, fen, fen),
        };
        if (_kind is 0 or 3 or 4 or 5 or 7) { Note(scene, sides); }
        return sides;
    }

    /// <summary>A ticket of an employer that the agency does not know.</summary>
    public Sides? Extra(Scene scene, long payer)
    {
        Sides? sides = _kind switch
        {
            1 => new Sides(payer + StrangerOffset, null, 500_00, null),
            2 => new Sides(payer + StrangerOffset, null, null, 600_00),
            6 => new Sides(payer + StrangerOffset, null, 700_00, 700_00),
            _ => null,
        };
        if (sides is { } told) { Note(scene, told); }
        return sides;
    }

    /// <summary>Where the treasury was told another month than the tax office.</summary>
    public Period TreasuryMonth(Scene scene) => _kind == 4 ? scene.Period.Plus(-1) : scene.Period;

    private void Note(Scene scene, Sides sides) => scene.Differences?.Add(new DifferenceFinding(
        Kinds[_kind], Fund.EnterprisePension.Entry().Id, scene.Division.Text, scene.Period.Text, sides.Payer,
        Encoding.ASCII.GetString(Numbers.Text(scene, Fund.EnterprisePension, 0, sides.Payer % 10_000_000, '3')),
        sides.Agency, sides.Tax, sides.Treasury));

    public static string Line(DifferenceFinding found) => string.Join(
        ',', found.Status, found.Fund, found.Division, found.Period, Text(found.Payer), found.Ticket,
        Text(found.AgencyFen), Text(found.TaxFen), Text(found.TreasuryFen));

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}

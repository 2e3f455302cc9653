using SocialFund.Kernel;

namespace SocialFund.Exchange.Synthesis;

/// <summary>Whether senders are counties or cities.</summary>
public enum SenderLevel
{
    County = 1,
    City,
}

/// <summary>Whether the treasury (国库) sends too.</summary>
public enum TreasuryFiles
{
    /// <summary>It sends nothing.</summary>
    None = 1,

    /// <summary>What it received is what the tax office says.</summary>
    Agreeing,

    /// <summary>With planted differences between agency, tax office and treasury (differences.csv).</summary>
    Differing,
}

/// <summary>How the files are written.</summary>
public enum ExchangeFormat
{
    /// <summary>GB18030, | between cells, as 6.3 of the tender has it.</summary>
    Text = 1,

    /// <summary>UTF-8, commas.</summary>
    Csv,

    /// <summary>UTF-8, an element a row, an element a field.</summary>
    Xml,
}

/// <summary>What to make: the same request gives the same bytes.</summary>
/// <param name="Errors">Kinds of quality errors to plant; empty for none, null for all.</param>
/// <param name="Frauds">Supervision rules to plant cases of; empty for none, null for all.</param>
/// <param name="RatePerMillion">Share of rows with errors, and of persons with a case of each rule, beyond one of
/// each.</param>
/// <param name="Tables">Table ids; empty for all.</param>
/// <param name="Divisions">Provinces, cities or counties; empty for 青海省.</param>
public sealed record Options(
    long Seed, long Persons, int Months, Period From, IReadOnlySet<string>? Errors, IReadOnlySet<string>? Frauds,
    int RatePerMillion, IReadOnlySet<string> Tables, IReadOnlyList<Division> Divisions, SenderLevel Level,
    int Workers = 1, TreasuryFiles Treasury = TreasuryFiles.None, ExchangeFormat Format = ExchangeFormat.Text)
{
    public const long PersonsMax = 6_000_000;
    public const int MonthsMax = 60;

    public bool Plants(string fraud) => Frauds is null || Frauds.Contains(fraud);

    /// <summary>In XML cells have names: a row cannot have one too few or too many.</summary>
    public bool PlantsError(string kind) =>
        (Format != ExchangeFormat.Xml || kind != "cell-count") && (Errors is null || Errors.Contains(kind));
}

/// <summary>What was made.</summary>
public sealed record Made(long Rows, int Files, long Bytes, int Errors, int Frauds);

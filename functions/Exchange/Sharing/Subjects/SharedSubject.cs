using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Sharing;

public enum SharedType
{
    Text = 1,
    Integer,

    /// <summary>Whole fen in JSON and Parquet, yuan in CSV.</summary>
    Money,

    /// <summary>YYYYMM.</summary>
    Period,
}

/// <summary>A column of a subject.</summary>
/// <param name="Name">As JSON carries it.</param>
/// <param name="Title">Chinese: the heading of the CSV, without the unit.</param>
/// <param name="Sensitive">Handed over only where a grant names it; never published as a file.</param>
public sealed record SharedColumn(string Name, string Title, SharedType Type, bool Sensitive = false)
{
    /// <summary>The CSV's heading.</summary>
    public string Heading => Type == SharedType.Money ? $"{Title}（元）" : Title;

    /// <summary>The Parquet column: snake case, amounts in <c>_fen</c>.</summary>
    public string ParquetName =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(Name) + (Type == SharedType.Money ? "_fen" : "");
}

/// <summary>What of the time a subject can be asked for.</summary>
public enum Granularity
{
    /// <summary>As it stands now.</summary>
    None = 1,
    Year,
    Month,
}

/// <summary>Accounts that a subject is filled from.</summary>
/// <param name="Prefix">Of the codes.</param>
/// <param name="Side"><c>normal</c>: what the account moved net; <c>credit</c>: only what came in.</param>
public sealed record SharedAccounts(string Prefix, string Side);

/// <summary>One of the eight named contents (R-6.5-01). Data: Data/*.json.</summary>
/// <param name="Description">Chinese, for partners: what the rows are, and what the system does not have.</param>
/// <param name="FilledFrom">Chinese: where the rows come from.</param>
/// <param name="Accounts">For subjects filled from what accounts moved by month.</param>
/// <param name="AccountClass">For subjects filled from a year's income or expenditure.</param>
public sealed record SharedSubject(
    int Order, string Id, string Name, Granularity Granularity, string Description, string FilledFrom,
    IReadOnlyList<SharedColumn> Columns, IReadOnlyList<SharedAccounts>? Accounts = null, string? AccountClass = null)
{
    public SharedColumn? Column(string name) => Columns.FirstOrDefault(column => column.Name == name);

    /// <summary>What a grant without a list of fields hands over.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> OpenFields =>
        [.. Columns.Where(column => !column.Sensitive).Select(column => column.Name)];
}

/// <summary>The subjects that ship with the system, in the order of the requirement.</summary>
public static class SharedSubjects
{
    public static IReadOnlyList<SharedSubject> All { get; } = Load();

    public static SharedSubject? Find(string id) => All.FirstOrDefault(subject => subject.Id == id);

    private static IReadOnlyList<SharedSubject> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.Contains(".Sharing.Data.", StringComparison.Ordinal))
                .Select(name => Json.Read<SharedSubject>(EmbeddedText.Read(assembly, name)))
                .OrderBy(subject => subject.Order),
        ];
    }
}

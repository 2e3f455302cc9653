using System.Text;
using SocialFund.Analytics;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Reconciliation;

/// <summary>A person or an employer of the index.</summary>
/// <param name="Key">Leads to <see cref="ViewSubject"/>: of an employer the organisation code or its number; of a
/// person
/// nothing that tells the id number.</param>
/// <param name="Number">The id number masked, or the credit code.</param>
public sealed record SubjectHit(
    string Of, string Key, string Name, string? Number, IReadOnlyList<string> Numbers, IReadOnlyList<string> Funds,
    IReadOnlyList<string> Regions, string FirstPeriod, string LastPeriod, long Rows);

/// <summary>A stretch of time in which a subject was seen in one table, region and employer under one name and
/// number.</summary>
/// <param name="Table">The catalogue's id; empty for employers.</param>
public sealed record SubjectTrace(
    string Name, string Fund, string Table, string Region, string Number, string? EmployerNo, string FirstPeriod,
    string LastPeriod, long Rows, SourceRef? Source);

public sealed record SubjectHits(IReadOnlyList<SubjectHit> Hits, bool IsCut);

/// <summary>
/// Finds persons and employers of the index by whole id number (15 or 18 characters), personal number or name; by
/// credit
/// code, organisation code, employer number or name. A POST, so that no id number stands in an address.
/// </summary>
/// <param name="Of">person or employer.</param>
public sealed record FindSubjects(string Of, string Text, Division? Division = null) : IScoped
{
    private const int HitsMax = 50;

    private static readonly SqlFile PersonsSql = SqlFile.Beside<Question>("find_persons");
    private static readonly SqlFile EmployersSql = SqlFile.Beside<Question>("find_employers");

    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.IntakeView, Division, null);

    internal static Endpoint Endpoint(AnswerBook book) => Kernel.Endpoint.Of<FindSubjects, SubjectHits>(
        HttpMethod.Post, "reconciliation/registry/search", Permission.IntakeView, "查找主索引",
        async (request, call) => request.Text.Trim().Length < 2
            ? new InvalidValue("查找内容", "请填写完整的证件号码、编号或名称。")
            : await book.Read<SubjectHits>(
                Questions.Registry, request.Division, null, call, answer => request.Read(answer, call)));

    private SubjectHits Read(OpenAnswer answer, Call call)
    {
        var (text, isPerson) = (Text.Trim(), Of == "person");
        var hits = answer.Connection.List(
            isPerson ? PersonsSql : EmployersSql, row => new SubjectHit(
                isPerson ? "person" : "employer", row.Text(0), row.TextOrNull(1) ?? "",
                row.TextOrNull(2) is { } number ? isPerson ? CitizenId.Mask(number) : number : null,
                AnswerReader.Items(row.TextOrNull(3)), AnswerReader.Items(row.TextOrNull(4)),
                AnswerReader.Items(row.TextOrNull(5)), AnswerReader.MonthText(row, 6)!,
                AnswerReader.MonthText(row, 7)!, row.Int64(8)),
            [
                .. answer.Where, ("text", text.ToUpperInvariant()), ("limit", HitsMax + 1),
                // Fifteen digits may be an old id number as well as somebody's personal number.
                .. isPerson ? new (string, DuckValue)[] { ("id", WholeId(text)) } : [],
            ],
            call.Stopping);
        return new SubjectHits([.. hits.Take(HitsMax)], hits.Count > HitsMax);
    }

    /// <summary>An id number of 15 digits as the index has it: born in the last century, with its check
    /// character (GB 11643).</summary>
    internal static string WholeId(string text)
    {
        if (text.Length != 15 || !text.All(char.IsAsciiDigit)) { return text.ToUpperInvariant(); }
        var digits = $"{text[..6]}19{text[6..]}";
        return digits + (char)CitizenId.CheckOf(Encoding.ASCII.GetBytes(digits));
    }
}

/// <summary>Where and when a person or an employer was seen, over all funds and regions that the caller may
/// see.</summary>
public sealed record ViewSubject(string Of, string Key, Division? Division = null) : IScoped
{
    private static readonly SqlFile PersonSql = SqlFile.Beside<Question>("person_timeline");
    private static readonly SqlFile EmployerSql = SqlFile.Beside<Question>("employer_timeline");

    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.IntakeView, Division, null);

    internal static Endpoint Endpoint(AnswerBook book) => Kernel.Endpoint.Of<ViewSubject, IReadOnlyList<SubjectTrace>>(
        HttpMethod.Get, "reconciliation/registry/{of}/{key}", Permission.IntakeView, "主索引时间线",
        (request, call) => book.Read(
            Questions.Registry, request.Division, null, call, answer => request.Read(answer, call)));

    private Result<IReadOnlyList<SubjectTrace>> Read(OpenAnswer answer, Call call)
    {
        var traces = answer.Connection.List(
            Of == "person" ? PersonSql : EmployerSql, row => new SubjectTrace(
                row.TextOrNull(0) ?? "", row.Text(1), row.Text(2), row.Text(3), row.TextOrNull(4) ?? "",
                row.TextOrNull(5), AnswerReader.MonthText(row, 6)!, AnswerReader.MonthText(row, 7)!, row.Int64(8),
                SourceRef.Of(row, 9)),
            [.. answer.Where, ("key", Key)], call.Stopping);
        return traces.Count == 0 ? new NotFound("主索引", Key) : Result.Of<IReadOnlyList<SubjectTrace>>(traces);
    }
}

using SocialFund.Analytics;

namespace SocialFund.Exchange.Reconciliation;

/// <summary>Something that is asked of the detail lake as a whole: statements that run in order over views, and the
/// tables of theirs that are kept as the answer.</summary>
/// <param name="Name">Stable; names the answer's files and document.</param>
/// <param name="Title">What people read.</param>
/// <param name="Views">From <c>views.json</c>.</param>
/// <param name="Statements">SQL; they leave temporary tables of the results' names.</param>
public sealed record Question(
    string Name, string Title, IReadOnlyList<string> Views, IReadOnlyList<string> Statements,
    IReadOnlyList<string> Results)
{
    /// <summary>Statements kept as files in the folder Sql of this module.</summary>
    public static IReadOnlyList<string> Files(params IReadOnlyList<string> names) =>
        [.. names.Select(name => SqlFile.Beside<Question>(name).Text)];
}

/// <summary>A result of a question, one Parquet file.</summary>
/// <param name="Sm3">Of the file.</param>
public sealed record AnswerFile(string Result, string Blob, long Rows, long Bytes, string Sm3);

/// <summary>What a question was answered last.</summary>
/// <param name="AskedAt">What was loaded later is not in it.</param>
/// <param name="Former">Files of the answer before, still there for who is reading them.</param>
public sealed record Answer(
    string Question, string Title, string Version, DateTimeOffset AskedAt, long TookMs,
    IReadOnlyList<AnswerFile> Files, IReadOnlyList<string> Former)
{
    public const string Type = "answer";

    public AnswerFile File(string result) => Files.First(file => file.Result == result);
}

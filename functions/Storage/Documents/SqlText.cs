using SocialFund.Kernel;

namespace SocialFund.Storage;

/// <summary>The statements of Sql/*.sql, and the few words that are no statements of ours.</summary>
internal static class SqlText
{
    public const string Begin = "begin immediate";
    public const string Commit = "commit";
    public const string Rollback = "rollback";
    public const string Savepoint = "savepoint one";
    public const string Release = "release one";
    public const string RollbackToSavepoint = "rollback to one";

    public static readonly string Read = Of("read.sql");
    public static readonly string Create = Of("create.sql");
    public static readonly string Replace = Of("replace.sql");
    public static readonly string Put = Of("put.sql");
    public static readonly string Delete = Of("delete.sql");
    public static readonly string Newest = Of("newest.sql");
    public static readonly string Changes = Of("changes.sql");
    public static readonly string ChangesOfType = Of("changes-of-type.sql");
    public static readonly string ReadSequence = Of("read-sequence.sql");
    public static readonly string ListFieldIndexes = Of("list-field-indexes.sql");
    public static readonly string MoveSequence = Of("move-sequence.sql");

    /// <summary>In the order in which they run.</summary>
    public static readonly IReadOnlyList<string> Schema =
    [
        Of("create-documents.sql"), Of("create-documents-by-type.sql"), Of("create-documents-by-feed.sql"),
        Of("create-documents-by-seq.sql"), Of("create-sequence.sql"), Of("start-sequence.sql"),
    ];

    private static string Of(string file) => EmbeddedText.Read(typeof(SqlText).Assembly, "Sql." + file);
}

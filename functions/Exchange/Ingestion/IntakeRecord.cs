using System.Security.Cryptography;
using System.Text;
using SocialFund.Funds.Expenditure;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion;

/// <summary>How far a received file has come.</summary>
public enum IntakeState
{
    /// <summary>接收中: kept in the archive, being checked.</summary>
    Checking = 1,

    /// <summary>已接收: every row became part of a request.</summary>
    Accepted,

    /// <summary>部分接收: some rows were returned.</summary>
    PartlyAccepted,

    /// <summary>全部退回: no row passed.</summary>
    Returned,

    /// <summary>已拒收: the file as a whole was refused.</summary>
    Refused,
}

/// <summary>Rows and their money; accepted + returned = received, always.</summary>
public sealed record Tally(long Rows, Money Amount)
{
    public static readonly Tally None = new(0, Money.Zero);

    public static Tally operator +(Tally left, Tally right) => new(left.Rows + right.Rows, left.Amount + right.Amount);
    public static Tally operator -(Tally left, Tally right) => new(left.Rows - right.Rows, left.Amount - right.Amount);
}

/// <summary>How many rows were returned for one reason.</summary>
public sealed record FaultCount(string Fault, int Rows, int FirstLine);

/// <summary>One stage passed, for the screen's line of stages.</summary>
public sealed record IntakeStage(string Name, DateTimeOffset At, string? Note = null);

/// <summary>A received file (接收批次): one a content, however often it is dropped.</summary>
/// <param name="Id">The first 32 hex digits of the file's SM3.</param>
/// <param name="Repeats">How often the same content came again.</param>
/// <param name="AgencyName">As registered when the file came; null for a folder of no registered sender.</param>
/// <param name="IsSignatureVerified">A signature of a sender without a registered key cannot be.</param>
/// <param name="ReturnFile">The blob with the returned rows.</param>
public sealed record IntakeRecord(
    string Id, string FileName, string Agency, Division Division, string Sm3, long Size, DateTimeOffset ReceivedAt,
    IntakeState State, IReadOnlyList<IntakeStage> Stages, int Repeats = 0, Manifest? Manifest = null,
    string? KindName = null, RequestId? Request = null, Tally? Received = null, Tally? Accepted = null,
    Tally? Returned = null, IReadOnlyList<FaultCount>? Faults = null, string? ProblemCode = null,
    string? ProblemText = null, string? ReturnFile = null, string? Receipt = null,
    string? AgencyName = null, bool IsSignatureVerified = false)
{
    public const string DocumentId = "intake";

    public Scope Scope => new(Division, Manifest?.Fund);

    public string ArchiveBlob => $"archive/intake/{Sm3}.zip";

    public bool IsFinished => State != IntakeState.Checking;
}

/// <summary>Which file was last seen under a name of the inbox.</summary>
/// <param name="Record">Its record's id.</param>
internal sealed record Lying(string Record)
{
    public const string DocumentId = "lying";

    /// <summary>Names may hold what ids may not.</summary>
    public static string Partition(string inboxBlob) =>
        $"inbox-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(inboxBlob)))}";
}

/// <summary>Rows read so far, written now and then while a file is checked.</summary>
public sealed record IntakeProgress(string Stage, long RowsDone, long RowsTotal);

/// <summary>The row that screens list.</summary>
public sealed record IntakeRow(
    string Id, string FileName, string Agency, Division Division, Fund? Fund, string? Kind, string? KindName,
    Period? Period,
    IntakeState State, DateTimeOffset ReceivedAt, Tally? Received, Tally? Accepted, Tally? Returned, RequestId? Request,
    string? ProblemText, int Repeats, string? AgencyName = null);

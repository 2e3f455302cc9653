using SocialFund.Kernel;

namespace SocialFund.Exchange.Governance;

/// <summary>How far a batch of detail data has come.</summary>
public enum DetailState
{
    /// <summary>处理中.</summary>
    Checking = 1,

    /// <summary>已入库: every row is in the lake, or was there before.</summary>
    Loaded,

    /// <summary>部分入库: some rows were returned.</summary>
    PartlyLoaded,

    /// <summary>全部退回.</summary>
    Returned,

    /// <summary>已拒收: the file as a whole.</summary>
    Refused,

    /// <summary>等待其余部分: checked, and does not count before the batch's other parts are there.</summary>
    Waiting,
}

/// <summary>A stage of 数据治理 with what came out of it.</summary>
/// <param name="Name">整理 验证 清洗 转化 加载 校验, or 拒收.</param>
/// <param name="Count">Rows, except 转化: cells.</param>
public sealed record DetailStage(
    string Name, DateTimeOffset At, long? Count = null, long? Fen = null, string? Note = null);

/// <summary>What became of one table of a batch.</summary>
/// <param name="File">In the lake; null when no row was taken.</param>
public sealed record DetailTableResult(string Table, string Name, TableTally Tally, LakePart? File)
{
    public static string DocumentId(string table) => $"table-{table.Replace('/', '~')}";
}

/// <summary>One line of a batch's tables, without the counts by region and field.</summary>
public sealed record DetailTableLine(
    string Table, string Name, RowsAndFen Received, RowsAndFen Accepted, RowsAndFen Returned, RowsAndFen Duplicate,
    long Noted, long Standardized);

/// <summary>The version of a mapping that a file of a batch came through.</summary>
/// <param name="Mapping">Its id.</param>
public sealed record MappingUse(string File, string Mapping, string Name, int Version);

/// <summary>A received batch of detail data (明细批次): one a content, however often it is dropped.</summary>
/// <param name="Id">The first 32 hex digits of the file's SM3.</param>
/// <param name="Number">The sender's own number.</param>
/// <param name="Replaces">The sender's number of the batch whose rows these take the place of.</param>
/// <param name="Mappings">The versions of mappings that its files came through; null when they needed none.</param>
/// <param name="Part">Of a batch that comes in several packages; null for one that comes whole.</param>
/// <param name="Repeats">How often the same content came again.</param>
public sealed record DetailBatch(
    string Id, string FileName, string Sender, string? SenderName, Division Division, string Sm3, long Size,
    DateTimeOffset ReceivedAt, DetailState State, IReadOnlyList<DetailStage> Stages,
    IReadOnlyList<DetailTableLine> Tables, int Repeats = 0, Period? Period = null, string? Number = null,
    string? Replaces = null, RowsAndFen? Received = null, RowsAndFen? Accepted = null, RowsAndFen? Returned = null,
    RowsAndFen? Duplicate = null, string? ProblemCode = null, string? ProblemText = null, string? ReturnFile = null,
    string? Receipt = null, IReadOnlyList<MappingUse>? Mappings = null, BatchPart? Part = null)
{
    public const string DocumentId = "detail";

    public Scope Scope => new(Division);

    public bool IsFinished => State != DetailState.Checking;

    /// <summary>What a checked batch is once its rows count.</summary>
    public DetailState Outcome() =>
        Returned!.Rows == 0 ? DetailState.Loaded
        : Accepted!.Rows + Duplicate!.Rows == 0 ? DetailState.Returned
        : DetailState.PartlyLoaded;

    /// <summary>As received.</summary>
    public string ArchiveBlob => $"archive/detail/{Sm3}{System.IO.Path.GetExtension(FileName).ToLowerInvariant()}";
}

/// <summary>The row that screens list.</summary>
public sealed record DetailBatchRow(
    string Id, string FileName, string Sender, string? SenderName, Division Division, DateTimeOffset ReceivedAt,
    DetailState State, Period? Period, string? Number, int TableCount, RowsAndFen? Received, RowsAndFen? Accepted,
    RowsAndFen? Returned, RowsAndFen? Duplicate, string? ProblemText, int Repeats, BatchPart? Part = null)
{
    public static DetailBatchRow Of(DetailBatch batch) => new(
        batch.Id, batch.FileName, batch.Sender, batch.SenderName, batch.Division, batch.ReceivedAt, batch.State,
        batch.Period, batch.Number, batch.Tables.Count, batch.Received, batch.Accepted, batch.Returned, batch.Duplicate,
        batch.ProblemText, batch.Repeats, batch.Part);
}

/// <summary>Rows read so far, written now and then while a file is checked.</summary>
public sealed record DetailProgress(string Stage, long RowsDone, DateTimeOffset At);

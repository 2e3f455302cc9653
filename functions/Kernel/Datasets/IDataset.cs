namespace SocialFund.Kernel;

public enum DatasetType
{
    Text = 1,

    /// <summary>A whole number; money in fen.</summary>
    Whole,
    Date,
}

/// <summary>A column of a dataset. Names of amounts end in <c>_fen</c>.</summary>
public sealed record DatasetColumn(string Name, DatasetType Type)
{
    public static DatasetColumn Text(string name) => new(name, DatasetType.Text);
    public static DatasetColumn Whole(string name) => new(name, DatasetType.Whole);
    public static DatasetColumn Date(string name) => new(name, DatasetType.Date);
}

/// <summary>A row for analysis, with the partition of the lake that it lies in.</summary>
/// <param name="Values">One a column, in their order: string, long or DateOnly; null where there is none.</param>
public sealed record DatasetRow(Period Period, Division Division, IReadOnlyList<object?> Values);

/// <summary>
/// What a module gives to analysis: rows made of its documents. The lake adds to each row the document that it comes
/// from and its number there, so that every figure leads back.
/// </summary>
public interface IDataset
{
    /// <summary>The group in the lake: lower case, letters and underscores.</summary>
    string Group { get; }

    /// <summary>The table in the lake: lower case, letters and underscores.</summary>
    string Name { get; }

    /// <summary>What administrators read.</summary>
    string Title { get; }

    string Container { get; }

    /// <summary>The type of the documents that rows are made of.</summary>
    string DocumentType { get; }

    /// <summary>Without document, line, period and division, which every row has.</summary>
    IReadOnlyList<DatasetColumn> Columns { get; }

    /// <summary>The rows of a document: at least one, always in the same partition.</summary>
    Task<IReadOnlyList<DatasetRow>> Rows(Document document, CancellationToken stopping);
}

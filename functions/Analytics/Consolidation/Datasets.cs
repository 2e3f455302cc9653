using SocialFund.Kernel;

namespace SocialFund.Analytics.Consolidation;

/// <summary>A dataset as a table of the lake.</summary>
internal sealed class LakeDataset(IDataset dataset)
{
    /// <summary>Where a row comes from: container partition and document id, and the row's number there.</summary>
    private static readonly DuckColumn[] Origin = [new("document", DuckType.Varchar), new("line", DuckType.BigInt)];

    private static readonly DuckColumn[] Partition =
        [new("period", DuckType.Integer), new("division", DuckType.Varchar)];

    public IDataset Source => dataset;

    public LakeTable Table { get; } = new(
        dataset.Group, dataset.Name,
        [.. Origin, .. dataset.Columns.Select(column => new DuckColumn(column.Name, TypeOf(column.Type)))]);

    public string Key => $"{dataset.Group}/{dataset.Name}";

    /// <summary>An empty table for what the change feed brings.</summary>
    public void CreateGathered(DuckConnection connection)
    {
        DuckColumn[] columns = [.. Table.Columns, .. Partition, new DuckColumn("seq", DuckType.BigInt)];
        var declared = columns.Select(column => $"{SqlText.Name(column.Name)} {column.Type.Sql}");
        connection.Execute($"create or replace temporary table gathered ({string.Join(", ", declared)})");
    }

    public static void Append(DuckAppender rows, Document document, IReadOnlyList<DatasetRow> made, long seq)
    {
        for (var line = 0; line < made.Count; line++)
        {
            rows.Append($"{document.Partition}/{document.Id}").Append(line + 1L);
            foreach (var value in made[line].Values) { Append(rows, value); }
            rows.Append((long)made[line].Period.Number).Append(made[line].Division.Text).Append(seq);
            rows.EndRow();
        }
    }

    private static void Append(DuckAppender rows, object? value) => _ = value switch
    {
        null => rows.AppendNull(),
        long number => rows.Append(number),
        DateOnly date => rows.Append(date),
        string text => rows.Append(text),
        _ => throw new ArgumentException($"A dataset's value cannot be a {value.GetType().Name}.", nameof(value)),
    };

    private static DuckType TypeOf(DatasetType type) => type switch
    {
        DatasetType.Text => DuckType.Varchar,
        DatasetType.Whole => DuckType.BigInt,
        DatasetType.Date => DuckType.Date,
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}

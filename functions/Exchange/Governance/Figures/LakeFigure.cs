using SocialFund.Analytics;
using SocialFund.Exchange.Catalog;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Governance;

/// <summary>What a figure of the lake counts: rows of a table and the sum of one of its amounts.</summary>
/// <param name="Field">An amount; null where only rows are counted.</param>
/// <param name="Region">Rows of this region and those below it.</param>
/// <param name="Sender">Rows that this agency sent only: its people see no other's.</param>
/// <param name="Person">Rows of this citizen id only.</param>
internal sealed record FigureOf(
    CatalogTable Table, CatalogField? Field, Period From, Period To, Division Region, string? Sender, string? Batch,
    CitizenId? Person)
{
    /// <returns>The figure, or what of the question names nothing.</returns>
    public static Result<FigureOf> Read(
        Catalogue catalogue, Actor actor, string tableId, string? fieldId, string from, string? to,
        Division? division, string? batch = null, string? person = null)
    {
        if (catalogue.Find(tableId.Replace('~', '/')) is not { } table) { return new NotFound("数据表", tableId); }
        var field = (fieldId ?? table.Total) is { } id ? table.Find(id) : null;
        if (fieldId is not null && field is not { Type: FieldKind.Money }) { return new NotAFigure(fieldId); }
        if (!Period.TryParse(from, out var first) || !Period.TryParse(to ?? from, out var last) || last < first)
        {
            return new SpanWrong($"{from}—{to}");
        }
        var figure = new FigureOf(
            table, field, first, last, division ?? actor.Division, actor.Agency, batch, null);
        if (person is null) { return figure; }
        return CitizenId.TryParse(person, out var citizen) && table.Fields.Any(each => each.Type == FieldKind.CitizenId)
            ? figure with { Person = citizen }
            : new NotAPerson();
    }

    /// <summary>SQL of the amount.</summary>
    public string Fen => Field is null ? "0::bigint" : $"coalesce({Field.Column}, 0)";

    /// <summary>Which of the table's rows count, in a view of the lake.</summary>
    private string RowsCondition =>
        $"period between {From.Number} and {To.Number} and starts_with({BatchSums.Region(Table)}, '{Region.Stem}')"
        + (Person is null ? ""
            : $" and {Table.Fields.First(each => each.Type == FieldKind.CitizenId).Column} = '{Person.Value.Text}'");

    /// <summary>Creates view <c>sums</c>: source_batch, row_count, fen, period and division of the figure's
    /// rows.</summary>
    public async Task Sum(DuckConnection connection, DetailLake lake, CancellationToken stopping)
    {
        if (Person is null) { connection.Create(await lake.Sums("parts", Question(null), stopping)); }
        else
        {
            // Found once, for the sums and for the lines: finding them is what costs.
            connection.Create(await lake.View("everybody", Question(null), stopping));
            connection.Execute(
                $"create or replace temporary table few as select * from everybody where {RowsCondition}",
                cancellation: stopping);
            connection.Create(new DuckView("parts", BatchSums.Of(Table, "few")));
        }
        connection.Create(new DuckView(
            "sums",
            $"select source_batch, row_count, {Fen} as fen, period, division from parts"
            + $" where period between {From.Number} and {To.Number} and starts_with(division, '{Region.Stem}')"));
    }

    /// <summary>After <see cref="Sum"/>: creates view <c>rows</c> of the figure's rows in these batches.</summary>
    public async Task List(
        DuckConnection connection, DetailLake lake, IReadOnlySet<string> batches, CancellationToken stopping)
    {
        if (Person is not null)
        {
            connection.Create(new DuckView("rows", $"select * from few where {DetailLake.OneOf(batches)}"));
            return;
        }
        var rows = await lake.View("rows", Question(batches), stopping);
        connection.Create(rows with { Select = $"select * from ({rows.Select}) where {RowsCondition}" });
    }

    /// <summary>What is asked of the lake: of all batches that can have such rows, or of some.</summary>
    private LakeQuestion Question(IReadOnlySet<string>? batches) => new(
        Table, From, To,
        (_, part) => (Batch is null || part.Batch == Batch) && (Sender is null || part.Sender == Sender)
            && batches?.Contains(part.Batch) != false
            && (part.Division.Contains(Region) || Region.Contains(part.Division)),
        Person is not null);
}

using System.Text;
using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Governance;
using SocialFund.Kernel;

namespace SocialFund.Tests.Exchange.Ingestion.Detail;

/// <summary>Every source of the governance scope comes in (R-GOV-05).</summary>
public sealed class ScopeSourceTests : IDisposable
{
    private readonly DetailWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Sources_AreThe41OfTheScope()
    {
        var sources = Catalogue.Shipped.Sources;

        Assert.Equal(41, sources.Count);
        Assert.Distinct(sources.Select(source => source.Name));
        Assert.All(sources, source => Assert.Equal("人社", source.Department));
        Assert.Equal(
            ("机关事业养老单位缴费明细", "生育保险个人待遇支出明细"), (sources[0].Name, sources[^1].Name));
        // By insurance: the annuity is among the public sector's, 城镇居民 and 新农合 among the residents'.
        Assert.Equal(
            [9, 4, 3, 5, 13, 2, 3, 2],
            ((string[])["public-sector", "enterprise", "resident-pension", "employee-medical", "resident-medical",
                "work-injury", "unemployment", "maternity"])
                .Select(part => sources.Count(source =>
                    source.Tables[0].StartsWith(part, StringComparison.Ordinal))));
        Assert.Equal(
            ["maternity/maternity-benefits", "maternity/male-employee-benefits"], sources[^1].Tables);
    }

    public static TheoryData<string, string> Every
    {
        get
        {
            var every = new TheoryData<string, string>();
            foreach (var source in Catalogue.Shipped.Sources)
            {
                foreach (var table in source.Tables) { every.Add(source.Name, table); }
            }
            return every;
        }
    }

    /// <summary>A file named as the scope names the source, with a row of the fields that the table requires.</summary>
    [Theory]
    [MemberData(nameof(Every))]
    public async Task Source_DroppedUnderItsOwnName_ComesIntoTheLake(string name, string id)
    {
        var table = Catalogue.Shipped.Find(id)!;
        var fields = table.Fields.Where(field => field.Required).ToList();
        var text = $"{string.Join('|', fields.Select(field => field.Name))}\r\n"
            + $"{string.Join('|', fields.Select(Cell))}\r\n";
        // A source that two tables take is told by the table's id.
        var named = Catalogue.Shipped.OfSource(name) is null ? id.Replace('/', '.') : name;

        var batch = await _world.Drop(Encoding.UTF8.GetBytes(text), $"{named}_201612_630102.txt");

        Assert.Equal((DetailState.Loaded, null), (batch.State, batch.ProblemText));
        Assert.Equal((id, 1L), (batch.Tables.Single().Table, batch.Accepted!.Rows));
        Assert.Equal(["1"], await _world.Ask("count(*) over ()", table));
    }

    private static string Cell(CatalogField field) => field.Type switch
    {
        FieldKind.Division => "630102",
        FieldKind.Month => "201612",
        FieldKind.Date or FieldKind.Timestamp => "20161201",
        FieldKind.CitizenId => DetailWorld.IdOf(1),
        FieldKind.Organization => "91350100M000100Y43",
        FieldKind.Money => "1.00",
        FieldKind.Count => "1",
        FieldKind.Rate => "0.08",
        FieldKind.Code => Catalogue.Shipped.List(field.List!).On(Period.Of(2016, 12)).Keys.First(),
        _ => "82100000000000001",
    };
}

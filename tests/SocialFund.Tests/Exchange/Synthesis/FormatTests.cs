using System.Text;
using SocialFund.Command;
using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Governance;
using SocialFund.Exchange.Ingestion.Detail;
using SocialFund.Exchange.Synthesis;
using SocialFund.Kernel;
using SocialFund.Storage;
using SocialFund.Tests.Exchange.Ingestion.Detail;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Exchange.Synthesis;

/// <summary>The same province in every format: the intake makes the same of it.</summary>
public sealed class FormatTests
{
    [Theory]
    [InlineData(ExchangeFormat.Csv)]
    [InlineData(ExchangeFormat.Xml)]
    public async Task Package_InEveryFormat_PutsTheSameRowsIntoTheLake(ExchangeFormat format)
    {
        using var usual = new DetailWorld();
        using var other = new DetailWorld();
        var first = await Drop(usual, Request(ExchangeFormat.Text));
        var second = await Drop(other, Request(format));

        Assert.Equal((DetailState.Loaded, DetailState.Loaded), (first.State, second.State));
        Assert.True(first.Accepted!.Rows > 5_000, $"{first.Accepted}");
        Assert.Equal(first.Accepted, second.Accepted);
        foreach (var table in first.Tables.Select(line => Catalogue.Shipped.Find(line.Table)!))
        {
            var cells = string.Join(", ", table.Fields.Select(field => $"coalesce({field.Column}::varchar, '∅')"));
            var rows = await usual.Ask($"concat_ws('|', source_line, {cells})", table);
            Assert.NotEmpty(rows);
            Assert.Equal(rows, await other.Ask($"concat_ws('|', source_line, {cells})", table));
        }
    }

    [Theory]
    [InlineData(ExchangeFormat.Text, ".txt")]
    [InlineData(ExchangeFormat.Csv, ".csv")]
    [InlineData(ExchangeFormat.Xml, ".xml")]
    public async Task PlantedErrors_InEveryFormat_AreAllFound(ExchangeFormat format, string ending)
    {
        using var world = new DetailWorld();
        using var folder = new TempFolder();
        var batch = await Drop(world, Request(format) with { Errors = null }, folder);
        var truth = GeneratedFiles.Csv(folder.Of("truth.csv")).Where(row => row["sender"] == DetailWorld.Sender)
            .ToList();

        Assert.All(truth, row => Assert.EndsWith(ending, row["file"], StringComparison.Ordinal));
        Assert.Equal(truth.Count(row => row["expected"] == "returned"), batch.Returned!.Rows);
        Assert.Equal(truth.Count(row => row["expected"] == "duplicate"), batch.Duplicate!.Rows);
        Assert.Equal(
            truth.Count(row => row["expected"] == "standardised"), batch.Tables.Sum(table => table.Standardized));
        // In XML a row cannot have a cell too many.
        Assert.Equal(format != ExchangeFormat.Xml, truth.Any(row => row["kind"] == "cell-count"));
    }

    [Fact]
    public void EmptyElement_InTheFirstRows_IsACellWithItsHeading()
    {
        using var lines = new MemoryStream();
        FileForms.WriteXmlLines(
            () => new MemoryStream("<rows><row><a>1</a><b/></row><row><a>2</a><b>3</b></row></rows>"u8.ToArray()),
            lines);

        Assert.Equal("a\tb\n1\t\n2\t3\n", Encoding.UTF8.GetString(lines.ToArray()));
    }

    [Fact]
    public async Task Command_WithAnUnknownFormat_IsRefusedInWords()
    {
        using var errors = new StringWriter();
        var code = await GenerateCommand.Run(
            ["generate", "--seed", "1", "--persons", "1000", "--months", "1", "--format", "pdf", "--out", "nowhere"],
            TextWriter.Null, errors);

        Assert.Equal(2, code);
        Assert.Contains("--format 须为 gb18030-txt、utf8-csv 或 xml。", errors.ToString(), StringComparison.Ordinal);
    }

    private static Options Request(ExchangeFormat format) => GeneratedFiles.Request(3_000, months: 1) with
    {
        Divisions = [Division.Of("630102")],
        Format = format,
    };

    private static async Task<DetailBatch> Drop(DetailWorld world, Options options, TempFolder? into = null)
    {
        using var folder = new TempFolder();
        var path = (into ?? folder).Path;
        Generator.Make(options, path, new NationalCrypto());
        var name = $"{DetailWorld.Sender}_202601_01.zip";
        return await world.Drop(
            await File.ReadAllBytesAsync(Path.Combine(path, "inbox", DetailWorld.Sender, name)), name);
    }
}

using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Synthesis;

/// <summary>One sender's ZIP of one month.</summary>
internal sealed class Package(
    World world, ErrorPlan plan, Area area, Sender sender, int month, INationalCrypto crypto, AreaResult result)
{
    private const long Million = 1_000_000;

    /// <summary>Serial numbers that errors of one table may use.</summary>
    private const int SerialsATable = 150;

    private readonly string _batch = $"{world.Months[month].Year:0000}{world.Months[month].Month:00}-01";

    private Period Period => world.Months[month];

    public void Write(string folder, IReadOnlyList<Scene> scenes)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{sender.Code}_{Period}_01.zip");
        using (var zip = new ZipArchive(File.Create(path), ZipArchiveMode.Create))
        {
            var files = sender.Tables.Select(table => Table(zip, table, scenes)).OfType<DetailFile>().ToList();
            var manifest = new DetailManifest("detail", sender.Code, _batch, Period.Text, area.Division.Text, files);
            using var stream = Entry(zip, "manifest.json");
            JsonSerializer.Serialize(stream, manifest, Json.Options);
        }
        result.Bytes += new FileInfo(path).Length;
        result.Files++;
    }

    private Stream Entry(ZipArchive zip, string name)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        // The bytes of the same request are the same on any day.
        entry.LastWriteTime = new DateTimeOffset(Period.LastDay.ToDateTime(new TimeOnly(20, 0)), TimeSpan.Zero);
        return entry.Open();
    }

    /// <returns>Null where nobody has rows: the sender leaves the table away.</returns>
    private DetailFile? Table(ZipArchive zip, SentTable table, IReadOnlyList<Scene> scenes)
    {
        var sheet = SheetBook.Of(table.Layout.Table);
        if (!scenes.Any(scene => HasRows(scene, sheet))) { return null; }
        using var stream = Entry(zip, table.FileName);
        var file = FileOf(table, stream);
        var errors = plan.At(area.Ordinal, month, table.Layout.Table);
        var isReplacing = errors.Count > 0 && errors.All(error => error.IsTaken)
            && ErrorRow.NamerOf(table.Layout.Table) is null;
        var template = "";
        foreach (var scene in scenes)
        {
            scene.Written = at => Note(at, table);
            scene.Differences = table.Layout.Table.Source == "treasury" ? result.Differences : null;
            if (isReplacing && template.Length == 0)
            {
                template = Genuine(scene, sheet, table);
                Plant(file, table, template, errors, 0);
                continue;
            }
            scene.Run(sheet, file);
            if (template.Length == 0 && file.Rows > 0) { template = FileText.Encoding.GetString(file.LastLine); }
        }
        if (!isReplacing)
        {
            Plant(file, table, template, [.. errors, .. More(file, table)], table.Ordinal * SerialsATable);
        }
        file.Finish();
        result.Rows += file.Rows;
        var (encoding, delimiter) = world.Options.Format switch
        {
            ExchangeFormat.Text => ("GB18030", "|"),
            ExchangeFormat.Csv => ("UTF-8", ","),
            _ => ("UTF-8", null),
        };
        return new DetailFile(
            table.FileName, table.Layout.Table.Id, encoding, delimiter, file.Rows, file.TotalFen, file.Sm3);
    }

    private TableFile FileOf(SentTable table, Stream stream) => new(
        table.Layout, new FormWriter(world.Options.Format, table.Layout.Table, stream, crypto.Sm3()));

    private static bool HasRows(Scene scene, Action<Scene> sheet)
    {
        scene.Differences = null;
        scene.Run(sheet, null);
        return scene.Rows > 0;
    }

    /// <summary>The genuine row, of which the file gets only the version with the error.</summary>
    private string Genuine(Scene scene, Action<Scene> sheet, SentTable table)
    {
        var aside = FileOf(table, Stream.Null);
        scene.Run(sheet, aside);
        return FileText.Encoding.GetString(aside.LastLine);
    }

    private void Plant(TableFile file, SentTable table, string template, IEnumerable<PlannedError> errors, long serial)
    {
        foreach (var error in errors)
        {
            var row = new ErrorRow(table.Layout.Table, Period, template, ++serial);
            row.Spoil(error);
            file.WriteLine(FileText.Encoding.GetBytes(row.Written), row.TotalFen);
            result.Errors.Add(new ErrorFinding(
                sender.Code, _batch, table.FileName, file.Line, table.Layout.Table.Id, error, row.Namer));
        }
    }

    /// <summary>More errors, as many as the rate says, of kinds that chance draws.</summary>
    private IEnumerable<PlannedError> More(TableFile file, SentTable table)
    {
        var kinds = plan.KindsOf(table.Layout.Table)
            .Where(error => !error.IsTaken || ErrorRow.NamerOf(table.Layout.Table) is not null).ToList();
        if (kinds.Count == 0) { yield break; }
        var chance = Dice.Of(world.Options.Seed, -7).With(area.Ordinal).With(month).With(table.Ordinal);
        var wanted = file.Rows * world.Options.RatePerMillion;
        var count = wanted / Million + (chance.Roll(Ask.Amount, (int)Million) < wanted % Million ? 1 : 0);
        for (var index = 0; index < count; index++)
        {
            yield return kinds[chance.With(index).Roll(Ask.EventKind, kinds.Count)];
        }
    }

    private void Note(Scene scene, SentTable table)
    {
        if (scene.Case is not { } planted) { return; }
        result.Frauds.Add(new FraudFinding(
            RuleOf(planted.Fraud), TextOf(planted.Person), TextOf(planted.Employer),
            planted.Person > 0 ? Encoding.ASCII.GetString(scene.Person.CitizenId) : "",
            Period.Text, scene.Division.Text,
            planted.AmountFen, sender.Code, _batch, table.FileName, scene.File!.Line, table.Layout.Table.Id));
    }

    private string RuleOf(Fraud fraud) => world.Roles.Roles.First(role => role.Fraud == fraud).Rule!;

    private static string TextOf(long number) => number == 0 ? "" : number.ToString(CultureInfo.InvariantCulture);
}

using SocialFund.Exchange.Catalog;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Synthesis;

/// <summary>Makes a province's exchange files from a seed (造数): what the partners would send, and what is wrong in
/// it.</summary>
public static class Generator
{
    /// <summary>How many persons the chosen divisions can number; the caller refuses more.</summary>
    public static long PersonsMax(Options options) =>
        World.CountiesOf(options.Divisions).Count * (long)World.CountyMax / 4;

    /// <summary>Every kind of quality error that can be planted.</summary>
    public static IReadOnlySet<string> ErrorIds { get; } = Catalogue.Shipped.OfTender
        .SelectMany(table => ErrorKinds.Of(table, Catalogue.Shipped)).Select(error => error.Kind).ToHashSet();

    /// <summary>Every supervision rule that cases can be planted for.</summary>
    public static IReadOnlySet<string> FraudIds { get; } =
        new RoleBook(0).Roles.Select(role => role.Rule).OfType<string>().ToHashSet();

    /// <param name="folder">Empty or not there.</param>
    public static Made Make(
        Options options, string folder, INationalCrypto crypto, CancellationToken stopping = default)
    {
        var world = new World(options);
        var areas = Senders.Of(world);
        var plan = PlanOf(world, areas);
        var results = new AreaResult[areas.Count];
        Parallel.ForEach(
            areas, new ParallelOptions { MaxDegreeOfParallelism = options.Workers, CancellationToken = stopping },
            area => results[area.Ordinal] = MakeArea(world, plan, area, folder, crypto));
        Directory.CreateDirectory(folder);
        Lists.Write(folder, areas, results);
        return new Made(
            results.Sum(result => result.Rows), results.Sum(result => result.Files),
            results.Sum(result => result.Bytes),
            results.Sum(result => result.Errors.Count), results.Sum(result => result.Frauds.Count));
    }

    private static AreaResult MakeArea(World world, ErrorPlan plan, Area area, string folder, INationalCrypto crypto)
    {
        var result = new AreaResult();
        var counties = area.Counties.Where(range => range.Count > 0).Select(range => new County(world, range)).ToList();
        for (var month = 0; month < world.Months.Count; month++)
        {
            var scenes = counties.Select(county => new Scene(world, county, month)).ToList();
            foreach (var sender in area.Senders)
            {
                new Package(world, plan, area, sender, month, crypto, result)
                    .Write(Path.Combine(folder, "inbox", sender.Code), scenes);
            }
        }
        return result;
    }

    private static ErrorPlan PlanOf(World world, IReadOnlyList<Area> areas)
    {
        var counties = new Dictionary<int, List<County>>();
        List<County> CountiesOf(int area)
        {
            if (!counties.TryGetValue(area, out var made))
            {
                counties[area] = made = [.. areas[area].Counties.Where(range => range.Count > 0)
                    .Select(range => new County(world, range))];
            }
            return made;
        }
        var tables = areas.Count == 0 ? []
            : areas[0].Senders.SelectMany(sender => sender.Tables).Select(table => table.Layout.Table);
        return new ErrorPlan(world, tables, areas.Count, (area, month, table) => CountiesOf(area).Any(county =>
        {
            var scene = new Scene(world, county, month);
            scene.Run(SheetBook.Of(table), null);
            return scene.Rows > 0;
        }));
    }
}

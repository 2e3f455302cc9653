using System.Globalization;

namespace SocialFund.Bench;

/// <summary>One measured thing: what it is and how many of the unit a second, a figure a round.</summary>
internal sealed record Measured(string Name, IReadOnlyList<double> Rates, string Note = "")
{
    public double Median => Rates.Order().ElementAt(Rates.Count / 2);
}

/// <summary>Prints figures beside each other; the first is ours, and the others are given as ratios to it.</summary>
internal static class Report
{
    public static void Print(string title, string unit, params IReadOnlyList<Measured> measured)
    {
        Console.WriteLine();
        Console.WriteLine(title);
        Console.WriteLine($"  {"",-44}{unit + "/s",14}{"min",12}{"max",12}{"ours / this",13}  ");
        var ours = measured[0];
        foreach (var each in measured)
        {
            if (each.Rates.Count == 0) { Console.WriteLine($"  {each.Name,-44}{"–",14}  {each.Note}"); continue; }
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {each.Name,-44}{each.Median,14:N0}{each.Rates.Min(),12:N0}{each.Rates.Max(),12:N0}"
                + $"{ours.Median / each.Median,13:0.00}  {each.Note}"));
        }
    }
}

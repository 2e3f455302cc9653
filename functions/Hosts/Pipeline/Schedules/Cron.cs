using System.Globalization;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Pipeline.Schedules;

/// <summary>
/// Five cron fields in China time: minute, hour, day of month, month, day of week (0 or 7 is Sunday). Each is <c>*</c>,
/// numbers, ranges, steps and lists of them. As everywhere with cron, when both day fields are restricted either will
/// do.
/// </summary>
public sealed class Cron
{
    private static readonly (string Name, int Min, int Max)[] Fields =
        [("minute", 0, 59), ("hour", 0, 23), ("day", 1, 31), ("month", 1, 12), ("weekday", 0, 7)];

    private readonly HashSet<int>[] _fields;
    private readonly bool _anyDay;
    private readonly bool _anyWeekday;

    private Cron(HashSet<int>[] fields, bool anyDay, bool anyWeekday) =>
        (_fields, _anyDay, _anyWeekday) = (fields, anyDay, anyWeekday);

    /// <exception cref="FormatException">The text is not five such fields.</exception>
    public static Cron Parse(string text)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != Fields.Length) { throw new FormatException($"“{text}” is not five cron fields."); }
        var fields = parts.Zip(Fields, (part, field) => ParseField(part, field.Name, field.Min, field.Max)).ToArray();
        if (fields[4].Remove(7)) { fields[4].Add(0); }
        return new Cron(fields, anyDay: parts[2] == "*", anyWeekday: parts[4] == "*");
    }

    /// <summary>The first due minute after an instant.</summary>
    /// <exception cref="InvalidOperationException">None within five years: a 30 February.</exception>
    public DateTimeOffset After(DateTimeOffset instant)
    {
        var start = ChinaTime.StartOf(ChinaTime.DateOf(instant));
        for (var day = 0; day < 5 * 366; day++)
        {
            var midnight = start.AddDays(day);
            if (!IsDueDay(ChinaTime.DateOf(midnight))) { continue; }
            var due = _fields[1].Order()
                .SelectMany(hour => _fields[0].Order().Select(minute => midnight.AddHours(hour).AddMinutes(minute)))
                .FirstOrDefault(candidate => candidate > instant);
            if (due != default) { return due; }
        }
        throw new InvalidOperationException("The schedule never comes due.");
    }

    private bool IsDueDay(DateOnly day)
    {
        if (!_fields[3].Contains(day.Month)) { return false; }
        var isDay = _fields[2].Contains(day.Day);
        var isWeekday = _fields[4].Contains((int)day.DayOfWeek);
        return _anyDay || _anyWeekday ? isDay && isWeekday : isDay || isWeekday;
    }

    private static HashSet<int> ParseField(string text, string name, int min, int max)
    {
        var values = new HashSet<int>();
        foreach (var part in text.Split(','))
        {
            var pieces = part.Split('/');
            var step = pieces.Length == 2 ? Number(pieces[1]) : 1;
            var ends = pieces[0] == "*" ? [min, max] : pieces[0].Split('-').Select(Number).ToArray();
            var last = ends.Length == 2 ? ends[1] : pieces.Length == 2 ? max : ends[0];
            if (pieces.Length > 2 || ends.Length > 2 || step < 1 || ends[0] < min || last > max || ends[0] > last)
            {
                throw new FormatException($"“{text}” is not a cron {name}.");
            }
            for (var value = ends[0]; value <= last; value += step) { values.Add(value); }
        }
        return values;
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}

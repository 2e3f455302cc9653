namespace SocialFund.Kernel;

/// <summary>Work that the clock starts. Both heads call it: the local scheduler and the Azure timer triggers.</summary>
public interface ISchedule
{
    /// <summary>Stable: <c>lake-consolidate</c>.</summary>
    string Name { get; }

    /// <summary>What administrators read.</summary>
    string Title { get; }

    /// <summary>Five cron fields in China time: minute hour day-of-month month day-of-week.</summary>
    string Cron { get; }

    /// <summary>Idempotent by the call's key, which is the name and the instant it was due.</summary>
    /// <returns>One line for administrators: what was done.</returns>
    Task<string> Run(Call call);
}

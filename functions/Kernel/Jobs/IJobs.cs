namespace SocialFund.Kernel;

/// <summary>Work that outlives the request that started it.</summary>
/// <param name="Key">Business key, unique for its kind: the same kind, division and key is the same job.</param>
/// <param name="Kind">Names the <see cref="IJobHandler"/>.</param>
/// <param name="Title">What users read, Chinese.</param>
/// <param name="Permission">Who else than the owner may cancel and resume it.</param>
/// <param name="Input">JSON for the handler.</param>
public sealed record JobOrder(string Key, string Kind, string Title, Scope Scope, Permission Permission, string Input)
{
    /// <summary>The id begins with the division, so that it leads to the partition.</summary>
    public string Id => $"{Scope.Division.Text}-{Kind}-{Key}";
}

/// <summary>Starts long work. It is kept in the store and taken up again after a restart.</summary>
public interface IJobs
{
    /// <summary>Starts it, unless it is there already.</summary>
    Task<Result<Accepted>> Start(JobOrder order, Call call);
}

/// <summary>Does the work of one kind. Idempotent: it is run again from the start after a crash or a resume.</summary>
public interface IJobHandler
{
    string Kind { get; }

    /// <param name="call">Acts as the system; its idempotency key is the job's id. Stops when the job is
    /// cancelled.</param>
    /// <returns>A problem ends the job as failed with its message; so does an exception.</returns>
    Task<Result<Done>> Run(string input, IJobProgress progress, Call call);
}

/// <summary>What a running job tells those who watch it. Cheap: written at most twice a second.</summary>
public interface IJobProgress
{
    /// <param name="rowsTotal">Null while the count is not known.</param>
    Task Report(string stage, long rowsDone, long? rowsTotal);

    /// <summary>Adds a line to the job's log. Ids and counts, never names or accounts.</summary>
    Task Log(string line);
}

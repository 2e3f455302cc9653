using SocialFund.Kernel;

namespace SocialFund.Hosts.Pipeline.Background;

/// <summary>Shows each workflow step as a step of a trace.</summary>
public sealed class TracedActivity(IActivity activity) : IActivity
{
    public string Name => activity.Name;

    public Type Input => activity.Input;

    public async Task<object> Run(object input, Call call)
    {
        using var span = Telemetry.Source.StartActivity($"activity {activity.Name}");
        span?.SetTag("workflow.step", call.IdempotencyKey);
        return await activity.Run(input, call);
    }
}

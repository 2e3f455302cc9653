using System.Text.Json;
using SocialFund.Hosts.Pipeline.Background;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Azure.Durable;

/// <summary>Runs what orchestrations ask for, and notes each try where support looks.</summary>
internal sealed class ActivityRunner(
    IDocumentStore store, TimeProvider clock, IEnumerable<IActivity> activities, ILogger<ActivityRunner> logger)
{
    /// <summary>
    /// The orchestration reads every answer again at each turn; larger ones belong in documents or blobs.
    /// </summary>
    private const int AnswerCharactersMax = 256 * 1024;

    private readonly Dictionary<string, IActivity> _activities = activities
        .Select(activity => new TracedActivity(activity)).ToDictionary(activity => activity.Name, IActivity (a) => a);

    private readonly StepNotes _notes = new(store, clock);

    public async Task<ActivityAnswer> Run(ActivityOrder order, CancellationToken stopping)
    {
        if (!_activities.TryGetValue(order.Activity, out var activity))
        {
            throw new InvalidOperationException($"There is no activity “{order.Activity}”.");
        }
        try
        {
            var input = JsonSerializer.Deserialize(order.Input, activity.Input, Json.Options)!;
            var call = Call.System(activity.Name, clock.GetUtcNow(), order.Key, stopping);
            var answer = await activity.Run(input, call);
            var json = JsonSerializer.Serialize(answer, answer.GetType(), Json.Options);
            if (json.Length > AnswerCharactersMax)
            {
                throw new InvalidOperationException($"The answer has {json.Length} characters.");
            }
            await _notes.Done(order, json, stopping);
            return new ActivityAnswer(json);
        }
        catch (Exception error) when (!stopping.IsCancellationRequested)
        {
            // Durable Functions tries again by the script's policy; here it only becomes visible.
            logger.LogError(
                "activity {Key} {Activity} failed: {ErrorType} {StackTrace}", order.Key, order.Activity,
                error.GetType().FullName, error.StackTrace);
            await _notes.Failed(order, error, stopping);
            throw;
        }
    }
}

using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using SocialFund.Hosts.Pipeline;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Azure.Durable;

/// <summary>One orchestrator and one activity function for all scripts; what they run, their orders name.</summary>
public sealed class WorkflowFunctions(Composition composition)
{
    public const string WorkflowName = "Workflow";
    public const string ActivityName = "Activity";

    private static readonly Dictionary<string, IWorkflow> Workflows =
        Business.Workflows.ToDictionary(workflow => workflow.Name);

    [Function(WorkflowName)]
    public static Task Workflow([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var order = context.GetInput<WorkflowOrder>()
            ?? throw new InvalidOperationException($"The instance {context.InstanceId} has no order.");
        return Run(Workflows, order, context);
    }

    [Function(ActivityName)]
    public Task<ActivityAnswer> Activity([ActivityTrigger] ActivityOrder order, CancellationToken stopping) =>
        composition.Activities.Run(order, stopping);

    internal static Task Run(
        Dictionary<string, IWorkflow> workflows, WorkflowOrder order, TaskOrchestrationContext context) =>
        workflows.TryGetValue(order.Workflow, out var workflow)
            ? workflow.Run(new DurableWorkflowContext(context), order.Input)
            : throw new InvalidOperationException($"There is no workflow “{order.Workflow}”.");
}

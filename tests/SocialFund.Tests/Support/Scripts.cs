using SocialFund.Kernel;

namespace SocialFund.Tests.Support;

/// <summary>A process script told in place.</summary>
public sealed class ScriptOf(string name, Func<IWorkflowContext, string, Task> run) : IWorkflow
{
    public string Name => name;

    public Task Run(IWorkflowContext context, string input) => run(context, input);
}

/// <summary>An activity told in place.</summary>
public sealed class ActivityOf<TInput, TOutput>(string name, Func<TInput, Call, Task<TOutput>> run)
    : Activity<TInput, TOutput> where TInput : notnull where TOutput : notnull
{
    public override string Name => name;

    protected override Task<TOutput> Run(TInput input, Call call) => run(input, call);
}

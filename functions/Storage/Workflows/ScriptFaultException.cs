namespace SocialFund.Storage.Workflows;

/// <summary>
/// The script itself is wrong; the instance fails with this and nothing the script did in this turn is kept. Support
/// sees the text beside the history and retries the instance once the script is right.
/// </summary>
public sealed class ScriptFaultException : Exception
{
    private ScriptFaultException(string code, string message) : base($"{code}: {message}") { }

    /// <param name="asked">What the script asks for in that place now; null when it asks for nothing.</param>
    internal static ScriptFaultException Changed(Step journaled, Step? asked) => new("non_deterministic",
        $"第 {journaled.Number} 步已记录为{Text(journaled)}，脚本现在要求{(asked is null ? "结束或等待" : Text(asked))}。"
        + "运行中的流程脚本不得改动步骤的顺序和输入；请恢复脚本后重试该流程。");

    internal static ScriptFaultException ForeignAwait() => new("foreign_await",
        "脚本等待了流程上下文以外的任务（如 Task.Delay、Task.Run、文件或网络）。请把它移入活动后重试该流程。");

    internal static ScriptFaultException UnknownWorkflow(string name) => new("unknown_workflow",
        $"没有名为“{name}”的流程脚本。请确认部署的版本后重试该流程。");

    internal static ScriptFaultException UnknownActivity(string name) => new("unknown_activity",
        $"没有名为“{name}”的活动。请确认部署的版本后重试该流程。");

    private static string Text(Step step) => $"{step.Kind}“{step.Name}”（输入 {step.InputHash[..8]}）";
}

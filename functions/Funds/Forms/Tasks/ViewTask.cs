using SocialFund.Kernel;

namespace SocialFund.Funds.Forms;

/// <summary>A task with its forms, for whoever fills in or looks.</summary>
public sealed record ViewTask(FormTaskId Task, Division? Division = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.FormView, Division, null);

    public static Endpoint Endpoint(FormDesk desk) => Kernel.Endpoint.Of<ViewTask, FormTask>(
        HttpMethod.Get, "forms/tasks/{task}", Permission.FormView, "查看报表任务", async (request, call) =>
        {
            if (!(await desk.Open(request.Task, call.Stopping)).TryGet(out var open, out var problem)) { return problem; }
            if (open.Task.Divisions.Contains(request.Division ?? call.Actor.Division)) { return open.Task; }
            return new NotFound("报表任务", request.Task.Text);
        });
}

using SocialFund.Kernel;

namespace SocialFund.Funds.Forms;

/// <summary>A task with those of its forms that the caller may see: an agency those of its funds.</summary>
public sealed record ViewTask(FormTaskId Task, Division? Division = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.FormView, Division, null);

    public static Endpoint Endpoint(FormDesk desk) => Kernel.Endpoint.Of<ViewTask, FormTask>(
        HttpMethod.Get, "forms/tasks/{task}", Permission.FormView, "查看报表任务", async (request, call) =>
        {
            if (!(await desk.Open(request.Task, call.Stopping)).TryGet(out var open, out var no)) { return no; }
            var (task, division) = (open.Task, request.Division ?? call.Actor.Division);
            if (!task.Divisions.Contains(division)) { return new NotFound("报表任务", request.Task.Text); }
            bool IsSeen(Form form) => call.May(Permission.FormView, new Scope(division, form.Fund));
            return task with { Forms = [.. task.Forms.Where(IsSeen)] };
        });
}

using SocialFund.Kernel;

namespace SocialFund.Tests.Support;

/// <summary>Takes every order and does nothing.</summary>
internal sealed class NoJobs : IJobs
{
    public Task<Result<Accepted>> Start(JobOrder order, Call call) =>
        Task.FromResult<Result<Accepted>>(new Accepted(order.Id));
}

using SocialFund.Kernel;

namespace SocialFund.Tests.Support;

/// <summary>A register with one agency in it.</summary>
internal sealed class OneAgency(Agency agency) : IAgencies
{
    public Task<Agency?> Find(string code, CancellationToken stopping = default) =>
        Task.FromResult(code == agency.Code ? agency : null);
}

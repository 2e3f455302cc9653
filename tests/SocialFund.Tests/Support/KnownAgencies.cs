using SocialFund.Kernel;

namespace SocialFund.Tests.Support;

/// <summary>A register of these agencies only.</summary>
internal sealed class KnownAgencies(params Agency[] agencies) : IAgencies
{
    public Task<Agency?> Find(string code, CancellationToken stopping = default) =>
        Task.FromResult(agencies.FirstOrDefault(agency => agency.Code == code));
}

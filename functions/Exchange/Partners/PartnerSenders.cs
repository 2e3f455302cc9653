using System.Text.Json;
using SocialFund.Exchange.Catalog;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Partners;

/// <summary>
/// Who may send detail data: registered agencies, and open partners through their folder of the inbox, which send for
/// their division and every fund, and those tables of other departments that the catalogue names their kind for.
/// </summary>
public sealed class PartnerSenders(
    PartnerRegister register, IAgencies agencies, IReadOnlyList<Department> departments) : IAgencies
{
    public async Task<Agency?> Find(string code, CancellationToken stopping = default)
    {
        if (await agencies.Find(code, stopping) is { } agency) { return agency; }
        var partner = (await register.All(stopping))
            .FirstOrDefault(partner => partner.Folder == code && partner.IsOpen);
        return partner is null
            ? null
            : new Agency(code, partner.Name, partner.Division, [.. FundList.All.Select(entry => entry.Fund)])
            {
                Departments = [.. departments.Where(each => each.Senders.Contains(NameOf(partner.Kind)))
                    .Select(department => department.Id)],
            };
    }

    /// <summary>As data write it.</summary>
    private static string NameOf(PartnerKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());
}

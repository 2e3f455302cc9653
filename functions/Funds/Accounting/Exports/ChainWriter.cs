using System.Text.Json;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>
/// A line a voucher in order of number, in canonical text as it is kept, then the <see cref="BookEnd"/>.
/// </summary>
internal sealed class ChainWriter : IBookWriter
{
    public string Head(BookFile file) => "";

    public string Voucher(Voucher voucher, string body)
    {
        using var json = JsonDocument.Parse(body);
        return $"{Canonical.Of(json.RootElement)}\n";
    }

    public string Foot(BookFile file) => $"{Canonical.Of(new EndLine(file.End))}\n";
}

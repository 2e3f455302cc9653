using SocialFund.Kernel;

namespace SocialFund.Tests.Funds;

internal static class Refusals
{
    /// <summary>The problem of a result that must be a refusal.</summary>
    public static Problem Problem<T>(this Result<T> result)
    {
        Assert.False(result.TryGet(out var value, out var problem), $"Not refused: {value}");
        return problem!;
    }
}

using SocialFund.Kernel;

namespace SocialFund.Tests.Kernel;

public sealed class BoundedTests
{
    [Fact]
    public async Task Each_OverManyItems_KeepsTheOrderAndTheBound()
    {
        var (now, most) = (0, 0);
        var gate = new Lock();
        var answers = await Bounded.Each([.. Enumerable.Range(1, 100)], async (item, token) =>
        {
            lock (gate) { most = Math.Max(most, ++now); }
            await Task.Yield();
            lock (gate) { now--; }
            return item * 2;
        });
        Assert.Equal(Enumerable.Range(1, 100).Select(item => item * 2), answers);
        Assert.InRange(most, 1, Bounded.AtOnce);
    }

    [Fact]
    public async Task Each_WhenOneFails_Fails() =>
        await Assert.ThrowsAsync<FormatException>(() => Bounded.Each<int, int>(
            [1, 2, 3], (item, _) => item == 2 ? throw new FormatException() : Task.FromResult(item)));
}

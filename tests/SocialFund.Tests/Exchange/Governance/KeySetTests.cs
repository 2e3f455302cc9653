using SocialFund.Exchange.Governance;

namespace SocialFund.Tests.Exchange.Governance;

public sealed class KeySetTests
{
    [Fact]
    public void Add_ForRandomKeys_SaysWhatADictionarySays()
    {
        var random = new Random(7);
        using var ours = new KeySet();
        var naive = new Dictionary<ulong, ulong>();
        for (var round = 0; round < 200_000; round++)
        {
            // Few enough that many come again, spread over all pieces; zero too.
            var key = unchecked((ulong)random.Next(0, 60_000) * 0x9E37_79B9_7F4A_7C15);
            var content = (ulong)random.Next(1, 3) << 32;
            var expected = !naive.TryAdd(key, content)
                ? naive[key] == content ? Seen.WithSameContent : Seen.WithOtherContent
                : Seen.Never;

            Assert.Equal(expected, ours.Add(key, content));
            Assert.Equal(naive[key] == content ? Seen.WithSameContent : Seen.WithOtherContent, ours.Look(key, content));
        }
        Assert.Equal(naive.Count, ours.Count);
        ours.Dispose();
        Assert.Equal((0, Seen.Never), (ours.Count, ours.Look(1, 1)));
    }
}

using SocialFund.Exchange.Governance;

namespace SocialFund.Tests.Exchange.Governance;

public sealed class KeySetTests
{
    [Fact]
    public void Add_ForRandomKeys_SaysWhatADictionarySays()
    {
        var random = new Random(7);
        var (ours, naive) = (new KeySet(), new Dictionary<ulong, ulong>());
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
    }

    [Fact]
    public void Take_InAnyOrder_RunsInTheOrderOfTheNumbers()
    {
        var (turns, order) = (new Sequencer(), new List<long>());
        Parallel.ForEach(
            Enumerable.Range(0, 200).Reverse(), new ParallelOptions { MaxDegreeOfParallelism = 200 },
            // Every number has a thread of its own, so none waits for one that has not begun.
            number => new Thread(() => turns.Take(number, () => order.Add(number))).Start());
        var last = new ManualResetEventSlim();
        turns.Take(200, last.Set);

        Assert.True(last.IsSet);
        Assert.Equal(Enumerable.Range(0, 200).Select(number => (long)number), order);
    }

    [Fact]
    public void Take_WhenATurnFails_NoneAfterItIsTaken()
    {
        var turns = new Sequencer();

        Assert.Throws<FormatException>(() => turns.Take(0, Fail));
        Assert.Throws<InvalidOperationException>(() => turns.Take(1, Fail));

        static void Fail() => throw new FormatException();
    }
}

using SocialFund.Analytics;

namespace SocialFund.Tests.Analytics;

/// <summary>Runs alone: it measures the memory of the whole process.</summary>
[CollectionDefinition(nameof(DuckStreamingTests), DisableParallelization = true)]
[Collection(nameof(DuckStreamingTests))]
public sealed class DuckStreamingTests
{
    private const long Allowance = 300_000_000;

    [Fact]
    public void Query_OfAMillionWideRows_StreamsThemInBoundedMemory()
    {
        using var database = DuckDatabase.Open(new DuckOptions { Threads = 2 });
        using var connection = database.Connect();
        var before = Environment.WorkingSet;
        var most = before;
        using var reader = connection.Query("select i, repeat('金', 400) || i from range(1000000) t (i)");
        long count = 0, sum = 0, bytes = 0;
        while (reader.Read())
        {
            sum += reader.Int64(0);
            bytes += reader.Text(1).Length * 3L;
            if (++count % 50_000 == 0) { most = Math.Max(most, Environment.WorkingSet); }
        }

        Assert.Equal(499_999_500_000, sum);
        Assert.True(bytes > 1_200_000_000, $"Only {bytes} bytes were read.");
        Assert.True(most - before < Allowance, $"Memory grew by {most - before} bytes.");
    }
}

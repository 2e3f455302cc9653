namespace SocialFund.Hosts.Local;

/// <summary>Runs one of the product's own loops as long as the process lives.</summary>
internal sealed class LoopService(Func<CancellationToken, Task> loop) : BackgroundService
{
    // On the pool, so that starting does not wait for the loop's first synchronous part.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.Run(() => loop(stoppingToken), CancellationToken.None);
}

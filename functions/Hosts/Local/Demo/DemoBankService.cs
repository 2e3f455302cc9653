using SocialFund.Funds.Payment;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Local.Demo;

/// <summary>Answers instruction files a moment after they are written, as a bank would by the next day.</summary>
internal sealed class DemoBankService(IBlobStore blobs, TimeProvider clock, ILogger<DemoBankService> logger)
    : BackgroundService
{
    private static readonly TimeSpan AnswerEvery = TimeSpan.FromSeconds(2);

    private readonly DemoBank _bank = new(
        blobs, BankLayouts.Shipped, $"{clock.GetUtcNow():HHmmssfff}");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(AnswerEvery, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await _bank.Answer(ChinaTime.DateOf(clock.GetUtcNow()));
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // A file that is just being written; the next round reads it again.
                logger.LogWarning("demo bank: {ErrorType}", error.GetType().FullName);
            }
        }
    }
}

using SocialFund.Storage.Workflows;

namespace SocialFund.Hosts.Local;

/// <summary>Runs the workflow engine as long as the process lives.</summary>
internal sealed class EngineService(JournaledEngine engine) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.Run(() => engine.Run(stoppingToken), CancellationToken.None);
}

// What functions/Hosts/Azure uses of Microsoft.Azure.Functions.Worker and its extensions: docs/decisions/0021.
#nullable enable
namespace Microsoft.Azure.Functions.Worker
{
    [System.AttributeUsage(System.AttributeTargets.Method)]
    public class FunctionAttribute(string name) : System.Attribute
    {
        public string Name { get; } = name;
    }

    public enum AuthorizationLevel
    {
        Anonymous,
        User,
        Function,
        System,
        Admin,
    }

    [System.AttributeUsage(System.AttributeTargets.Parameter)]
    public sealed class HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods) : System.Attribute
    {
        public AuthorizationLevel AuthLevel { get; } = authLevel;
        public string[]? Methods { get; } = methods;
        public string? Route { get; set; }
    }

    [System.AttributeUsage(System.AttributeTargets.Parameter)]
    public sealed class TimerTriggerAttribute(string schedule) : System.Attribute
    {
        public string Schedule { get; } = schedule;
    }

    public class TimerInfo
    {
        public bool IsPastDue { get; set; }
    }

    public enum BlobTriggerSource
    {
        LogsAndContainerScan,
        EventGrid,
    }

    [System.AttributeUsage(System.AttributeTargets.Parameter)]
    public sealed class BlobTriggerAttribute(string blobPath) : System.Attribute
    {
        public string BlobPath { get; } = blobPath;
        public string? Connection { get; set; }
        public BlobTriggerSource Source { get; set; }
    }

    [System.AttributeUsage(System.AttributeTargets.Parameter)]
    public sealed class CosmosDBTriggerAttribute(string databaseName, string containerName) : System.Attribute
    {
        public string DatabaseName { get; } = databaseName;
        public string ContainerName { get; } = containerName;
        public string? Connection { get; set; }
        public string? LeaseContainerName { get; set; }
        public string? LeaseContainerPrefix { get; set; }
        public int FeedPollDelay { get; set; }
        public bool StartFromBeginning { get; set; }
    }

    [System.AttributeUsage(System.AttributeTargets.Parameter)]
    public sealed class OrchestrationTriggerAttribute : System.Attribute;

    [System.AttributeUsage(System.AttributeTargets.Parameter)]
    public sealed class ActivityTriggerAttribute : System.Attribute;

    [System.AttributeUsage(System.AttributeTargets.Parameter)]
    public sealed class DurableClientAttribute : System.Attribute;
}

namespace Microsoft.Azure.Functions.Worker.Builder
{
    public class FunctionsApplicationBuilder
    {
        public Microsoft.Extensions.DependencyInjection.IServiceCollection Services => throw null!;
        public Microsoft.Extensions.Configuration.ConfigurationManager Configuration => throw null!;
        public Microsoft.Extensions.Hosting.IHost Build() => throw null!;
    }

    public static class FunctionsApplication
    {
        public static FunctionsApplicationBuilder CreateBuilder(string[] args) => throw null!;
    }
}

namespace Microsoft.Extensions.Hosting
{
    public static class FunctionsApplicationBuilderAspNetCoreExtensions
    {
        public static Microsoft.Azure.Functions.Worker.Builder.FunctionsApplicationBuilder
            ConfigureFunctionsWebApplication(
                this Microsoft.Azure.Functions.Worker.Builder.FunctionsApplicationBuilder builder) => throw null!;
    }
}

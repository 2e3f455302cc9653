using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SocialFund.Hosts.Azure.Http;
using SocialFund.Hosts.Azure.Outbox;
using SocialFund.Hosts.Pipeline.Schedules;
using SocialFund.Tests.Tidy;

namespace SocialFund.Tests.Hosts.Azure;

/// <summary>What the functions host reads from the functions' attributes and from host.json.</summary>
public sealed class FunctionTests
{
    private static readonly IReadOnlyList<(string Name, MethodInfo Method)> Functions =
    [
        .. from type in typeof(ApiFunctions).Assembly.GetTypes()
           from method in type.GetMethods()
           let function = method.GetCustomAttribute<FunctionAttribute>()
           where function is not null
           select (function.Name, method),
    ];

    private static IEnumerable<T> Triggers<T>() where T : Attribute => Functions
        .SelectMany(function => function.Method.GetParameters())
        .Select(parameter => parameter.GetCustomAttribute<T>())
        .OfType<T>();

    private static JsonElement File(string path) =>
        JsonDocument.Parse(System.IO.File.ReadAllText(Path.Combine(Sources.Root, path))).RootElement;

    [Fact]
    public void Names_AreUnique_AndEachFunctionHasOneTrigger()
    {
        Assert.Equal(Functions.Count, Functions.DistinctBy(function => function.Name).Count());
        Assert.All(Functions, function => Assert.Single(
            function.Method.GetParameters().SelectMany(parameter => parameter.GetCustomAttributes()),
            attribute => attribute.GetType().Name.EndsWith("TriggerAttribute", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task EveryModule_HasItsOwnHttpFunction()
    {
        var world = new AzureWorld();
        await world.InitializeAsync();
        try
        {
            var modules = world.Head.Api.Endpoints.Select(endpoint => $"api/{endpoint.Module}/{{*rest}}").Distinct();
            Assert.Equal(
                modules.Concat(["api/openapi.json", "health/{page}", "soap/tax"]).Order(StringComparer.Ordinal),
                Triggers<HttpTriggerAttribute>().Select(trigger => trigger.Route).Order(StringComparer.Ordinal));
            var methods = world.Head.Api.Endpoints.Select(endpoint => endpoint.Method.Method).Distinct();
            Assert.All(Triggers<HttpTriggerAttribute>().Where(trigger => trigger.Route!.EndsWith("{*rest}")), trigger =>
                Assert.Empty(methods.Except(trigger.Methods!, StringComparer.OrdinalIgnoreCase)));
        }
        finally
        {
            await world.DisposeAsync();
        }
    }

    [Fact]
    public void EveryContainerThatSendsMessages_HasAnAlarm()
    {
        var triggers = Triggers<CosmosDBTriggerAttribute>().ToList();
        Assert.Equal(
            Deliveries.Sources.Order(StringComparer.Ordinal),
            triggers.Select(trigger => trigger.ContainerName).Order(StringComparer.Ordinal));
        // Leases share one container, so each trigger needs a prefix of its own.
        Assert.All(triggers, trigger => Assert.Equal(trigger.ContainerName, trigger.LeaseContainerPrefix));
        Assert.All(triggers, trigger => Assert.Equal("%COSMOS_DATABASE%", trigger.DatabaseName));
    }

    [Fact]
    public void Timers_HaveSixFields_OfWhichTheLastFiveAreCron() =>
        Assert.All(Triggers<TimerTriggerAttribute>(), trigger =>
        {
            Assert.StartsWith("0 ", trigger.Schedule, StringComparison.Ordinal);
            Cron.Parse(trigger.Schedule[2..]);
        });

    [Fact]
    public void Received_IsTheFunctionThatTheEventsName()
    {
        var trigger = Assert.Single(Triggers<BlobTriggerAttribute>());
        Assert.Equal(("inbox/{name}", "Files"), (trigger.BlobPath, trigger.Connection));
        Assert.Equal(BlobTriggerSource.EventGrid, trigger.Source);
        Assert.Contains(Functions, function => function.Name == "Received");
        var events = System.IO.File.ReadAllText(Path.Combine(Sources.Root, "infra/bicep/inbox.bicep"));
        Assert.Contains("functionName=Host.Functions.Received&", events, StringComparison.Ordinal);
    }

    [Fact]
    public void HostFile_LeavesRoutesAloneAndUsesTheHostsOwnStorage()
    {
        var host = File("functions/Hosts/Azure/host.json");
        var extensions = host.GetProperty("extensions");
        Assert.Equal("OpenTelemetry", host.GetProperty("telemetryMode").GetString());
        Assert.Equal("", extensions.GetProperty("http").GetProperty("routePrefix").GetString());
        Assert.Equal(5, extensions.GetProperty("blobs").GetProperty("poisonBlobThreshold").GetInt32());
        var durable = extensions.GetProperty("durableTask");
        Assert.Equal("socialfund", durable.GetProperty("hubName").GetString());
        Assert.Equal(
            "AzureWebJobsStorage", durable.GetProperty("storageProvider").GetProperty("connectionName").GetString());
        Assert.False(durable.GetProperty("tracing").GetProperty("traceInputsAndOutputs").GetBoolean());
    }

    [Theory]
    [InlineData("/api/identity/me/password", "identity", "me/password")]
    [InlineData("/api/jobs", "jobs", "")]
    [InlineData("/api/jobs/", "jobs", "")]
    [InlineData("/API/openapi.json", "openapi.json", "")]
    [InlineData("/elsewhere", "", "")]
    public void Address_IsCutIntoModuleAndRest(string path, string module, string below) =>
        Assert.Equal((module, below), ApiDoor.Split(new PathString(path)));

    [Theory]
    [InlineData("""[{"id":"_head","type":"head"},{"id":"outbox-00000001","type":"outbox"}]""", true)]
    [InlineData("""[{"id":"_head","type":"head"},{"id":"x"}]""", false)]
    [InlineData("[]", false)]
    public void ChangedItems_WakeThePumpOnlyWhenThereIsAMessage(string changes, bool expected) =>
        Assert.Equal(expected, ChangeBatch.HasMessages(changes));
}

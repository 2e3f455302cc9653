using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using SocialFund.Hosts.Azure;
using SocialFund.Hosts.Pipeline.Answers;
using SocialFund.Kernel;
using SocialFund.Tests.Tidy;

namespace SocialFund.Tests.Hosts.Azure;

/// <summary>What the code reads, infra/bicep sets, and the web app's settings promise must be the same.</summary>
public sealed partial class DeploymentTests
{
    private static string Text(string path) => File.ReadAllText(Path.Combine(Sources.Root, path));

    private static JsonElement JsonOf(string path) => JsonDocument.Parse(Text(path)).RootElement;

    private static Dictionary<string, string> SampleSettings =>
        JsonOf("functions/Hosts/Azure/local.settings.sample.json").GetProperty("Values").EnumerateObject()
            .ToDictionary(value => value.Name, value => value.Value.GetString()!);

    [Fact]
    public void BicepSets_WhatTheHeadAndItsHostRead_AndNothingElse()
    {
        var block = AppSettings().Match(Text("infra/bicep/modules/functions.bicep")).Groups[1].Value;
        var set = SettingName().Matches(block).Select(match => match.Groups[1].Value);
        Assert.Equal(
            AzureSettings.Names.Concat(AzureSettings.Platform).Order(StringComparer.Ordinal),
            set.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void TheSample_HasWhatTheHeadReads()
    {
        var known = AzureSettings.Names.Concat(AzureSettings.Platform).Append("FUNCTIONS_WORKER_RUNTIME");
        Assert.Equal([], AzureSettings.Names.Except(SampleSettings.Keys));
        Assert.Equal([], SampleSettings.Keys.Except(known));
    }

    [Fact]
    public void Settings_AreReadFromTheNamesThatAreWritten()
    {
        var values = Good();
        values["Entra:clientId"] = "11111111-2222-3333-4444-555555555555";
        var settings = Read(values);
        Assert.Equal(new Uri("https://a.documents.azure.com:443/"), settings.CosmosEndpoint);
        Assert.Equal(
            ("socialfund", Division.Of("630000"), 2), (settings.Database, settings.Home, settings.FrontsBefore));
        Assert.Equal(
            "https://login.microsoftonline.com/t-1/v2.0/.well-known/openid-configuration",
            settings.Entra!.MetadataAddress);
        Assert.Null(Read(Good()).Entra);
        Assert.Null(Read(Good()).InsightsConnection);
    }

    [Theory]
    [InlineData("Cosmos:accountEndpoint", "")]
    [InlineData("COSMOS_DATABASE", "")]
    [InlineData("VAULT_URI", "vault")]
    [InlineData("HOME_DIVISION", "999999x")]
    [InlineData("FRONTS_BEFORE", "-1")]
    [InlineData("CLIENT_CERTIFICATES", "yes")]
    public void Settings_WhenOneIsMissingOrWrong_SayWhich(string name, string value)
    {
        var values = Good();
        values[name] = value;
        var error = Assert.Throws<InvalidOperationException>(() => Read(values));
        Assert.Contains(name.Replace(":", "__", StringComparison.Ordinal), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BicepMakes_EveryContainerAndTheLeases()
    {
        var bicep = Text("infra/bicep/modules/cosmos.bicep");
        var list = ContainerList().Match(bicep).Groups[1].Value;
        Assert.Equal(
            Containers.All, list.Split('\n').Select(line => line.Trim().Trim('\'')).Where(line => line.Length > 0));
        Assert.Contains("name: 'leases'", bicep, StringComparison.Ordinal);
        Assert.Contains($"paths: ['/pk']", bicep, StringComparison.Ordinal);
        var storage = Text("infra/bicep/modules/storage.bicep");
        Assert.All(
            ["exchange", "inbox", "outbox", "socialfund"],
            name => Assert.Contains($"'containers' = {{ name: '{name}' }}", storage, StringComparison.Ordinal));
    }

    [Fact]
    public void Functions_RunOnFlexConsumption_WithTheRuntimeTheyAreBuiltFor()
    {
        var bicep = Text("infra/bicep/modules/functions.bicep");
        Assert.Contains("name: 'FC1', tier: 'FlexConsumption'", bicep, StringComparison.Ordinal);
        Assert.Contains("name: 'dotnet-isolated', version: '10.0'", bicep, StringComparison.Ordinal);
        Assert.Contains("type: 'UserAssignedIdentity'", bicep, StringComparison.Ordinal);
        Assert.Contains("blob.${storageSuffix}/deployments'", bicep, StringComparison.Ordinal);
        Assert.Contains($"'{Composition.UploadMax}'", bicep, StringComparison.Ordinal);
        var azd = Text("azure.yaml");
        Assert.Contains("project: functions/Hosts/Azure", azd, StringComparison.Ordinal);
        Assert.Contains("infra/bicep/inbox.bicep", azd, StringComparison.Ordinal);
    }

    [Fact]
    public void Alarms_LookForWhatIsLogged()
    {
        var code = string.Concat(Sources.Below("functions/Hosts", ".cs").Select(file => file.Text));
        var phrases = LoggedPhrase().Matches(Text("infra/bicep/modules/alarms.bicep"))
            .Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(3, phrases.Count);
        Assert.All(phrases, phrase => Assert.Matches($@"LogError\(\s*""{Regex.Escape(phrase)}", code));
    }

    [Fact]
    public void TheWebApp_SendsTheHeadersOfTheLocalHead()
    {
        var http = new DefaultHttpContext();
        http.Request.Scheme = "https";
        SecurityHeaders.Apply(http);
        var sent = http.Response.Headers.ToDictionary(header => header.Key, header => header.Value.ToString());
        var promised = JsonOf("web/staticwebapp.config.json").GetProperty("globalHeaders").EnumerateObject()
            .ToDictionary(header => header.Name, header => header.Value.GetString()!);
        Assert.Equal(sent.OrderBy(header => header.Key), promised.OrderBy(header => header.Key));
    }

    [Fact]
    public void TheWebApp_AnswersPagesWithTheSinglePage_AndLeavesTheApiAlone()
    {
        var config = JsonOf("web/staticwebapp.config.json");
        var fallback = config.GetProperty("navigationFallback");
        Assert.Equal("/index.html", fallback.GetProperty("rewrite").GetString());
        Assert.Contains("/api/*", fallback.GetProperty("exclude").EnumerateArray().Select(each => each.GetString()));
        // Sign-in is the product's own; the platform's is shut.
        var auth = config.GetProperty("routes")[0];
        Assert.Equal(
            ("/.auth/*", 404), (auth.GetProperty("route").GetString(), auth.GetProperty("statusCode").GetInt32()));
    }

    private static Dictionary<string, string?> Good() => new()
    {
        ["Cosmos:accountEndpoint"] = "https://a.documents.azure.com:443/",
        ["COSMOS_DATABASE"] = "socialfund",
        ["Files:blobServiceUri"] = "https://f.blob.core.windows.net",
        ["VAULT_URI"] = "https://v.vault.azure.net/",
        ["HOME_DIVISION"] = "630000",
        ["Entra:authority"] = "https://login.microsoftonline.com",
        ["Entra:tenantId"] = "t-1",
        ["Entra:clientId"] = "",
        ["FRONTS_BEFORE"] = "2",
        ["CLIENT_CERTIFICATES"] = "true",
    };

    private static AzureSettings Read(Dictionary<string, string?> values) =>
        AzureSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(values).Build());

    [GeneratedRegex(@"name: 'appsettings'\s+properties: \{(.*?)\n    \}", RegexOptions.Singleline)]
    private static partial Regex AppSettings();

    [GeneratedRegex(@"^\s+(\w+):", RegexOptions.Multiline)]
    private static partial Regex SettingName();

    [GeneratedRegex(@"var containers = \[(.*?)\]", RegexOptions.Singleline)]
    private static partial Regex ContainerList();

    [GeneratedRegex(@"startswith ""([^""]+)""")]
    private static partial Regex LoggedPhrase();
}

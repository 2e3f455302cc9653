using Azure.Identity;
using Microsoft.Azure.Cosmos;

namespace SocialFund.Storage.Azure;

/// <summary>Where the documents are.</summary>
/// <param name="Endpoint">The account's address.</param>
/// <param name="Key">Only for an emulator; null signs in with the managed identity, as everywhere in Azure.</param>
public sealed record CosmosSettings(string Endpoint, string Database, string? Key = null)
{
    /// <summary>
    /// Writes answer without repeating the document: bandwidth, and half of the answer's request units.
    /// </summary>
    public static CosmosClientOptions ClientOptions() =>
        new() { ApplicationName = "SocialFund", EnableContentResponseOnWrite = false };

    public CosmosClient Connect() => Key is null
        ? new CosmosClient(Endpoint, new DefaultAzureCredential(), ClientOptions())
        : new CosmosClient(Endpoint, Key, ClientOptions());
}

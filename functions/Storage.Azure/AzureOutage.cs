using Azure;
using Microsoft.Azure.Cosmos;

namespace SocialFund.Storage.Azure;

/// <summary>Errors that say the services are away, not that something was asked wrongly.</summary>
public static class AzureOutage
{
    private const int TooManyRequests = 429;
    private const int RequestTimeout = 408;
    private const int ServerErrors = 500;

    public static bool Is(Exception error) => error switch
    {
        CosmosException cosmos => IsAway((int)cosmos.StatusCode),
        RequestFailedException request => request.Status == 0 || IsAway(request.Status),
        _ => false,
    };

    private static bool IsAway(int status) => status is TooManyRequests or RequestTimeout or >= ServerErrors;
}

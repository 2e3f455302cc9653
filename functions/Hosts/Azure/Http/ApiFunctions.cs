using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace SocialFund.Hosts.Azure.Http;

/// <summary>
/// One function a module, so that each scales, is measured and can be stopped by itself. The host picks functions by
/// the order of their names, so there is no catch-all beside them.
/// </summary>
public sealed class ApiFunctions(Composition composition)
{
    [Function("ApiAccounting")]
    public Task<IActionResult> Accounting(
        [HttpTrigger(
            AuthorizationLevel.Anonymous, "get", "head", "post", "put", "patch", "delete",
            Route = "api/accounting/{*rest}")] HttpRequest request) => Answer(request);

    [Function("ApiAudit")]
    public Task<IActionResult> Audit(
        [HttpTrigger(
            AuthorizationLevel.Anonymous, "get", "head", "post", "put", "patch", "delete",
            Route = "api/audit/{*rest}")] HttpRequest request) => Answer(request);

    [Function("ApiBanking")]
    public Task<IActionResult> Banking(
        [HttpTrigger(
            AuthorizationLevel.Anonymous, "get", "head", "post", "put", "patch", "delete",
            Route = "api/banking/{*rest}")] HttpRequest request) => Answer(request);

    [Function("ApiBudget")]
    public Task<IActionResult> Budget(
        [HttpTrigger(
            AuthorizationLevel.Anonymous, "get", "head", "post", "put", "patch", "delete",
            Route = "api/budget/{*rest}")] HttpRequest request) => Answer(request);

    [Function("ApiCatalog")]
    public Task<IActionResult> Catalog(
        [HttpTrigger(
            AuthorizationLevel.Anonymous, "get", "head", "post", "put", "patch", "delete",
            Route = "api/catalog/{*rest}")] HttpRequest request) => Answer(request);

    [Function("ApiExpenditure")]
    public Task<IActionResult> Expenditure(
        [HttpTrigger(
            AuthorizationLevel.Anonymous, "get", "head", "post", "put", "patch", "delete",
            Route = "api/expenditure/{*rest}")] HttpRequest request) => Answer(request);

    [Function("ApiGovernance")]
    public Task<IActionResult> Governance(
        [HttpTrigger(
            AuthorizationLevel.Anonymous, "get", "head", "post", "put", "patch", "delete",
            Route = "api/governance/{*rest}")] HttpRequest request) => Answer(request);

    [Function("ApiForms")]
    public Task<IActionResult> Forms(
        [HttpTrigger(
            AuthorizationLevel.Anonymous, "get", "head", "post", "put", "patch", "delete",
            Route = "api/forms/{*rest}")] HttpRequest request) => Answer(request);

    [Function("ApiHistory")]
    public Task<IActionResult> History(
        [HttpTrigger(
            AuthorizationLevel.Anonymous, "get", "head", "post", "put", "patch", "delete",
            Route = "api/history/{*rest}")] HttpRequest request) => Answer(request);

    [Function("ApiIdentity")]
    public Task<IActionResult> Identity(
        [HttpTrigger(
            AuthorizationLevel.Anonymous, "get", "head", "post", "put", "patch", "delete",
            Route = "api/identity/{*rest}")] HttpRequest request) => Answer(request);

    [Function("ApiIncome")]
    public Task<IActionResult> Income(
        [HttpTrigger(
            AuthorizationLevel.Anonymous, "get", "head", "post", "put", "patch", "delete",
            Route = "api/income/{*rest}")] HttpRequest request) => Answer(request);

    [Function("ApiIntake")]
    public Task<IActionResult> Intake(
        [HttpTrigger(
            AuthorizationLevel.Anonymous, "get", "head", "post", "put", "patch", "delete",
            Route = "api/intake/{*rest}")] HttpRequest request) => Answer(request);

    [Function("ApiJobs")]
    public Task<IActionResult> Jobs(
        [HttpTrigger(
            AuthorizationLevel.Anonymous, "get", "head", "post", "put", "patch", "delete",
            Route = "api/jobs/{*rest}")] HttpRequest request) => Answer(request);

    [Function("ApiMappings")]
    public Task<IActionResult> Mappings(
        [HttpTrigger(
            AuthorizationLevel.Anonymous, "get", "head", "post", "put", "patch", "delete",
            Route = "api/mappings/{*rest}")] HttpRequest request) => Answer(request);

    [Function("ApiPartners")]
    public Task<IActionResult> Partners(
        [HttpTrigger(
            AuthorizationLevel.Anonymous, "get", "head", "post", "put", "patch", "delete",
            Route = "api/partners/{*rest}")] HttpRequest request) => Answer(request);

    [Function("ApiPayments")]
    public Task<IActionResult> Payments(
        [HttpTrigger(
            AuthorizationLevel.Anonymous, "get", "head", "post", "put", "patch", "delete",
            Route = "api/payments/{*rest}")] HttpRequest request) => Answer(request);

    [Function("ApiLake")]
    public Task<IActionResult> Lake(
        [HttpTrigger(
            AuthorizationLevel.Anonymous, "get", "head", "post", "put", "patch", "delete",
            Route = "api/lake/{*rest}")] HttpRequest request) => Answer(request);

    [Function("ApiSearch")]
    public Task<IActionResult> Search(
        [HttpTrigger(
            AuthorizationLevel.Anonymous, "get", "head", "post", "put", "patch", "delete",
            Route = "api/search/{*rest}")] HttpRequest request) => Answer(request);

    [Function("ApiReconciliation")]
    public Task<IActionResult> Reconciliation(
        [HttpTrigger(
            AuthorizationLevel.Anonymous, "get", "head", "post", "put", "patch", "delete",
            Route = "api/reconciliation/{*rest}")] HttpRequest request) => Answer(request);

    [Function("ApiSharing")]
    public Task<IActionResult> Sharing(
        [HttpTrigger(
            AuthorizationLevel.Anonymous, "get", "head", "post", "put", "patch", "delete",
            Route = "api/sharing/{*rest}")] HttpRequest request) => Answer(request);

    [Function("ApiStanding")]
    public Task<IActionResult> Standing(
        [HttpTrigger(
            AuthorizationLevel.Anonymous, "get", "head", "post", "put", "patch", "delete",
            Route = "api/standing/{*rest}")] HttpRequest request) => Answer(request);

    [Function("OpenApi")]
    public Task<IActionResult> OpenApi(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/openapi.json")] HttpRequest request) =>
        Answer(request);

    [Function("Health")]
    public async Task<IActionResult> Health(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/{page}")] HttpRequest request)
    {
        await composition.Health.Handle(ApiDoor.Prepare(request), ApiDoor.PageOf(request.Path));
        return new EmptyResult();
    }

    /// <summary>The web service of the tax bureau's messages; its WSDL too.</summary>
    [Function("SoapTax")]
    public async Task<IActionResult> SoapTax(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "soap/tax")] HttpRequest request)
    {
        await composition.Soap.Handle(ApiDoor.Prepare(request));
        return new EmptyResult();
    }

    private async Task<IActionResult> Answer(HttpRequest request)
    {
        var (module, below) = ApiDoor.Split(request.Path);
        await composition.Api.Handle(ApiDoor.Prepare(request), module, below);
        // The answer is written; nothing is left for the framework to write.
        return new EmptyResult();
    }
}

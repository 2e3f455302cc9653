namespace SocialFund.Kernel;

/// <summary>
/// A request that says where it acts, so that permission is checked in one place before any handler runs.
/// </summary>
public interface IScoped
{
    /// <param name="actor">Lists without a stated division mean the actor's own.</param>
    Scope ScopeFor(Actor actor);
}

/// <summary>A request without parameters.</summary>
public sealed record Nothing;

/// <summary>Who may call an endpoint. There is no fourth case, so nothing is open by omission.</summary>
public abstract record Access
{
    private Access() { }

    public sealed record Anonymous : Access;

    /// <summary>Whoever is signed in; for one's own things only.</summary>
    public sealed record SignedIn : Access;

    /// <summary>Needs the permission in the scope that the request names.</summary>
    public sealed record Needs(Permission Permission) : Access;
}

/// <summary>How the request body travels.</summary>
public enum BodyKind
{
    /// <summary>JSON merged with route and query values.</summary>
    Json = 1,

    /// <summary>Raw bytes in <see cref="Call.Body"/>; parameters come from route and query.</summary>
    Upload,
}

/// <summary>
/// One use case's door, told once in its file. Heads bind it to HTTP; the pipeline reads the request, checks
/// <see cref="Access"/>, runs the handler and maps the result.
/// </summary>
/// <remarks>
/// Routes are below <c>/api/</c>: <c>{module}/…/{parameter}</c>; parameters bind to the request's properties by name,
/// as query values do for GET and uploads.
/// </remarks>
public sealed class Endpoint
{
    private Endpoint(
        HttpMethod method, string route, Access access, BodyKind body, string title, Type request, Type response,
        Func<object, Call, Task<Result<object>>> handle)
    {
        (Method, Route, Access, Body, Title) = (method, route, access, body, title);
        (Request, Response, Handle) = (request, response, handle);
    }

    public HttpMethod Method { get; }
    public string Route { get; }
    public Access Access { get; }
    public BodyKind Body { get; }

    /// <summary>What it does, in Chinese, for the OpenAPI page and the audit trail.</summary>
    public string Title { get; }

    public Type Request { get; }
    public Type Response { get; }
    public Func<object, Call, Task<Result<object>>> Handle { get; }

    /// <summary>The first segment of the route: the module that owns it.</summary>
    public string Module => Route.Split('/')[0];

    public static Endpoint Of<TRequest, TResponse>(
        HttpMethod method, string route, Permission permission, string title,
        Func<TRequest, Call, Task<Result<TResponse>>> handle, BodyKind body = BodyKind.Json)
        where TRequest : IScoped where TResponse : notnull =>
        Make(method, route, new Access.Needs(permission), body, title, handle);

    public static Endpoint SignedIn<TRequest, TResponse>(
        HttpMethod method, string route, string title, Func<TRequest, Call, Task<Result<TResponse>>> handle)
        where TRequest : notnull where TResponse : notnull =>
        Make(method, route, new Access.SignedIn(), BodyKind.Json, title, handle);

    public static Endpoint Anonymous<TRequest, TResponse>(
        HttpMethod method, string route, string title, Func<TRequest, Call, Task<Result<TResponse>>> handle)
        where TRequest : notnull where TResponse : notnull =>
        Make(method, route, new Access.Anonymous(), BodyKind.Json, title, handle);

    private static Endpoint Make<TRequest, TResponse>(
        HttpMethod method, string route, Access access, BodyKind body, string title,
        Func<TRequest, Call, Task<Result<TResponse>>> handle)
        where TRequest : notnull where TResponse : notnull =>
        new(method, route, access, body, title, typeof(TRequest), typeof(TResponse), async (request, call) =>
            (await handle((TRequest)request, call)).TryGet(out var value, out var problem)
                ? Result.Of<object>(value)
                : problem);
}

/// <summary>A module's endpoints; hosts collect these.</summary>
public interface IModule
{
    /// <summary>The first segment of every route of the module.</summary>
    string Name { get; }

    IEnumerable<Endpoint> Endpoints { get; }
}

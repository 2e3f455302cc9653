using System.Text.Json;
using SocialFund.Analytics;
using SocialFund.Hosts.Pipeline;
using SocialFund.Kernel;
using SocialFund.Storage;
using SocialFund.Storage.Workflows;
using SocialFund.Tests.Oversight.Identity;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Simulation.Payments;

/// <summary>One process of the product: its business modules as the heads wire them, over ports that fail.</summary>
internal sealed class PaymentSystem
{
    /// <summary>One database serves all histories: intake keeps nothing in it.</summary>
    private static readonly Lazy<DuckDatabase> Duck = new(() => DuckDatabase.Open(new DuckOptions()));

    private static readonly NationalCrypto Crypto = new();

    /// <summary>Of this process: another that runs the same histories must not find the same files.</summary>
    private static readonly string Work =
        Directory.CreateTempSubdirectory("socialfund-simulation-").FullName;

    private readonly Ports _ports;
    private readonly Business _business;
    private readonly JournaledEngine _engine;
    private readonly OutboxPump _pump;
    private readonly Dictionary<Type, Endpoint> _endpoints;
    private readonly ICollection<Exception> _bugs;

    /// <param name="bugs">Where errors go that no fault explains.</param>
    public PaymentSystem(Ports ports, ICollection<Exception> bugs)
    {
        (_ports, _bugs) = (ports, bugs);
        _business = new Business(new Means(
            ports.Documents, ports.Blobs, Crypto, Duck.Value, new KnownAgencies(PaymentPlan.Office), ports.Clock,
            new MemorySecrets(), Sm2Keys.New, Work));
        _engine = new JournaledEngine(
            ports.Documents, ports.Clock, Business.Workflows,
            _business.Activities.Select(activity => new WatchedActivity(activity, Note)), (_, error) => Note(error),
            EngineLimits.OneByOne);
        _pump = new OutboxPump(
            ports.Documents, ports.Clock, _business.Handlers(_engine), (_, error) => Note(error));
        _endpoints = _business.Modules.SelectMany(module => module.Endpoints)
            .ToDictionary(endpoint => endpoint.Request);
    }

    public Ports Ports => _ports;

    /// <summary>Whether the last round found nothing to do.</summary>
    public bool IsQuiet { get; private set; }

    /// <summary>A command as the HTTP pipeline runs it, its permission check included.</summary>
    public async Task<Result<object>> Do(Actor actor, object request, string key, Stream? body = null)
    {
        var content = JsonSerializer.Serialize(request, request.GetType(), Json.Options);
        var call = new Call(actor, _ports.Clock.GetUtcNow(), key, key, content)
        {
            From = "10.0.0.1",
            Body = body ?? Stream.Null,
        };
        var endpoint = _endpoints[request.GetType()];
        if (endpoint.Access is Access.Needs needs
            && !call.May(needs.Permission, ((IScoped)request).ScopeFor(call.Actor)))
        {
            return new NotAllowed(needs.Permission.Title);
        }
        return await endpoint.Handle(request, call);
    }

    /// <summary>What the process does by itself: scripts, messages, and the files that lie in the inbox.</summary>
    public async Task Round()
    {
        IsQuiet = false;
        await _engine.RunUntilIdle();
        var moved = 0;
        foreach (var container in Containers.All) { moved += await _pump.RunOnce(container); }
        moved += await TakeFiles();
        IsQuiet = moved == 0;
    }

    private async Task<int> TakeFiles()
    {
        var names = new List<string>();
        await foreach (var info in _ports.Blobs.List("inbox/")) { names.Add(info.Name); }
        foreach (var name in names)
        {
            var call = Call.System("inbox", _ports.Clock.GetUtcNow(), $"inbox-{name}");
            foreach (var inbox in _business.Inboxes) { await inbox.Received(name, call); }
        }
        return names.Count;
    }

    private void Note(Exception error)
    {
        if (error is not SimulatedFaultException) { _bugs.Add(error); }
    }

    /// <summary>The chain tries again whatever fails, for ever: so every failure that is no fault is noted.</summary>
    private sealed class WatchedActivity(IActivity activity, Action<Exception> note) : IActivity
    {
        public string Name => activity.Name;
        public Type Input => activity.Input;

        public async Task<object> Run(object input, Call call)
        {
            try
            {
                return await activity.Run(input, call);
            }
            catch (Exception error)
            {
                note(error);
                throw;
            }
        }
    }
}

namespace SocialFund.Hosts.Pipeline.Requests;

/// <param name="Values">The route parameters in the order of the template.</param>
/// <param name="Allowed">When the address is known but not for this method: the methods that it takes.</param>
internal readonly record struct RouteMatch(Door? Door, string[] Values, IReadOnlyList<string> Allowed);

/// <summary>The routes of all modules as a tree, built once. A literal segment wins over a parameter.</summary>
internal sealed class RouteTable
{
    private sealed class Node
    {
        public Dictionary<string, Node> Literals { get; } = new(StringComparer.Ordinal);
        public Node? Parameter { get; set; }
        public Dictionary<string, Door> Doors { get; } = new(StringComparer.Ordinal);
    }

    private readonly Node _root = new();

    /// <exception cref="InvalidOperationException">Two endpoints share method and address.</exception>
    public RouteTable(IEnumerable<Door> doors)
    {
        foreach (var door in doors) { Add(door); }
    }

    /// <param name="path">Below <c>/api/</c>, decoded, without a leading slash.</param>
    public RouteMatch Find(string method, string path)
    {
        var search = new Search(method, path.Split('/'));
        return search.From(_root, 0)
            ? new RouteMatch(search.Door, search.Values, [])
            : new RouteMatch(null, [], [.. search.Allowed.Order(StringComparer.Ordinal)]);
    }

    private void Add(Door door)
    {
        var node = _root;
        foreach (var segment in door.Endpoint.Route.Split('/'))
        {
            node = IsParameter(segment)
                ? node.Parameter ??= new Node()
                : node.Literals.TryGetValue(segment, out var known) ? known : node.Literals[segment] = new Node();
        }
        if (!node.Doors.TryAdd(door.Endpoint.Method.Method, door))
        {
            throw new InvalidOperationException($"{door.Endpoint.Method} {door.Endpoint.Route} is told twice.");
        }
    }

    internal static bool IsParameter(string segment) => segment is ['{', .., '}'];

    /// <summary>One walk down the tree: literals first, then back to the parameter.</summary>
    private sealed class Search(string method, string[] segments)
    {
        private readonly string[] _values = new string[segments.Length];
        private int _count;

        public Door? Door { get; private set; }
        public SortedSet<string> Allowed { get; } = new(StringComparer.Ordinal);
        public string[] Values => _values[.._count];

        public bool From(Node node, int index)
        {
            if (index == segments.Length) { return Ends(node); }
            if (node.Literals.TryGetValue(segments[index], out var literal) && From(literal, index + 1))
            {
                return true;
            }
            if (node.Parameter is null || segments[index].Length == 0) { return false; }

            _values[_count++] = segments[index];
            if (From(node.Parameter, index + 1)) { return true; }
            _count--;
            return false;
        }

        private bool Ends(Node node)
        {
            if (node.Doors.TryGetValue(method, out var door)) { Door = door; return true; }
            Allowed.UnionWith(node.Doors.Keys);
            return false;
        }
    }
}

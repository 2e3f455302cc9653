using SocialFund.Funds.Forms;

namespace SocialFund.Exchange.History;

/// <summary>Where in a form a reader stands while he goes down its rows.</summary>
internal sealed class ItemPath(ReportForm form)
{
    /// <param name="Level">Of the numbering, or one below what it belongs to.</param>
    /// <param name="Item">Null where the label is unknown.</param>
    private readonly record struct Step(int Level, string? Item, bool IsPlain);

    private readonly List<Step> _steps = [];
    private int _last = -1;

    /// <summary>The known item above the last row.</summary>
    public string? Parent { get; private set; }

    /// <summary>Goes on to the next label.</summary>
    public Resolved Enter(ItemLabel label, FormNames names, string? side)
    {
        if (label.Level > 0) { Leave(step => step.Level >= label.Level); }
        else if (!label.IsPart) { Leave(step => step is { Item: null, IsPlain: true }); }
        var isBroken = _steps.Any(step => step.Item is null);
        var chain = Chain();
        var found = names.Find(label.Key, chain, isBroken, _last, side);
        Parent = isBroken ? null : chain.Count > 0 ? ParentFor(label, chain) : null;
        if (found.Item is { } item)
        {
            Arrive(item, label);
            Parent = item.Parent;
        }
        else if (!found.IsUnwanted)
        {
            _steps.Add(new Step(LevelOf(label), null, label.Level == 0));
        }
        return found;
    }

    private void Arrive(FormItem item, ItemLabel label)
    {
        if (item.Parent is null) { _steps.Clear(); }
        else
        {
            var parent = _steps.FindLastIndex(step => step.Item == item.Parent);
            if (parent >= 0) { _steps.RemoveRange(parent + 1, _steps.Count - parent - 1); }
        }
        _steps.Add(new Step(LevelOf(label), item.Id, label.Level == 0));
        _last = form.PlaceOf(item.Id);
    }

    private int LevelOf(ItemLabel label) => label.Level > 0 ? label.Level
        : _steps.Count > 0 ? _steps[^1].Level + 1 : 1;

    /// <summary>The nearest known item and those above it in the form.</summary>
    private List<string> Chain()
    {
        var chain = new List<string>();
        var at = _steps.FindLast(step => step.Item is not null).Item;
        while (at is not null)
        {
            chain.Add(at);
            at = form.Find(at)!.Parent;
        }
        return chain;
    }

    /// <summary>Below what an unknown row would stand: a numbered one below the last step, others beside it.</summary>
    private string? ParentFor(ItemLabel label, List<string> chain) => label.Level > 0 || label.IsPart
        ? chain[0]
        : form.Find(chain[0])!.Parent;

    private void Leave(Predicate<Step> isOver)
    {
        while (_steps.Count > 0 && isOver(_steps[^1])) { _steps.RemoveAt(_steps.Count - 1); }
    }
}

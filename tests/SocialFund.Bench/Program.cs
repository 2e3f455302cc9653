using SocialFund.Bench.Intake;
using SocialFund.Bench.Postings;
using SocialFund.Bench.Users;

if (args is ["constant", var port])
{
    await Constant.Serve(port);
    return 0;
}
var names = args.Length > 0 ? args : ["postings", "users", "intake"];
foreach (var name in names)
{
    switch (name)
    {
        case "postings": await PostingBench.Run(); break;
        case "users": await UserBench.Run(); break;
        case "intake": await IntakeBench.Run(); break;
        default:
            await Console.Error.WriteLineAsync($"No benchmark is called {name}: postings, users, intake.");
            return 2;
    }
}
return 0;

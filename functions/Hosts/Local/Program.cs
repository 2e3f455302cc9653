using System.Text;
using SocialFund.Hosts.Local;
using SocialFund.Hosts.Local.Demo;
using SocialFund.Hosts.Pipeline;
using SocialFund.Kernel;
using SocialFund.Storage;

Console.OutputEncoding = Encoding.UTF8;
var (settings, fault) = LocalSettings.Parse(args);
if (settings is null)
{
    await Console.Error.WriteLineAsync(fault);
    return 2;
}
if (settings.ShowHelp)
{
    Console.WriteLine(LocalSettings.Help);
    return 0;
}
if (settings.WriteApiTypes is { } typesFile)
{
    ApiTypes.Write(typesFile);
    return 0;
}
if (settings.WriteSamples is { } samples)
{
    await Samples.Write(samples, Period.Of(TimeProvider.System.GetUtcNow()), new NationalCrypto());
    return 0;
}
if (settings.Prepare is { } prepared)
{
    using var loggers = LocalHead.Loggers();
    await DemoLoad.Prepare(settings with { Data = prepared, Fresh = true, Yes = true }, loggers, Console.Out);
    return 0;
}
if (settings.Fresh && !LocalData.DeleteAfterAsking(settings, Console.In, Console.Out)) { return 1; }
using var telemetry = Telemetry.Start("socialfund-local", new ApiOptions().Version);
try
{
    await using var head = await LocalHead.Start(settings, Console.Out);
    await head.Ended;
    return 0;
}
catch (StoreInUseException error)
{
    await Console.Error.WriteLineAsync(error.Message);
    return 1;
}
catch (IOException error) when (error.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
{
    await Console.Error.WriteLineAsync($"端口 {settings.Port} 已被占用。请关闭占用它的程序，或用 --port 换一个端口。");
    return 1;
}

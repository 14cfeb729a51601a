using FluentValidation;
using Marketplace.Api.Achievements;
using Marketplace.Api.Auctions;
using Marketplace.Api.Checkpoints;
using Marketplace.Api.Contracts;
using Marketplace.Api.Deals;
using Marketplace.Api.Demands;
using Marketplace.Api.Documents;
using Marketplace.Api.Http;
using Marketplace.Api.Pipeline;
using Marketplace.Api.Reactions;
using Marketplace.Api.Releases;
using Marketplace.Api.Sandbox;
using Marketplace.Api.Tokens;
using Marketplace.Api.Upkeep;
using Marketplace.Log;
using Marketplace.Log.Sealing;
using MediatR;

namespace Marketplace.Api.Hosting;

/// <summary>The parts and how they are put together; nothing else knows all of them.</summary>
internal static class Services
{
    public static IServiceCollection AddMarketplace(this IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        // What is queued when the process is told to end is decided and answered; streams are closed at once.
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(25));
        services.AddSingleton<DataFolder>();
        services.AddLog();
        services.AddPipeline();
        services.AddReadModel();
        services.AddReactions();
        services.AddUpkeep();
        services.AddHostedService<Telemetry>();
        services.AddTokens();
        services.AddInterface();
        // Last: what it does goes through all of the above.
        services.AddHostedService<SandboxSeed>();
        return services;
    }

    /// <summary>What has no default is asked for before anything starts, not by the first request that needs it.</summary>
    /// <exception cref="ConfigurationException">A key is missing, unreadable, or not the one that this folder was made under; or the scanner is not there.</exception>
    public static void RequireKeys(this IServiceProvider services)
    {
        _ = services.GetRequiredService<SigningKey>();
        _ = services.GetRequiredService<SubjectKeys>();
        _ = services.GetRequiredService<DocumentScanner>();
    }

    private static void AddLog(this IServiceCollection services)
    {
        services.AddSingleton<ILogModel, DomainModel>();
        services.AddSingleton(provider => LogStores.OpenAsync(provider).GetAwaiter().GetResult());
        services.AddSingleton(provider => new StateCache(provider.GetRequiredService<ILogStore>(), provider.GetRequiredService<ILogModel>(),
            provider.GetRequiredService<IConfiguration>().GetValue("Log:CachedStreams", 20_000)));
        services.AddSingleton<Feed>();
        services.AddSingleton(provider => LogStores.OpenKeysAsync(provider).GetAwaiter().GetResult());
        services.AddSingleton(provider => MasterKey.Open(provider.GetRequiredService<IKeyStore>(),
            MasterKey.Load(provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<IHostEnvironment>(), provider.GetRequiredService<DataFolder>().Path)));
        services.AddSingleton<Vault>();
        services.AddSingleton(provider => WriterOptions(provider.GetRequiredService<IConfiguration>().GetSection("Log")));
        services.AddSingleton<Writer>();
        services.AddHostedService<LogService>();
    }

    private static WriterOptions WriterOptions(IConfiguration log) => new(log.GetValue("QueueLength", 4096), log.GetValue("MaxBatch", 1024));

    private static void AddPipeline(this IServiceCollection services)
    {
        services.AddSingleton<Market>();
        services.AddSingleton<Seals>();
        services.AddSingleton<Completers>();
        services.AddSingleton<Contacts>();
        services.AddSingleton<DocumentScanner>();
        services.AddSingleton<DealDesk>();
        services.AddSingleton<DocumentStore>();
        services.AddSingleton<DocumentAccess>();
        services.AddSingleton<CertificateCodes>();
        services.AddSingleton<SignedHeads>();
        services.AddSingleton<EventProofs>();
        services.AddSingleton<CheckpointBook>();
        services.AddSingleton<Certificates>();
        services.AddSingleton<ReleaseProofs>();
        services.AddSingleton<BidReceipts>();
        services.AddSingleton<ProxyMaxima>();
        services.AddSingleton<BidTaking>();
        services.AddSingleton<Bootstrap>();
        services.AddSingleton(_ => Permissions.Load());
        // One of each for all requests: none of them keeps anything of a request.
        services.AddMediatR(mediator =>
        {
            mediator.Lifetime = ServiceLifetime.Singleton;
            mediator.RegisterServicesFromAssemblyContaining<Market>();
        });
        services.AddSingleton(typeof(IPipelineBehavior<,>), typeof(Authorise<,>));
        services.AddSingleton(typeof(IPipelineBehavior<,>), typeof(Validate<,>));
        foreach (var validator in AssemblyScanner.FindValidatorsInAssembly(typeof(Market).Assembly, includeInternalTypes: true))
            services.AddSingleton(validator.InterfaceType, validator.ValidatorType);
    }

    private static void AddReadModel(this IServiceCollection services)
    {
        services.AddSingleton<Projections>();
        services.AddHostedService(provider => provider.GetRequiredService<Projections>());
    }

    private static void AddReactions(this IServiceCollection services)
    {
        foreach (var type in typeof(Services).Assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false }))
        {
            if (type.IsAssignableTo(typeof(IReaction))) services.AddSingleton(typeof(IReaction), type);
            if (type.IsAssignableTo(typeof(IDueWork))) services.AddSingleton(typeof(IDueWork), type);
        }
        services.AddSingleton<ReactionRunner>();
        services.AddHostedService(provider => provider.GetRequiredService<ReactionRunner>());
    }

    private static void AddUpkeep(this IServiceCollection services)
    {
        services.AddSingleton<IUpkeep, ForgetOldKeys>();
        services.AddSingleton<IUpkeep, SweepDocuments>();
        services.AddSingleton<IUpkeep, SignCheckpoints>();
        services.AddSingleton<UpkeepRunner>();
        services.AddHostedService(provider => provider.GetRequiredService<UpkeepRunner>());
    }

    private static void AddTokens(this IServiceCollection services)
    {
        services.AddSingleton(provider => SigningKey.Load(provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<IHostEnvironment>(), provider.GetRequiredService<DataFolder>().Path));
        services.AddSingleton<TokenIssuer>();
        services.AddSingleton<TokenReader>();
    }

    private static void AddInterface(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(options => Json.Configure(options.SerializerOptions));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddOpenApiDocument();
        services.AddSingleton<AuctionFrames>();
        services.AddHostedService(provider => provider.GetRequiredService<AuctionFrames>());
    }
}

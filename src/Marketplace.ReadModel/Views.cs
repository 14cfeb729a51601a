using Marketplace.ReadModel.Achievements;
using Marketplace.ReadModel.Apps;
using Marketplace.ReadModel.Auctions;
using Marketplace.ReadModel.AuctionSessions;
using Marketplace.ReadModel.Bidders;
using Marketplace.ReadModel.Bids;
using Marketplace.ReadModel.Changes;
using Marketplace.ReadModel.Contracts;
using Marketplace.ReadModel.Deals;
using Marketplace.ReadModel.Demands;
using Marketplace.ReadModel.Ledger;
using Marketplace.ReadModel.Listings;
using Marketplace.ReadModel.Mandates;
using Marketplace.ReadModel.Organizations;
using Marketplace.ReadModel.People;
using Marketplace.ReadModel.Projection;
using Marketplace.ReadModel.Publicities;
using Marketplace.ReadModel.Releases;
using Marketplace.ReadModel.Search;
using Marketplace.ReadModel.Tree;

namespace Marketplace.ReadModel;

/// <summary>Every view of the read model. A new one is added here; all files are then rebuilt.</summary>
public static class Views
{
    public static IReadOnlyList<IView> All { get; } =
    [
        new OrganizationsView(),
        new PeopleView(),
        new AppsView(),
        new AchievementsView(),
        new ListingsView(),
        new DemandsView(),
        new PublicitiesView(),
        new DealsView(),
        new MandatesView(),
        new SessionsView(),
        new AuctionsView(),
        new BidsView(),
        new BiddersView(),
        new ContractsView(),
        new LedgerView(),
        new ReleasesView(),
        new ChangesView(),
        new SearchView(),
        new TreeView(),
    ];
}

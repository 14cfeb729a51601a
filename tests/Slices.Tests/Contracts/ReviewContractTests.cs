using Marketplace.Domain;

namespace Marketplace.Slices.Tests.Contracts;

public sealed class ReviewContractTests : ContractFixture
{
    [Test]
    public async Task Below_five_million_yuan_one_opinion_is_enough()
    {
        // 5,299,999.99 yuan less 300,000.00 of equipment would be one fen below; whole 万元 here: 529 − 30 = 499.
        var accepted = await Desk.AcceptedAsync(529);
        var reviewed = (await Desk.ReviewAsync(accepted.Id, 499, 450)).Is(200);
        Assert.That(reviewed.Text("state"), Is.EqualTo("in_review"));
        (await Desk.Reviewer.Post($"/v1/contracts/{accepted.Id}/registration")).Is(200);
    }

    [Test]
    public async Task From_five_million_yuan_a_second_person_comes_to_the_same_amounts()
    {
        var accepted = await Desk.AcceptedAsync(530);
        var id = accepted.Id;
        Assert.That((await Desk.ReviewAsync(id, 500, 450)).Is(200).Text("state"), Is.EqualTo("in_second_review"));
        (await Desk.Reviewer.Post($"/v1/contracts/{id}/registration")).Refused(409, "contract.second_review_missing");
        (await Desk.ReviewAsync(id, 500, 450)).Refused(403, "role.missing");
        var second = (await Desk.ReviewAsync(id, 500, 450, Desk.SecondReviewer)).Is(200);
        Assert.That((second["review.secondReviewDone"].GetBoolean(), second.Text("review.secondReviewer")), Is.EqualTo((true, Desk.SecondReviewer.Subject)));
        (await Desk.Reviewer.Post($"/v1/contracts/{id}/registration")).Is(200);
    }

    [Test]
    public async Task One_person_with_both_roles_is_still_one_person()
    {
        var both = await Desk.Market.JoinAsync(Desk.Office, Role.Reviewer, Role.SecondReviewer);
        var accepted = await Desk.AcceptedAsync(800);
        (await Desk.ReviewAsync(accepted.Id, 770, 700, both)).Is(200);
        (await Desk.ReviewAsync(accepted.Id, 770, 700, both)).Refused(403, "contract.second_review_same_person");
    }

    [Test]
    public async Task Another_second_opinion_takes_the_first_one_s_place_and_waits_in_turn()
    {
        var third = await Desk.Market.JoinAsync(Desk.Office, Role.SecondReviewer);
        var accepted = await Desk.AcceptedAsync(800);
        (await Desk.ReviewAsync(accepted.Id, 770, 700)).Is(200);
        var differing = (await Desk.ReviewAsync(accepted.Id, 400, 300, Desk.SecondReviewer)).Is(200);
        Assert.That((differing.Text("state"), differing["review.secondReviewDone"].GetBoolean()), Is.EqualTo(("in_second_review", false)));
        (await Desk.Reviewer.Post($"/v1/contracts/{accepted.Id}/registration")).Refused(409, "contract.second_review_missing");
        (await Desk.ReviewAsync(accepted.Id, 400, 300, third)).Is(200);
        (await Desk.Reviewer.Post($"/v1/contracts/{accepted.Id}/registration")).Is(200);
    }

    [Test]
    public async Task A_second_reviewer_gives_no_first_opinion()
    {
        var accepted = await Desk.AcceptedAsync();
        (await Desk.ReviewAsync(accepted.Id, 450, 400, Desk.SecondReviewer)).Refused(403, "role.missing");
    }

    [TestCase(481, 400, "contract.amount_too_high", "/technologyAmount")]
    [TestCase(450, 451, "contract.amount_too_high", "/technologyIncome")]
    [TestCase(-1, 0, "contract.amount_out_of_range", "/technologyAmount")]
    [TestCase(450, -1, "contract.amount_out_of_range", "/technologyIncome")]
    public async Task Amounts_that_cannot_be_are_refused(int amountWan, int incomeWan, string code, string pointer)
    {
        var accepted = await Desk.AcceptedAsync();
        Assert.That((await Desk.ReviewAsync(accepted.Id, amountWan, incomeWan)).Refused(422, code).Pointers, Is.EqualTo(new[] { pointer }));
    }

    [Test]
    public async Task What_is_not_accepted_is_not_reviewed()
    {
        var filed = await Desk.FiledAsync();
        (await Desk.ReviewAsync(filed.Id, 450, 400)).Refused(409, "contract.phase_forbids");
        (await Desk.Reviewer.Post($"/v1/contracts/{filed.Id}/reviews", "{}")).Refused(400, "request.unreadable");
    }

    [Test]
    public async Task Only_the_office_may() =>
        await OnlyTheOfficeMay((await Desk.AcceptedAsync()).Id, "reviews", new { technologyAmount = ContractDesk.Wan(450), technologyIncome = ContractDesk.Wan(400) });
}

using Marketplace.Api.Seeding;

namespace Marketplace.Slices.Tests.Seeding;

public sealed class FlowMatrixTests
{
    private static long[] Rows(long[,] cells) => [.. Enumerable.Range(0, cells.GetLength(0)).Select(i => Enumerable.Range(0, cells.GetLength(1)).Sum(j => cells[i, j]))];

    private static long[] Columns(long[,] cells) => [.. Enumerable.Range(0, cells.GetLength(1)).Select(j => Enumerable.Range(0, cells.GetLength(0)).Sum(i => cells[i, j]))];

    [Test]
    public void Three_places_that_trade_only_with_others_still_have_their_sums()
    {
        var cells = FlowMatrix.Fill([7, 5, 4], [6, 6, 4], new double[,] { { 0, 1, 1 }, { 1, 0, 1 }, { 1, 1, 0 } }, (_, _) => 0);
        Assert.That((Rows(cells), Columns(cells)), Is.EqualTo((new long[] { 7, 5, 4 }, new long[] { 6, 6, 4 })));
        Assert.That((cells[0, 0], cells[1, 1], cells[2, 2]), Is.EqualTo((0L, 0L, 0L)));
    }

    [Test]
    public void What_is_missing_goes_by_way_of_other_rows_where_no_cell_of_its_own_takes_it()
    {
        // The second row may only sell to the first column, which fitting has given to the first row as well.
        var cells = FlowMatrix.Fill([10, 10], [10, 10], new double[,] { { 1, 1e-12 }, { 1, 0 } }, (_, _) => 0);
        Assert.That(cells, Is.EqualTo(new long[,] { { 0, 10 }, { 10, 0 } }));
    }

    [Test]
    public void Sums_that_the_cells_cannot_have_are_our_mistake() =>
        Assert.That(() => FlowMatrix.Fill([1, 9], [5, 5], new double[,] { { 1, 1 }, { 1, 0 } }, (_, _) => 0), Throws.InvalidOperationException);

    [Property(MaxTest = 200)]
    public void Any_sums_are_met_to_the_last_unit_and_no_cell_is_below_its_least(uint seed)
    {
        var random = new Random((int)(seed % int.MaxValue));
        var (n, m) = (random.Next(1, 8), random.Next(1, 8));
        var least = new long[n, m];
        var from = new long[n, m];
        for (var i = 0; i < n; i++)
            for (var j = 0; j < m; j++)
            {
                least[i, j] = random.Next(3) == 0 ? random.Next(1000) : 0;
                from[i, j] = least[i, j] + (random.Next(2) == 0 ? random.NextInt64(1L << random.Next(1, 50)) : 0);
            }
        var prior = new double[n, m];
        for (var i = 0; i < n; i++)
            for (var j = 0; j < m; j++) prior[i, j] = from[i, j] > least[i, j] || random.Next(3) == 0 ? random.NextDouble() + 1e-9 : 0;
        var cells = FlowMatrix.Fill(Rows(from), Columns(from), prior, (i, j) => least[i, j]);
        Assert.That((Rows(cells), Columns(cells)), Is.EqualTo((Rows(from), Columns(from))));
        for (var i = 0; i < n; i++)
            for (var j = 0; j < m; j++) Assert.That(cells[i, j], prior[i, j] == 0 ? Is.EqualTo(least[i, j]) : Is.GreaterThanOrEqualTo(least[i, j]));
    }
}

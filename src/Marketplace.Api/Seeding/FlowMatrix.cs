namespace Marketplace.Api.Seeding;

/// <summary>
/// Fills a matrix of whole numbers whose rows and columns have given sums: the transportation problem (Hitchcock 1941).
/// Proportional fitting (Deming and Stephan 1940) gives it the shape of a prior; rounding down leaves each row and column a
/// little short, and augmenting paths (Ford and Fulkerson 1956) carry what is missing from the rows to the columns, so that
/// every sum is exact whatever the prior was.
/// </summary>
internal static class FlowMatrix
{
    private const int Rounds = 200;

    /// <param name="rows">Sums of the rows; they add up to the same as those of the columns.</param>
    /// <param name="prior">The shape; a cell of zero stays empty.</param>
    /// <param name="least">What a cell holds at least.</param>
    /// <exception cref="InvalidOperationException">The cells that may be filled cannot have these sums.</exception>
    public static long[,] Fill(ReadOnlySpan<long> rows, ReadOnlySpan<long> columns, double[,] prior, Func<int, int, long> least)
    {
        var (n, m) = (rows.Length, columns.Length);
        long[] row = rows.ToArray(), column = columns.ToArray();
        var cells = new long[n, m];
        for (var i = 0; i < n; i++)
            for (var j = 0; j < m; j++)
            {
                row[i] -= least(i, j);
                column[j] -= least(i, j);
            }
        if (row.Sum() != column.Sum() || row.Any(sum => sum < 0) || column.Any(sum => sum < 0)) throw new InvalidOperationException("Rows and columns do not have the same sum, or less than their cells need.");

        var fitted = Fit(row, column, prior);
        for (var i = 0; i < n; i++)
            for (var j = 0; j < m; j++)
            {
                // Never more than the row and the column still take, so what is missing is missing on both sides.
                cells[i, j] = Math.Max(0, Math.Min((long)fitted[i, j], Math.Min(row[i], column[j])));
                row[i] -= cells[i, j];
                column[j] -= cells[i, j];
            }
        for (var i = 0; i < n; i++)
            while (row[i] > 0) Carry(i, row, column, cells, prior);
        for (var i = 0; i < n; i++)
            for (var j = 0; j < m; j++) cells[i, j] += least(i, j);
        return cells;
    }

    private static double[,] Fit(long[] rows, long[] columns, double[,] prior)
    {
        var x = (double[,])prior.Clone();
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < rows.Length; i++)
            {
                var sum = 0.0;
                for (var j = 0; j < columns.Length; j++) sum += x[i, j];
                for (var j = 0; j < columns.Length; j++) x[i, j] = sum == 0 ? 0 : x[i, j] / sum * rows[i];
            }
            for (var j = 0; j < columns.Length; j++)
            {
                var sum = 0.0;
                for (var i = 0; i < rows.Length; i++) sum += x[i, j];
                for (var i = 0; i < rows.Length; i++) x[i, j] = sum == 0 ? 0 : x[i, j] / sum * columns[j];
            }
        }
        return x;
    }

    /// <summary>
    /// From a row that is short to the nearest column that is: into a cell that may be filled, and back out of a cell of that column
    /// into another row, and so on.
    /// </summary>
    private static void Carry(int from, long[] rows, long[] columns, long[,] cells, double[,] prior)
    {
        var (n, m) = (rows.Length, columns.Length);
        int[] rowOf = new int[m], columnOf = new int[n];
        Array.Fill(rowOf, -1);
        Array.Fill(columnOf, -1);
        var open = new Queue<int>([from]);
        while (open.TryDequeue(out var i))
            for (var j = 0; j < m; j++)
            {
                if (rowOf[j] >= 0 || prior[i, j] == 0) continue;
                rowOf[j] = i;
                if (columns[j] > 0)
                {
                    Push(from, j, rows, columns, cells, rowOf, columnOf);
                    return;
                }
                for (var k = 0; k < n; k++)
                {
                    if (k == from || columnOf[k] >= 0 || cells[k, j] == 0) continue;
                    columnOf[k] = j;
                    open.Enqueue(k);
                }
            }
        throw new InvalidOperationException($"Row {from} lacks {rows[from]} that no column can take from it.");
    }

    private static void Push(int from, int to, long[] rows, long[] columns, long[,] cells, int[] rowOf, int[] columnOf)
    {
        var amount = Math.Min(rows[from], columns[to]);
        for (var j = to; rowOf[j] != from; j = columnOf[rowOf[j]]) amount = Math.Min(amount, cells[rowOf[j], columnOf[rowOf[j]]]);
        for (var j = to; ; j = columnOf[rowOf[j]])
        {
            cells[rowOf[j], j] += amount;
            if (rowOf[j] == from) break;
            cells[rowOf[j], columnOf[rowOf[j]]] -= amount;
        }
        rows[from] -= amount;
        columns[to] -= amount;
    }
}

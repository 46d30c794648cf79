package io.github.zerobus.records.table;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Writes differences as a table of text. */
public final class DifferenceTable {

    /** More lines are counted only. */
    private static final int MAX_LINES = 40;

    /** Longer types of a STRUCT are cut. */
    private static final int MAX_WIDTH = 60;

    private DifferenceTable() {}

    /**
     * Writes differences as one table with aligned columns.
     *
     * @param differences at least one
     * @return lines, without one at the end
     */
    public static String text(List<TableDifference> differences) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Column", "Records", "Table", "Remedy"));
        differences.stream()
                .limit(MAX_LINES)
                .map(difference -> List.of(
                        cut(difference.column()),
                        cut(difference.records()),
                        cut(difference.table()),
                        difference.remedy()))
                .forEach(rows::add);
        int[] widths = IntStream.range(0, 3)
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        List<String> lines =
                new ArrayList<>(rows.stream().map(row -> line(row, widths)).toList());
        if (differences.size() > MAX_LINES) {
            lines.add("... and " + (differences.size() - MAX_LINES) + " more");
        }
        return String.join("\n", lines);
    }

    private static String cut(String cell) {
        return cell.length() <= MAX_WIDTH ? cell : cell.substring(0, MAX_WIDTH - 3) + "...";
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = row.get(column);
            line.append(cell).append(" ".repeat(widths[column] - cell.length())).append("  ");
        }
        return line.append(row.get(widths.length)).toString();
    }
}

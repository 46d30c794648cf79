package io.github.zerobus.mutants;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The mutants in {@code mutants.txt}, separated by blank lines: a line "number title", a line "in file", and lines of
 * the source that are replaced, marked with "-", by others, marked with "+". A line "none number reason" says why a
 * statement has no mutant. Lines with "#" are comments.
 */
record MutantList(List<Mutant> mutants, Map<Integer, String> without) {

    static MutantList read() throws IOException {
        MutantList list = new MutantList(new ArrayList<>(), new TreeMap<>());
        for (String block : resource("/mutants.txt").split("\n\n+", -1)) {
            List<String> lines =
                    block.lines().filter(line -> !line.startsWith("#")).toList();
            if (!lines.isEmpty()) {
                list.add(lines);
            }
        }
        return list;
    }

    static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(MutantList.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void add(List<String> lines) {
        if (lines.get(0).startsWith("none ")) {
            lines.forEach(line -> {
                String[] parts = line.split(" ", 3);
                without.put(Integer.valueOf(parts[1]), parts[2]);
            });
        } else {
            String[] head = lines.get(0).split(" ", 2);
            String file = lines.get(1).substring("in ".length());
            mutants.add(new Mutant(Integer.parseInt(head[0]), head[1], file, edits(lines.subList(2, lines.size()))));
        }
    }

    /** Adjacent removed lines and the added ones behind them are one edit. */
    private static List<Mutant.Edit> edits(List<String> lines) {
        List<Mutant.Edit> edits = new ArrayList<>();
        int next = 0;
        while (next < lines.size()) {
            int added = end(lines, next, "-");
            int end = end(lines, added, "+");
            edits.add(new Mutant.Edit(text(lines.subList(next, added)), text(lines.subList(added, end))));
            next = end;
        }
        return edits;
    }

    private static int end(List<String> lines, int start, String mark) {
        int end = start;
        while (end < lines.size() && lines.get(end).startsWith(mark)) {
            end++;
        }
        if (end == start) {
            throw new IllegalArgumentException("no line with " + mark + " in " + lines);
        }
        return end;
    }

    private static String text(List<String> lines) {
        return String.join(
                "\n", lines.stream().map(line -> line.substring(1).strip()).toList());
    }
}

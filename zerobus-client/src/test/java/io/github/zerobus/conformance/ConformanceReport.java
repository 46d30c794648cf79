package io.github.zerobus.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Makes {@code docs/conformance.md} of the tests' results, and fails the build when a number has neither a test nor a
 * reason, when a test shows more than three, or when the file in the repository is not the one that comes out.
 */
final class ConformanceReport {

    private static final int MAX_NUMBERS_PER_TEST = 3;
    private static final int MAX_REASONS = 5;
    private static final String STATEMENTS = "/conformance.txt";

    private final Map<Integer, List<String[]>> results = new TreeMap<>();
    private final List<String> mistakes = new ArrayList<>();
    private int reasons;

    private ConformanceReport(List<String> lines) {
        Map<String, Integer> numbersOfTest = new TreeMap<>();
        for (String line : lines) {
            String[] result = line.split("\t", -1);
            results.computeIfAbsent(Integer.valueOf(result[0]), number -> new ArrayList<>())
                    .add(result);
            numbersOfTest.merge(result[1], 1, Integer::sum);
        }
        numbersOfTest.forEach((test, count) -> {
            if (count > MAX_NUMBERS_PER_TEST) {
                mistakes.add(test + " shows " + count + " statements, more than " + MAX_NUMBERS_PER_TEST);
            }
        });
    }

    /**
     * Arguments: the module's folder; "filter=" with the value of {@code -Dtest}, since a run of a few tests has no whole report; and
     * "write" to write the file instead of comparing it.
     */
    public static void main(String[] arguments) throws IOException {
        Path module = Path.of(arguments[0]);
        // What Maven cannot fill in stays as it is.
        if (!arguments[1].equals("filter=${test}")) {
            System.out.println("conformance: not compared, only some tests ran");
            return;
        }
        ConformanceReport report = new ConformanceReport(Files.readAllLines(module.resolve(ConformanceResults.FILE)));
        String table = report.table();
        Path file = module.resolve("../docs/conformance.md").normalize();
        if (arguments[2].equals("write")) {
            Files.writeString(file, table);
        } else if (!Files.exists(file) || !Files.readString(file).equals(table)) {
            report.mistakes.add(
                    "docs/conformance.md is stale; write it with -Dconformance=write and look at what changed");
        }
        if (!report.mistakes.isEmpty()) {
            throw new IllegalStateException(String.join("\n", report.mistakes));
        }
    }

    private String table() throws IOException {
        StringBuilder text = new StringBuilder("""
                # Conformance

                What the protocol asks of a client, and which test of `zerobus-client` shows it. Made by `mvn verify`, which
                fails when this file is not what its tests say; `mvn verify -Dconformance=write` writes it anew.
                """);
        for (String line : statements()) {
            if (line.startsWith("# ")) {
                text.append("\n## ")
                        .append(line.substring(2))
                        .append("\n\n| number | statement | test | pass |\n|---|---|---|---|\n");
            } else {
                text.append(row(line));
            }
        }
        if (reasons > MAX_REASONS) {
            mistakes.add(reasons + " statements have a reason and no test, more than " + MAX_REASONS);
        }
        return text.toString();
    }

    private static List<String> statements() throws IOException {
        try (InputStream in = Objects.requireNonNull(ConformanceReport.class.getResourceAsStream(STATEMENTS))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    /** A line is "number. statement", or "number. statement | reason" where there can be no test. */
    private String row(String line) {
        int dot = line.indexOf(". ");
        int number = Integer.parseInt(line.substring(0, dot));
        String[] parts = line.substring(dot + 2).split(" \\| ", 2);
        List<String[]> shown = results.getOrDefault(number, List.of());
        String tests;
        String passed;
        if (!shown.isEmpty()) {
            tests = shown.stream().map(result -> "`" + result[1] + "`").collect(Collectors.joining(", "));
            passed = shown.stream().allMatch(result -> result[2].equals("pass")) ? "pass" : "fail";
        } else if (parts.length == 2) {
            reasons++;
            tests = parts[1];
            passed = "reason";
        } else {
            mistakes.add("statement " + number + " has neither a test nor a reason");
            tests = "";
            passed = "fail";
        }
        return "| " + number + " | " + parts[0] + " | " + tests + " | " + passed + " |\n";
    }
}

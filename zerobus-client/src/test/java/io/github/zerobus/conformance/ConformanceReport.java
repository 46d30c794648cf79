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
 * Generates {@code docs/conformance.md} from the results of the tests. Fails the build if a statement has neither a
 * test nor a reason, if a test verifies more than three statements, or if the file in the repository is out of date.
 */
final class ConformanceReport {

    private static final int MAX_NUMBERS_PER_TEST = 3;
    private static final int MAX_REASONS = 5;
    private static final String STATEMENTS = "/conformance.txt";

    private final Map<Integer, List<String[]>> results = new TreeMap<>();
    private final List<String> errors = new ArrayList<>();
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
                errors.add(test + " verifies " + count + " statements, more than " + MAX_NUMBERS_PER_TEST);
            }
        });
    }

    /**
     * Arguments: the folder of the module; "filter=" with the value of {@code -Dtest}, since a run of selected tests
     * has no complete report; and "write" to write the file instead of comparing it.
     */
    public static void main(String[] arguments) throws IOException {
        Path module = Path.of(arguments[0]);
        // Maven leaves a placeholder without a value unchanged.
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
            report.errors.add(
                    "docs/conformance.md is out of date; run with -Dconformance=write and review the changes");
        }
        if (!report.errors.isEmpty()) {
            throw new IllegalStateException(String.join("\n", report.errors));
        }
    }

    private String table() throws IOException {
        StringBuilder text = new StringBuilder("""
                # Conformance

                Statements that a client of the [Zerobus protocol](protocol.md) must satisfy, each with the tests of
                `zerobus-client` that verify it. `mvn verify` fails if this file is out of date;
                `mvn verify -Dconformance=write` generates it.
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
            errors.add(reasons + " statements have a reason and no test, more than " + MAX_REASONS);
        }
        return text.toString();
    }

    private static List<String> statements() throws IOException {
        try (InputStream in = Objects.requireNonNull(ConformanceReport.class.getResourceAsStream(STATEMENTS))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    /** Formats a line "number. statement", or "number. statement | reason" if no test is possible. */
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
            errors.add("statement " + number + " has neither a test nor a reason");
            tests = "";
            passed = "fail";
        }
        return "| " + number + " | " + parts[0] + " | " + tests + " | " + passed + " |\n";
    }
}

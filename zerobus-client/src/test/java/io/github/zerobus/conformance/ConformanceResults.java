package io.github.zerobus.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Records the statements that each test verified. {@link ConformanceReport} generates a table from the file. */
public final class ConformanceResults implements TestExecutionListener {

    static final Path FILE = Path.of("target", "conformance.tsv");

    /** By test, so that the plans of one run add up and a parameterized test passes only if each invocation does. */
    private static final Map<String, Result> RESULTS = new TreeMap<>();

    private record Result(List<Integer> numbers, boolean passed) {}

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.getSource().orElse(null) instanceof MethodSource method) {
            Conformance conformance = method.getJavaMethod().getAnnotation(Conformance.class);
            if (conformance != null) {
                String name = method.getJavaClass().getSimpleName() + "." + method.getMethodName();
                boolean passed = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
                RESULTS.merge(
                        name,
                        new Result(Arrays.stream(conformance.value()).boxed().toList(), passed),
                        (one, other) -> new Result(one.numbers(), one.passed() && other.passed()));
            }
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        List<String> lines = new ArrayList<>();
        RESULTS.forEach((name, result) -> {
            for (int number : result.numbers()) {
                lines.add(number + "\t" + name + "\t" + (result.passed() ? "pass" : "fail"));
            }
        });
        try {
            if (!lines.isEmpty()) {
                Files.createDirectories(FILE.getParent());
                Files.write(FILE, lines);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

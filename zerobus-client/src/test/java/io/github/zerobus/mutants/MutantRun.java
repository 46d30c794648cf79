package io.github.zerobus.mutants;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Main class of a child process: runs tests, given as "class#method", until one fails. */
final class MutantRun implements TestExecutionListener {

    static final int ALL_PASSED = 0;
    static final int ONE_FAILED = 10;
    static final int NONE_RAN = 11;

    private boolean ran;

    private MutantRun() {}

    public static void main(String[] tests) {
        MutantRun run = new MutantRun();
        LauncherFactory.create().execute(request(new TreeSet<>(Arrays.asList(tests))), run);
        Runtime.getRuntime().halt(run.ran ? ALL_PASSED : NONE_RAN);
    }

    private static LauncherDiscoveryRequest request(Set<String> tests) {
        PostDiscoveryFilter named = test -> FilterResult.includedIf(test.getSource()
                .filter(source -> !(source instanceof MethodSource method)
                        || tests.contains(method.getClassName() + "#" + method.getMethodName()))
                .isPresent());
        return LauncherDiscoveryRequestBuilder.request()
                .selectors(tests.stream()
                        .map(test -> test.substring(0, test.indexOf('#')))
                        .distinct()
                        .map(DiscoverySelectors::selectClass)
                        .toList())
                .filters(named)
                .build();
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        ran |= test.isTest();
        result.getThrowable().ifPresent(failure -> {
            System.out.println("failed " + test.getDisplayName() + ": " + failure);
            Runtime.getRuntime().halt(ONE_FAILED);
        });
    }
}

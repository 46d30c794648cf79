package io.github.zerobus.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;

/** What a user would read when the start failed. */
final class Analyses {

    private Analyses() {}

    /** The first analysis of ours, as Spring Boot would find it. */
    static FailureAnalysis of(AssertableApplicationContext context, Environment environment) {
        assertThat(context).hasFailed();
        Throwable failure = Objects.requireNonNull(context.getStartupFailure());
        List<FailureAnalyzer> analyzers = SpringFactoriesLoader.forDefaultResourceLocation()
                .load(FailureAnalyzer.class, ArgumentResolver.of(Environment.class, environment), (t, n, e) -> {});
        for (FailureAnalyzer analyzer : analyzers) {
            if (analyzer.getClass().getPackageName().equals("io.github.zerobus.autoconfigure")) {
                FailureAnalysis analysis = analyzer.analyze(failure);
                if (analysis != null) {
                    return analysis;
                }
            }
        }
        throw new AssertionError("no analyzer of ours explains it", failure);
    }
}

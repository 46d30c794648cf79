package io.github.zerobus.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;

/** What a user would read when the start failed; an initializer, since a context that failed cannot be looked into. */
final class Analyses implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private @Nullable ConfigurableApplicationContext started;

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        started = context;
    }

    /** The first analysis of ours, with what Spring Boot would give the analyzers. */
    FailureAnalysis of(AssertableApplicationContext context) {
        assertThat(context).hasFailed();
        Throwable failure = Objects.requireNonNull(context.getStartupFailure());
        ConfigurableApplicationContext failed = Objects.requireNonNull(started);
        List<FailureAnalyzer> analyzers = SpringFactoriesLoader.forDefaultResourceLocation()
                .load(
                        FailureAnalyzer.class,
                        ArgumentResolver.of(Environment.class, failed.getEnvironment())
                                .and(BeanFactory.class, failed.getBeanFactory()),
                        (t, n, e) -> {});
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

package io.github.zerobus.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Display names contain the numbers of the conformance statements, since tools show these names. */
class StatementNamesTests {

    /** Only discovered and never run. */
    @SuppressWarnings("JUnitClassModifiers")
    static class Annotated {

        @Conformance({4, 5})
        @Test
        void two() {}

        @Conformance(97)
        @ParameterizedTest
        @EnumSource
        void oneOfMany(Thread.State state) {}
    }

    @Test
    void displayNamesContainStatementNumbers() {
        TestPlan plan = LauncherFactory.create()
                .discover(LauncherDiscoveryRequestBuilder.request()
                        .selectors(DiscoverySelectors.selectClass(Annotated.class))
                        .build());

        assertThat(plan.getRoots().stream().flatMap(root -> plan.getDescendants(root).stream()))
                .extracting(TestIdentifier::getDisplayName)
                .contains("two() [protocol 4, 5]", "oneOfMany(State) [protocol 97]");
    }

    @Test
    void otherTestsKeepTheirNames(TestInfo info) {
        assertThat(info.getDisplayName()).isEqualTo("otherTestsKeepTheirNames(TestInfo)");
    }
}

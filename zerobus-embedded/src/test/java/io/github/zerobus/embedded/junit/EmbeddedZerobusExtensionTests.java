package io.github.zerobus.embedded.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.zerobus.embedded.EmbeddedZerobusServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs small test classes within tests, since the extension acts before and after them. */
class EmbeddedZerobusExtensionTests {

    /** Servers that the inner tests used. */
    private static final List<EmbeddedZerobusServer> seen = new ArrayList<>();

    @BeforeEach
    void forget() {
        seen.clear();
    }

    private static void see(EmbeddedZerobusServer server) {
        assertThat(isListening(server)).isTrue();
        seen.add(server);
    }

    private static void run(Class<?> tests, int expected) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(tests))
                .build();
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, summary);
        assertThat(summary.getSummary().getFailures()).isEmpty();
        assertThat(summary.getSummary().getTestsSucceededCount()).isEqualTo(expected);
        assertThat(seen).allSatisfy(server -> assertThat(isListening(server)).isFalse());
    }

    private static boolean isListening(EmbeddedZerobusServer server) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    static class ForEachTest {

        @RegisterExtension
        final EmbeddedZerobusExtension zerobus = new EmbeddedZerobusExtension();

        @Test
        void one() {
            see(zerobus.server());
        }

        @Test
        void other(EmbeddedZerobusServer server) {
            assertThat(server).isSameAs(zerobus.server());
            see(server);
        }
    }

    @Test
    void instanceFieldStartsServerForEachTest() {
        run(ForEachTest.class, 2);
        assertThat(seen).hasSize(2).doesNotHaveDuplicates();
    }

    static class ForTheClass {

        @RegisterExtension
        static final EmbeddedZerobusExtension ZEROBUS =
                new EmbeddedZerobusExtension(EmbeddedZerobusServer.builder().tls(true));

        @BeforeAll
        static void first(EmbeddedZerobusServer server) {
            see(server);
        }

        @Test
        void one() {
            see(ZEROBUS.server());
        }

        @Nested
        class Inner {

            @Test
            void other(EmbeddedZerobusServer server) {
                see(server);
            }
        }

        @Nested
        class Last {

            @Test
            void serverUsesSettings(EmbeddedZerobusServer server) {
                assertThat(server.certificate()).isPresent();
                see(server);
            }
        }
    }

    @Test
    void staticFieldStartsOneServerForClassAndNestedClasses() {
        run(ForTheClass.class, 3);
        assertThat(seen).hasSize(4).containsOnly(seen.get(0));
    }

    @ExtendWith(EmbeddedZerobusExtension.class)
    static class ByAnnotation {

        ByAnnotation(EmbeddedZerobusServer server) {
            see(server);
        }

        @Test
        void one(EmbeddedZerobusServer server) {
            see(server);
        }

        @Test
        void other(EmbeddedZerobusServer server) {
            see(server);
        }
    }

    @Test
    void extendWithStartsOneServerForClass() {
        run(ByAnnotation.class, 2);
        assertThat(seen).hasSize(4).containsOnly(seen.get(0));
    }

    @Test
    void serverThrowsOutsideOfTests() {
        assertThatIllegalStateException().isThrownBy(() -> new EmbeddedZerobusExtension().server());
    }
}

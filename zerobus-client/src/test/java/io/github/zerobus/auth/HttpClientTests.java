package io.github.zerobus.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.github.zerobus.ProxyException;
import io.github.zerobus.ProxyRules;
import io.netty.resolver.AbstractAddressResolver;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The time limit of a whole request, at each stage, and invalid responses. Servers here send bytes without an end. */
@Timeout(60)
class HttpClientTests {

    private static final Duration LIMIT = Duration.ofMillis(700);
    private static final URI WORKSPACE = URI.create("https://workspace.example.com/oidc/v1/token");

    private DrippingServer server;

    @BeforeEach
    void start() throws IOException {
        server = new DrippingServer();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private static HttpClient client(ProxyRules proxies) {
        return new HttpClient(proxies, SSLContext::getDefault, LIMIT);
    }

    /** Requests whose end does not depend on the limit. */
    private HttpReply postPatiently(String scheme) throws IOException {
        return new HttpClient(ProxyRules.direct(), SSLContext::getDefault, Duration.ofSeconds(20))
                .post(URI.create(scheme + "://127.0.0.1:" + server.port() + "/oidc/v1/token"), Map.of(), new byte[10]);
    }

    private HttpReply post(String scheme) throws IOException {
        return client(ProxyRules.direct())
                .post(URI.create(scheme + "://127.0.0.1:" + server.port() + "/oidc/v1/token"), Map.of(), new byte[10]);
    }

    /** Repeats a request until it fails at the expected stage: a slow machine may not come that far in time. */
    private static AbstractThrowableAssert<?, ? extends Throwable> assertMissing(
            ThrowingCallable request, String missing) {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        await().untilAsserted(() -> {
            failure.set(catchThrowable(request));
            assertThat(failure.get())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no response within PT0.7S, " + missing);
        });
        return assertThat(failure.get());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 O",
                "HTTP/1.1 200 OK\r\nX-A: ",
                "HTTP/1.1 200 OK\r\nContent-Length: 3000\r\n\r\n{",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;",
                "HTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 O"
            })
    void limitEndsRequestWhenResponseDrips(String start) {
        server.answer(start, "k");

        assertMissing(() -> post("http"), "the response was not complete");
    }

    @Test
    void limitEndsRequestWhenHandshakeOfTlsDrips() {
        // A record of the handshake that never ends.
        server.answer("\u0016\u0003\u0003@\u0000", "\u0000");

        assertMissing(() -> post("https"), "the TLS handshake was not complete");
    }

    @Test
    void limitEndsRequestWhenProxyDrips() throws IOException {
        server.answer("HTTP/1.1 200 OK\r\nX-A: ", "k");

        HttpClient client = client(ProxyRules.of("http://127.0.0.1:" + server.port(), List.of()));

        assertMissing(() -> client.post(WORKSPACE, Map.of(), new byte[10]), "the proxy did not answer")
                .isInstanceOf(ProxyException.class)
                .hasMessageContaining("127.0.0.1:" + server.port());
    }

    @Test
    void limitEndsRequestWhenConnectionIsNotAccepted() throws IOException {
        List<Socket> fillers = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 4; i++) {
                fillers.add(fill(full.getLocalPort()));
            }
            URI address = URI.create("http://127.0.0.1:" + full.getLocalPort() + "/oidc/v1/token");

            assertThatThrownBy(() -> client(ProxyRules.direct()).post(address, Map.of(), new byte[10]))
                    .hasMessageContaining("no response within PT0.7S");
        } finally {
            for (Socket filler : fillers) {
                filler.close();
            }
        }
    }

    private static Socket fill(int port) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
        } catch (IOException e) {
            // The queue of the server is full.
        }
        return socket;
    }

    @Test
    void limitEndsRequestWhenLookupOfNameHangs() {
        CountDownLatch end = new CountDownLatch(1);
        HttpClient client = new HttpClient(ProxyRules.direct(), SSLContext::getDefault, new HangingNames(end), LIMIT);
        try {
            assertMissing(
                    () -> client.post(WORKSPACE, Map.of(), new byte[10]), "the name of the host was not resolved");
        } finally {
            end.countDown();
        }
    }

    @Test
    void limitEndsRequestWhenContextOfTlsIsNotSupplied() {
        CountDownLatch end = new CountDownLatch(1);
        HttpClient client = new HttpClient(
                ProxyRules.direct(),
                () -> {
                    end.await();
                    return SSLContext.getDefault();
                },
                LIMIT);
        try {
            assertMissing(
                    () -> client.post(WORKSPACE, Map.of(), new byte[10]),
                    "the settings of the proxy and of TLS were not read");
        } finally {
            end.countDown();
        }
    }

    @Test
    void informationalResponsesWithoutEndAreRefused() {
        server.answer("", "HTTP/1.1 103 Early Hints\r\n\r\n".repeat(5));

        assertThatThrownBy(() -> postPatiently("http"))
                .isInstanceOf(InvalidReplyException.class)
                .hasMessageContaining("more than 8 informational responses");
    }

    @Test
    void responseFollowsInformationalResponses() throws IOException {
        server.answer(
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nX: y\r\n\r\n"
                        + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
                "");

        assertThat(postPatiently("http").body()).isEqualTo("ok");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello there\r\n\r\n", "\u0000\u0001\u0002\r\n\r\n", "HTTP/1.1 abc\r\n\r\n"})
    void responseThatIsNotHttpIsRefused(String answer) {
        server.answer(answer, "");

        assertThatThrownBy(() -> postPatiently("http")).isInstanceOf(InvalidReplyException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n",
                "HTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX-A: ",
                "HTTP/1.1 200 "
            })
    void responseWithoutEndIsRefused(String start) {
        server.answer(start, "v".repeat(65_536));

        assertThatThrownBy(() -> postPatiently("http")).isInstanceOf(InvalidReplyException.class);
    }

    @Test
    void errorIsReturnedWhenItsBodyDoesNotEnd() throws IOException {
        server.answer("HTTP/1.1 502 Bad Gateway\r\n\r\n", "<html>");

        assertThat(postPatiently("http")).isEqualTo(new HttpReply(502, null, ""));
    }

    @Test
    void failureHasReasonOfTlsWhenServerSpeaksPlaintext() {
        server.answer("HTTP/1.1 400 Bad Request\r\n\r\n", "");

        assertThatThrownBy(() -> postPatiently("https")).isInstanceOf(SSLException.class);
    }

    @Test
    void connectionAndThreadsEndWithRequest() {
        server.answer("", "k");

        assertThatThrownBy(() -> post("http")).isInstanceOf(IOException.class);

        await().untilAsserted(() -> assertThat(server.open()).isZero());
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("zerobus-token-http")));
    }

    private static final class HangingNames extends AddressResolverGroup<InetSocketAddress> {

        private final CountDownLatch end;

        HangingNames(CountDownLatch end) {
            this.end = end;
        }

        @Override
        protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
            return new AbstractAddressResolver<>(executor) {
                @Override
                protected boolean doIsResolved(InetSocketAddress address) {
                    return false;
                }

                @Override
                protected void doResolve(InetSocketAddress address, Promise<InetSocketAddress> promise)
                        throws Exception {
                    end.await(1, TimeUnit.MINUTES);
                }

                @Override
                protected void doResolveAll(InetSocketAddress address, Promise<List<InetSocketAddress>> promise) {
                    promise.cancel(false);
                }
            };
        }
    }
}

package io.github.zerobus.embedded.junit;

import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.EmbeddedZerobusServerBuilder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Runs an embedded server for tests with JUnit Jupiter: one for each test as an instance field with
 * {@code @RegisterExtension}, one for all tests of a class as a static one or by {@code @ExtendWith}. Methods that ask
 * for an {@link EmbeddedZerobusServer} are given it.
 *
 * <p>Thread-safe. Tests that share a server may {@link EmbeddedZerobusServer#reset()} it before each of them.
 */
public final class EmbeddedZerobusExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {

    private final EmbeddedZerobusServerBuilder settings;
    private final ReentrantLock lock = new ReentrantLock();

    /** Classes, nested ones too, and tests that go on: the first one starts the server, the last one closes it. */
    private int running;

    private @Nullable EmbeddedZerobusServer server;

    /** A server with default settings: a free port, plaintext, no credentials. */
    public EmbeddedZerobusExtension() {
        this(EmbeddedZerobusServer.builder());
    }

    /** A server with these settings, which are not to be changed any more. */
    public EmbeddedZerobusExtension(EmbeddedZerobusServerBuilder settings) {
        this.settings = settings;
    }

    /**
     * The running server.
     *
     * @throws IllegalStateException before the first test and after the last
     */
    public EmbeddedZerobusServer server() {
        lock.lock();
        try {
            if (server == null) {
                throw new IllegalStateException(
                        "The embedded server runs from the first test to the last, and only with"
                                + " @RegisterExtension or @ExtendWith");
            }
            return server;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        begin();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        begin();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        end();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        end();
    }

    private void begin() {
        lock.lock();
        try {
            // Counted before it can fail: the end is called in either case.
            running++;
            if (server == null) {
                server = settings.start();
            }
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            running--;
            if (running == 0 && server != null) {
                server.close();
                server = null;
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == EmbeddedZerobusServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return server();
    }
}

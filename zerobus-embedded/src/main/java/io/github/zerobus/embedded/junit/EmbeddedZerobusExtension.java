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
 * JUnit Jupiter extension that runs an embedded server: one for each test if it is registered as an instance field with
 * {@code @RegisterExtension}; one for all tests of a class and its nested classes if it is a static field or registered
 * by {@code @ExtendWith}. Parameters of type {@link EmbeddedZerobusServer} are resolved to the server.
 *
 * <p>Tests that share a server can call {@link EmbeddedZerobusServer#reset()} before each test. Thread-safe.
 */
public final class EmbeddedZerobusExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {

    private final EmbeddedZerobusServerBuilder settings;
    private final ReentrantLock lock = new ReentrantLock();

    /** Running tests and classes, including nested ones. The first starts the server, the last closes it. */
    private int running;

    private @Nullable EmbeddedZerobusServer server;

    /** Creates an extension with default settings: a free port, plaintext, no credentials. */
    public EmbeddedZerobusExtension() {
        this(EmbeddedZerobusServer.builder());
    }

    /**
     * Creates an extension.
     *
     * @param settings settings of its servers, which must not be changed afterwards
     */
    public EmbeddedZerobusExtension(EmbeddedZerobusServerBuilder settings) {
        this.settings = settings;
    }

    /**
     * Returns the running server.
     *
     * @return the server
     * @throws IllegalStateException before the first test and after the last one
     */
    public EmbeddedZerobusServer server() {
        lock.lock();
        try {
            if (server == null) {
                throw new IllegalStateException(
                        "The embedded server is not running: it runs during tests only, with an extension that is"
                                + " registered by @RegisterExtension or @ExtendWith");
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
            // Counted first, since JUnit calls the matching end even if the start fails.
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

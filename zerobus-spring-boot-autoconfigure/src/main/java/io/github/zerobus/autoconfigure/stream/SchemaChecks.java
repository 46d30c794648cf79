package io.github.zerobus.autoconfigure.stream;

import io.github.zerobus.auth.OAuthTokenProvider;
import io.github.zerobus.auth.UnityCatalog;
import io.github.zerobus.autoconfigure.SchemaCheck;
import io.github.zerobus.autoconfigure.StreamNames;
import io.github.zerobus.autoconfigure.ZerobusCredentials;
import io.github.zerobus.autoconfigure.catalog.TableCheck;
import io.github.zerobus.autoconfigure.catalog.TableChecks;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Compares the records of the streams with their tables when the application starts, immediately before the streams are
 * opened. Only the mode FAIL makes the start wait.
 */
final class SchemaChecks implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SchemaChecks.class);

    private final @Nullable UnityCatalog catalog;
    private final boolean embedded;
    private final List<TableCheck> checks = new CopyOnWriteArrayList<>();
    private volatile @Nullable Thread background;
    private volatile boolean running;

    SchemaChecks(ZerobusCredentials credentials, boolean embedded) {
        this.catalog = credentials.oauth().map(OAuthTokenProvider::catalog).orElse(null);
        this.embedded = embedded;
    }

    /** Adds the check of a stream that is built. */
    void add(StreamDefinition stream) {
        if (stream.check() != SchemaCheck.OFF && !stream.message().isOfTable()) {
            checks.add(new TableCheck(
                    stream.name(),
                    StreamNames.prefix(stream.name()) + ".schema-check",
                    stream.table(),
                    stream.options().recordType(),
                    stream.message().columns(),
                    stream.check()));
        }
    }

    @Override
    public void start() {
        running = true;
        if (embedded || checks.isEmpty()) {
            return;
        }
        if (catalog == null) {
            log.info("The columns of the tables are not checked, which needs the credentials of zerobus.oauth");
            return;
        }
        TableChecks runner = new TableChecks(catalog);
        List<TableCheck> failing = checks.stream()
                .filter(check -> check.mode() == SchemaCheck.FAIL)
                .toList();
        List<TableCheck> warning = checks.stream()
                .filter(check -> check.mode() == SchemaCheck.WARN)
                .toList();
        if (!warning.isEmpty()) {
            Thread thread = new Thread(() -> runner.run(warning), "zerobus-schema-check");
            thread.setDaemon(true);
            background = thread;
            thread.start();
        }
        runner.run(failing);
    }

    @Override
    public void stop() {
        running = false;
        Thread thread = background;
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public boolean isPauseable() {
        return false;
    }

    @Override
    public int getPhase() {
        return ZerobusStreamLifecycle.PHASE - 1;
    }
}

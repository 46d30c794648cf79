package io.github.zerobus.autoconfigure.stream;

import io.github.zerobus.StreamSnapshot;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.autoconfigure.StreamNames;
import io.github.zerobus.stream.MultiplexedStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;

/**
 * Closes the streams of the auto-configuration when their beans are destroyed: after the web server, listeners and
 * schedulers, and after all beans that depend on them, so that their last records are flushed too.
 */
final class StreamCloser implements DestructionAwareBeanPostProcessor {

    private static final Logger log = LoggerFactory.getLogger(StreamCloser.class);

    /** Names of the streams by the names of their beans. */
    private final Map<String, String> streams = new HashMap<>();

    private final ShutdownTimeouts timeouts;

    /** Creates a closer of the default stream and the named streams. */
    StreamCloser(Set<String> names, ShutdownTimeouts timeouts) {
        streams.put("zerobusStream", StreamNames.DEFAULT);
        names.forEach(name -> streams.put(NamedStreams.streamBean(name), name));
        this.timeouts = timeouts;
    }

    @Override
    public boolean requiresDestruction(Object bean) {
        return bean instanceof MultiplexedStream;
    }

    @Override
    public void postProcessBeforeDestruction(Object bean, String beanName) {
        String name = streams.get(beanName);
        if (bean instanceof MultiplexedStream stream && name != null) {
            close(stream, timeouts.of(name));
        }
    }

    private static void close(MultiplexedStream stream, Duration timeout) {
        try {
            stream.close(timeout);
        } catch (ZerobusException e) {
            log.error("{}", e.getMessage());
        }
        logEnd(stream.snapshot());
    }

    /** Logs the totals, which meters no longer show: registries are closed before beans are destroyed. */
    private static void logEnd(StreamSnapshot end) {
        if (end.unackedRecords() == 0) {
            log.info(
                    "Stream '{}' of table {} is closed: admitted {} = durable {} records",
                    end.name(),
                    end.table(),
                    end.ingestedRecords(),
                    end.ackedRecords());
        } else {
            log.error(
                    "Stream '{}' of table {} is closed: admitted {}, durable {}, unacked {} records",
                    end.name(),
                    end.table(),
                    end.ingestedRecords(),
                    end.ackedRecords(),
                    end.unackedRecords());
        }
    }
}

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
 * Closes the streams of the auto-configuration, each when its turn to be destroyed comes: after the web server, listeners and schedulers, and
 * after every bean that depends on it, so that whatever they ingest last is flushed too.
 */
final class StreamCloser implements DestructionAwareBeanPostProcessor {

    private static final Logger log = LoggerFactory.getLogger(StreamCloser.class);

    /** Names of the streams by those of their beans. */
    private final Map<String, String> streams = new HashMap<>();

    private final ShutdownTimeouts timeouts;

    /** @param names of the streams beside the default one */
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

    /** The last word on the stream: meters are gone by now, since registries close before beans are destroyed. */
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

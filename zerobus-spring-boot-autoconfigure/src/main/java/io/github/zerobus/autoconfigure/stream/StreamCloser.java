package io.github.zerobus.autoconfigure.stream;

import io.github.zerobus.StreamSnapshot;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.stream.MultiplexedStream;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;

/**
 * Closes the streams of the auto-configuration, each when its turn to be destroyed comes: after the web server, listeners and schedulers, and
 * after every bean that depends on it, so that whatever they ingest last is flushed too.
 */
final class StreamCloser implements DestructionAwareBeanPostProcessor {

    private static final Logger log = LoggerFactory.getLogger(StreamCloser.class);

    private final Set<String> beans;

    /** @param names of the streams beside the default one */
    StreamCloser(Set<String> names) {
        this.beans = Stream.concat(Stream.of("zerobusStream"), names.stream().map(NamedStreams::streamBean))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean requiresDestruction(Object bean) {
        return bean instanceof MultiplexedStream;
    }

    @Override
    public void postProcessBeforeDestruction(Object bean, String beanName) {
        if (bean instanceof MultiplexedStream stream && beans.contains(beanName)) {
            close(stream);
        }
    }

    private static void close(MultiplexedStream stream) {
        try {
            stream.close(stream.options().shutdownTimeout());
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

package io.github.zerobus.autoconfigure.stream;

import io.github.zerobus.FailureOptions;
import io.github.zerobus.RecoveryOptions;
import io.github.zerobus.Startup;
import io.github.zerobus.StreamOptions;
import io.github.zerobus.StreamOptionsBuilder;
import io.github.zerobus.autoconfigure.StartupMode;
import io.github.zerobus.autoconfigure.ZerobusRecoveryProperties;
import io.github.zerobus.autoconfigure.ZerobusStreamProperties;
import java.time.Duration;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.util.unit.DataSize;

/** Maps properties to stream options, one line for each option. */
final class StreamOptionsMapper {

    /** Longer than any process runs. */
    private static final Duration UNLIMITED = Duration.ofDays(36_500);

    private final ZerobusStreamProperties properties;

    StreamOptionsMapper(ZerobusStreamProperties properties) {
        this.properties = properties;
    }

    /** Maps the properties; the embedded server needs no jitter between opening sub-streams. */
    StreamOptionsBuilder map(boolean embedded) {
        StreamOptionsBuilder options = StreamOptions.builder();
        PropertyMapper map = PropertyMapper.get();
        map.from(properties::getSubStreams).to(options::subStreams);
        map.from(properties::isSharedChannel).to(options::sharedChannel);
        map.from(properties::getRecordType).to(options::recordType);
        startup(options);
        map.from(embedded ? Duration.ZERO : properties.getOpenJitter()).to(options::openJitter);
        map.from(properties::getMaxInflightRequests).to(options::maxInflightRequests);
        map.from(properties::getMaxInflightSize).as(DataSize::toBytes).to(options::maxInflightSize);
        map.from(properties::getMaxPayloadSize).as(DataSize::toBytes).to(options::maxPayloadSize);
        map.from(properties::getMaxBlock).to(options::maxBlock);
        map.from(properties::getSilenceTimeout).to(options::silenceTimeout);
        map.from(properties::getFlushTimeout).to(options::flushTimeout);
        map.from(properties::getCallbackTimeout).to(options::callbackTimeout);
        map.from(properties::getPauseTimeout).to(options::pauseTimeout);
        map.from(properties::getPoisonDrainTimeout).to(options::poisonDrainTimeout);
        map.from(properties::getRouting).to(options::routing);
        map.from(properties::isValidateJson).to(options::validateJson);
        map.from(properties::getWhenFull).to(options::whenFull);
        map.from(properties::getBatching)
                .to(batching -> options.batching(b -> b.maxRecords(batching.getMaxRecords())
                        .maxSize(batching.getMaxSize().toBytes())));
        map.from(properties::getRecovery).to(recovery -> options.recovery(r -> map(recovery, r)));
        options.failures(this::map);
        return options;
    }

    /** With {@code wait}, the start of the application ends the wait, and the stream continues to open. */
    private void startup(StreamOptionsBuilder options) {
        options.startup(properties.getStartup() == StartupMode.BACKGROUND ? Startup.BACKGROUND : Startup.WAIT)
                .startupTimeout(
                        properties.getStartup() == StartupMode.WAIT ? UNLIMITED : properties.getStartupTimeout());
    }

    private static void map(ZerobusRecoveryProperties properties, RecoveryOptions.Builder options) {
        options.enabled(properties.isEnabled())
                .timeout(properties.getTimeout())
                .backoff(properties.getBackoff())
                .maxBackoff(properties.getMaxBackoff())
                .maxRetries(properties.getMaxRetries())
                .giveUpAfter(properties.getGiveUpAfter())
                .resetAfter(properties.getResetAfter());
    }

    private void map(FailureOptions.Builder options) {
        options.onPoison(properties.getOnPoison())
                .reopenBackoff(properties.getReopen().getBackoff())
                .reopenMaxBackoff(properties.getReopen().getMaxBackoff())
                .badRecords(properties.getBadRecords().getAction())
                .maxBadRecordsPerMinute(properties.getBadRecords().getMaxPerMinute());
    }
}

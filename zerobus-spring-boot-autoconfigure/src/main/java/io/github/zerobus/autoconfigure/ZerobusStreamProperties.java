package io.github.zerobus.autoconfigure;

import io.github.zerobus.OnPoison;
import io.github.zerobus.RecordType;
import io.github.zerobus.Routing;
import io.github.zerobus.WhenFull;
import io.github.zerobus.records.FieldNaming;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.util.unit.DataSize;

/**
 * Configuration properties for a stream. Bound to {@code zerobus.stream} for the default stream, and for a named stream
 * to
 * {@code zerobus.stream} first and then to {@code zerobus.streams.<name>}.
 */
public class ZerobusStreamProperties {

    /** Number of sub-streams, each with its own connection. */
    private int subStreams = 4;

    /** Whether all sub-streams share one connection. */
    private boolean sharedChannel;

    /** Encoding of the records. */
    private RecordType recordType = RecordType.JSON;

    /**
     * Class of the records: a Java record, a JavaBean or a generated message. If not set, a bean supplies the
     * descriptor of records of type proto, or it is derived from the table.
     */
    private @Nullable Class<?> recordClass;

    /** How column names are derived from the components of a record or the properties of a bean. */
    private FieldNaming recordNaming = FieldNaming.AS_IS;

    /**
     * What happens if the records do not fit the columns of the table in the catalog. Not checked with the embedded
     * server, and without the credentials of zerobus.oauth.
     */
    private SchemaCheck schemaCheck = SchemaCheck.WARN;

    /** Whether the start of the application waits for the stream to open, and requires it. */
    private StartupMode startup = StartupMode.WAIT;

    /** Maximum time that the start waits for the stream to open. */
    private Duration startupTimeout = Duration.ofSeconds(30);

    /** Maximum random delay before each sub-stream opens. */
    private Duration openJitter = Duration.ofSeconds(1);

    /** Maximum number of unacknowledged requests of the whole stream. */
    private int maxInflightRequests = 1_000_000;

    /**
     * Maximum size of the unacknowledged requests of the whole stream: payload plus 256 bytes for each record. If
     * not set, 32MB for each sub-stream, but at most a quarter of the maximum heap.
     */
    private @Nullable DataSize maxInflightSize;

    /** Maximum payload size of one request. */
    private DataSize maxPayloadSize = DataSize.ofKilobytes(10_176);

    /** Maximum time that an ingest waits for room. */
    private Duration maxBlock = Duration.ofSeconds(30);

    /** Maximum time without durable progress while records are pending, after which a connection is considered lost. */
    private Duration silenceTimeout = Duration.ofSeconds(60);

    /** Maximum time that flush waits, and await if the call has no time limit. */
    private Duration flushTimeout = Duration.ofMinutes(5);

    /** Maximum time that close waits for callbacks. */
    private Duration callbackTimeout = Duration.ofSeconds(5);

    /** Maximum duration of the pause before a rotation. If not set, the duration that the server announces. */
    private @Nullable Duration pauseTimeout;

    /** Maximum time that healthy sub-streams continue to send after the stream is poisoned. */
    private Duration poisonDrainTimeout = Duration.ofSeconds(10);

    /** Maximum time that closing the stream may take at shutdown. */
    private Duration shutdownTimeout = Duration.ofSeconds(20);

    /** How a sub-stream is chosen for each record. */
    private Routing routing = Routing.ROUND_ROBIN;

    /** Whether to validate JSON text and bytes before they are admitted. */
    private boolean validateJson = true;

    /** What an ingest does when there is no room. */
    private WhenFull whenFull = WhenFull.BLOCK;

    /** What a poisoned stream does. */
    private OnPoison onPoison = OnPoison.HALT;

    private final Json json = new Json();
    private final Batching batching = new Batching();

    @NestedConfigurationProperty
    private final ZerobusRecoveryProperties recovery = new ZerobusRecoveryProperties();

    @NestedConfigurationProperty
    private final ZerobusReopenProperties reopen = new ZerobusReopenProperties();

    @NestedConfigurationProperty
    private final ZerobusBadRecordsProperties badRecords = new ZerobusBadRecordsProperties();

    public int getSubStreams() {
        return subStreams;
    }

    public void setSubStreams(int subStreams) {
        this.subStreams = subStreams;
    }

    public boolean isSharedChannel() {
        return sharedChannel;
    }

    public void setSharedChannel(boolean sharedChannel) {
        this.sharedChannel = sharedChannel;
    }

    public RecordType getRecordType() {
        return recordType;
    }

    public void setRecordType(RecordType recordType) {
        this.recordType = recordType;
    }

    public @Nullable Class<?> getRecordClass() {
        return recordClass;
    }

    public void setRecordClass(@Nullable Class<?> recordClass) {
        this.recordClass = recordClass;
    }

    public FieldNaming getRecordNaming() {
        return recordNaming;
    }

    public void setRecordNaming(FieldNaming recordNaming) {
        this.recordNaming = recordNaming;
    }

    public SchemaCheck getSchemaCheck() {
        return schemaCheck;
    }

    public void setSchemaCheck(SchemaCheck schemaCheck) {
        this.schemaCheck = schemaCheck;
    }

    public StartupMode getStartup() {
        return startup;
    }

    public void setStartup(StartupMode startup) {
        this.startup = startup;
    }

    public Duration getStartupTimeout() {
        return startupTimeout;
    }

    public void setStartupTimeout(Duration startupTimeout) {
        this.startupTimeout = startupTimeout;
    }

    public Duration getOpenJitter() {
        return openJitter;
    }

    public void setOpenJitter(Duration openJitter) {
        this.openJitter = openJitter;
    }

    public int getMaxInflightRequests() {
        return maxInflightRequests;
    }

    public void setMaxInflightRequests(int maxInflightRequests) {
        this.maxInflightRequests = maxInflightRequests;
    }

    public @Nullable DataSize getMaxInflightSize() {
        return maxInflightSize;
    }

    public void setMaxInflightSize(@Nullable DataSize maxInflightSize) {
        this.maxInflightSize = maxInflightSize;
    }

    public DataSize getMaxPayloadSize() {
        return maxPayloadSize;
    }

    public void setMaxPayloadSize(DataSize maxPayloadSize) {
        this.maxPayloadSize = maxPayloadSize;
    }

    public Duration getMaxBlock() {
        return maxBlock;
    }

    public void setMaxBlock(Duration maxBlock) {
        this.maxBlock = maxBlock;
    }

    public Duration getSilenceTimeout() {
        return silenceTimeout;
    }

    public void setSilenceTimeout(Duration silenceTimeout) {
        this.silenceTimeout = silenceTimeout;
    }

    public Duration getFlushTimeout() {
        return flushTimeout;
    }

    public void setFlushTimeout(Duration flushTimeout) {
        this.flushTimeout = flushTimeout;
    }

    public Duration getCallbackTimeout() {
        return callbackTimeout;
    }

    public void setCallbackTimeout(Duration callbackTimeout) {
        this.callbackTimeout = callbackTimeout;
    }

    public @Nullable Duration getPauseTimeout() {
        return pauseTimeout;
    }

    public void setPauseTimeout(@Nullable Duration pauseTimeout) {
        this.pauseTimeout = pauseTimeout;
    }

    public Duration getPoisonDrainTimeout() {
        return poisonDrainTimeout;
    }

    public void setPoisonDrainTimeout(Duration poisonDrainTimeout) {
        this.poisonDrainTimeout = poisonDrainTimeout;
    }

    public Duration getShutdownTimeout() {
        return shutdownTimeout;
    }

    public void setShutdownTimeout(Duration shutdownTimeout) {
        this.shutdownTimeout = shutdownTimeout;
    }

    public Routing getRouting() {
        return routing;
    }

    public void setRouting(Routing routing) {
        this.routing = routing;
    }

    public boolean isValidateJson() {
        return validateJson;
    }

    public void setValidateJson(boolean validateJson) {
        this.validateJson = validateJson;
    }

    public WhenFull getWhenFull() {
        return whenFull;
    }

    public void setWhenFull(WhenFull whenFull) {
        this.whenFull = whenFull;
    }

    public OnPoison getOnPoison() {
        return onPoison;
    }

    public void setOnPoison(OnPoison onPoison) {
        this.onPoison = onPoison;
    }

    public Json getJson() {
        return json;
    }

    public Batching getBatching() {
        return batching;
    }

    public ZerobusRecoveryProperties getRecovery() {
        return recovery;
    }

    public ZerobusReopenProperties getReopen() {
        return reopen;
    }

    public ZerobusBadRecordsProperties getBadRecords() {
        return badRecords;
    }

    /** JSON of objects. */
    public static class Json {

        /**
         * Whether objects are written as JSON in the forms that the columns take: times as microseconds, dates as days,
         * decimals as text. Otherwise the JsonMapper alone decides.
         */
        private boolean columnTypes = true;

        public boolean isColumnTypes() {
            return columnTypes;
        }

        public void setColumnTypes(boolean columnTypes) {
            this.columnTypes = columnTypes;
        }
    }

    /** Batching of single records while the transport is busy. */
    public static class Batching {

        /** Maximum number of single records in one message. 1 disables batching. */
        private int maxRecords = 256;

        /** Maximum size of a message that contains several single records. */
        private DataSize maxSize = DataSize.ofKilobytes(256);

        public int getMaxRecords() {
            return maxRecords;
        }

        public void setMaxRecords(int maxRecords) {
            this.maxRecords = maxRecords;
        }

        public DataSize getMaxSize() {
            return maxSize;
        }

        public void setMaxSize(DataSize maxSize) {
            this.maxSize = maxSize;
        }
    }
}

package io.github.zerobus.autoconfigure;

import io.github.zerobus.RecordType;
import io.github.zerobus.Routing;
import io.github.zerobus.Startup;
import io.github.zerobus.records.FieldNaming;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/** Properties of Zerobus Ingest. */
@ConfigurationProperties("zerobus")
public class ZerobusProperties {

    /** Address of the Zerobus Ingest service, https://workspace-id.zerobus.region.cloud.databricks.com. */
    private @Nullable URI endpoint;

    /** Address of the Databricks workspace, where tokens come from. */
    private @Nullable URI workspaceUrl;

    /** Table of the default stream, catalog.schema.table. */
    private @Nullable String table;

    /** Name of the application as the service sees it. Uses spring.application.name if not set. */
    private @Nullable String applicationName;

    private final OAuth oauth = new OAuth();
    private final Ssl ssl = new Ssl();
    private final Proxy proxy = new Proxy();
    private final Channel channel = new Channel();
    private final Embedded embedded = new Embedded();
    private final Health health = new Health();
    private final Stream stream = new Stream();

    /** Further streams by their names, each with the values of zerobus.stream where it has none of its own. */
    private final Map<String, NamedStream> streams = new LinkedHashMap<>();

    public @Nullable URI getEndpoint() {
        return endpoint;
    }

    public void setEndpoint(@Nullable URI endpoint) {
        this.endpoint = endpoint;
    }

    public @Nullable URI getWorkspaceUrl() {
        return workspaceUrl;
    }

    public void setWorkspaceUrl(@Nullable URI workspaceUrl) {
        this.workspaceUrl = workspaceUrl;
    }

    public @Nullable String getTable() {
        return table;
    }

    public void setTable(@Nullable String table) {
        this.table = table;
    }

    public @Nullable String getApplicationName() {
        return applicationName;
    }

    public void setApplicationName(@Nullable String applicationName) {
        this.applicationName = applicationName;
    }

    public OAuth getOauth() {
        return oauth;
    }

    public Ssl getSsl() {
        return ssl;
    }

    public Proxy getProxy() {
        return proxy;
    }

    public Channel getChannel() {
        return channel;
    }

    public Embedded getEmbedded() {
        return embedded;
    }

    public Health getHealth() {
        return health;
    }

    public Map<String, NamedStream> getStreams() {
        return streams;
    }

    public Stream getStream() {
        return stream;
    }

    /** Credentials of the service principal. */
    public static class OAuth {

        /** Client id of the service principal. */
        private @Nullable String clientId;

        /** Client secret of the service principal. */
        private @Nullable String clientSecret;

        /** Time before its end at which a token is renewed. */
        private Duration tokenRefreshBuffer = Duration.ofMinutes(5);

        public @Nullable String getClientId() {
            return clientId;
        }

        public void setClientId(@Nullable String clientId) {
            this.clientId = clientId;
        }

        public @Nullable String getClientSecret() {
            return clientSecret;
        }

        public void setClientSecret(@Nullable String clientSecret) {
            this.clientSecret = clientSecret;
        }

        public Duration getTokenRefreshBuffer() {
            return tokenRefreshBuffer;
        }

        public void setTokenRefreshBuffer(Duration tokenRefreshBuffer) {
            this.tokenRefreshBuffer = tokenRefreshBuffer;
        }
    }

    /** Trust in the service. */
    public static class Ssl {

        /** Name of the SSL bundle to trust. Uses the trust of the JVM if not set. */
        private @Nullable String bundle;

        public @Nullable String getBundle() {
            return bundle;
        }

        public void setBundle(@Nullable String bundle) {
            this.bundle = bundle;
        }
    }

    /** The way to service and workspace. */
    public static class Proxy {

        /** Address of the HTTP proxy, http://[user:password@]host[:port]. As the environment says if not set. */
        // Text, since Boot would print what is no URI, with the password.
        private @Nullable String url;

        /** Hosts reached without the proxy of zerobus.proxy.url, with all names under them. */
        private List<String> noProxy = new ArrayList<>();

        public @Nullable String getUrl() {
            return url;
        }

        public void setUrl(@Nullable String url) {
            this.url = url;
        }

        public List<String> getNoProxy() {
            return noProxy;
        }

        public void setNoProxy(List<String> noProxy) {
            this.noProxy = noProxy;
        }
    }

    /** Connections. */
    public static class Channel {

        private final Keepalive keepalive = new Keepalive();

        public Keepalive getKeepalive() {
            return keepalive;
        }
    }

    /** Pings on idle connections. */
    public static class Keepalive {

        /** Time without traffic after which a ping is sent. No pings if not set. */
        private @Nullable Duration time;

        /** Time within which a ping must be answered. */
        private @Nullable Duration timeout;

        public @Nullable Duration getTime() {
            return time;
        }

        public void setTime(@Nullable Duration time) {
            this.time = time;
        }

        public @Nullable Duration getTimeout() {
            return timeout;
        }

        public void setTimeout(@Nullable Duration timeout) {
            this.timeout = timeout;
        }
    }

    /** The server in this JVM. */
    public static class Embedded {

        /** Whether to start the embedded server when it is on the class path and nothing says where to connect. */
        private boolean enabled = true;

        /** Port of the embedded server. Uses a free one if 0. */
        private int port;

        /** Time from a record's arrival to its ack. */
        private Duration ackDelay = Duration.ofMillis(10);

        public boolean isEnabled() {
            return enabled;
        }

        public void setEnabled(boolean enabled) {
            this.enabled = enabled;
        }

        public int getPort() {
            return port;
        }

        public void setPort(int port) {
            this.port = port;
        }

        public Duration getAckDelay() {
            return ackDelay;
        }

        public void setAckDelay(Duration ackDelay) {
            this.ackDelay = ackDelay;
        }
    }

    /** Health of the stream. */
    public static class Health {

        /** Time without durable progress, with records pending, after which the stream is down. */
        private Duration staleAfter = Duration.ofMinutes(2);

        public Duration getStaleAfter() {
            return staleAfter;
        }

        public void setStaleAfter(Duration staleAfter) {
            this.staleAfter = staleAfter;
        }
    }

    /** The stream's limits and time-outs. */
    public static class Stream {

        /** Number of sub-streams, each with its own connection. */
        private int subStreams = 4;

        /** Whether all sub-streams share one connection. */
        private boolean sharedChannel;

        /** Encoding of the records. */
        private RecordType recordType = RecordType.JSON;

        /** Class of the records for proto: a Java record, a JavaBean or a generated message. Needed unless a bean gives the descriptor. */
        private @Nullable Class<?> recordClass;

        /** How columns are named after the components of a record or the properties of a bean. */
        private FieldNaming recordNaming = FieldNaming.AS_IS;

        /** Whether the start of the application waits for the stream to open. */
        private Startup startup = Startup.WAIT;

        /** Longest time that opening may take. */
        private Duration startupTimeout = Duration.ofSeconds(30);

        /** Upper bound of the random delay before each sub-stream opens. */
        private Duration openJitter = Duration.ofSeconds(1);

        /** Unacked requests of the whole stream. */
        private int maxInflightRequests = 1_000_000;

        /** Unacked bytes of the whole stream, payload plus 64 bytes a record. Uses 32MB for each sub-stream if not set. */
        private @Nullable DataSize maxInflightSize;

        /** Largest request in bytes of payload. */
        private DataSize maxPayloadSize = DataSize.ofKilobytes(10_176);

        /** Longest time that an ingest waits for room. */
        private Duration maxBlock = Duration.ofSeconds(30);

        /** Longest time without durable progress while something is sent. */
        private Duration silenceTimeout = Duration.ofSeconds(60);

        /** Time limit of flush, and of await where the call gives none. */
        private Duration flushTimeout = Duration.ofMinutes(5);

        /** Longest time that closing waits for callbacks. */
        private Duration callbackTimeout = Duration.ofSeconds(5);

        /** Upper bound of the pause before a rotation. Uses what the server says if not set. */
        private @Nullable Duration pauseTimeout;

        /** Longest time that healthy sub-streams go on after poison. */
        private Duration poisonDrainTimeout = Duration.ofSeconds(10);

        /** Longest time that closing may take at shutdown. */
        private Duration shutdownTimeout = Duration.ofSeconds(20);

        /** How records find their sub-stream. */
        private Routing routing = Routing.ROUND_ROBIN;

        /** Whether JSON text and bytes are checked before they are admitted. */
        private boolean validateJson = true;

        private final Batching batching = new Batching();
        private final Recovery recovery = new Recovery();

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

        public Startup getStartup() {
            return startup;
        }

        public void setStartup(Startup startup) {
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

        public Batching getBatching() {
            return batching;
        }

        public Recovery getRecovery() {
            return recovery;
        }
    }

    /** Settings of one of several streams. */
    public static class NamedStream extends Stream {

        /** Table of the stream, catalog.schema.table. */
        private @Nullable String table;

        public @Nullable String getTable() {
            return table;
        }

        public void setTable(@Nullable String table) {
            this.table = table;
        }
    }

    /** How single records travel together while the transport is busy. */
    public static class Batching {

        /** Most records of one wire message. Switched off by 1. */
        private int maxRecords = 256;

        /** Most bytes of one wire message of several records. */
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

    /** How a sub-stream gets its connection back. */
    public static class Recovery {

        /** Whether a sub-stream that loses its connection tries to get it back. */
        private boolean enabled = true;

        /** Time limit of one attempt. */
        private Duration timeout = Duration.ofSeconds(15);

        /** First wait between attempts, doubled each time. Each wait is drawn from the upper half of its step. */
        private Duration backoff = Duration.ofSeconds(2);

        /** Longest wait between attempts. */
        private Duration maxBackoff = Duration.ofSeconds(30);

        /** Tries after the first one without durable progress. */
        private int maxRetries = 4;

        /** Time of being open with nothing pending that counts as progress. */
        private Duration resetAfter = Duration.ofSeconds(15);

        public boolean isEnabled() {
            return enabled;
        }

        public void setEnabled(boolean enabled) {
            this.enabled = enabled;
        }

        public Duration getTimeout() {
            return timeout;
        }

        public void setTimeout(Duration timeout) {
            this.timeout = timeout;
        }

        public Duration getBackoff() {
            return backoff;
        }

        public void setBackoff(Duration backoff) {
            this.backoff = backoff;
        }

        public Duration getMaxBackoff() {
            return maxBackoff;
        }

        public void setMaxBackoff(Duration maxBackoff) {
            this.maxBackoff = maxBackoff;
        }

        public int getMaxRetries() {
            return maxRetries;
        }

        public void setMaxRetries(int maxRetries) {
            this.maxRetries = maxRetries;
        }

        public Duration getResetAfter() {
            return resetAfter;
        }

        public void setResetAfter(Duration resetAfter) {
            this.resetAfter = resetAfter;
        }
    }
}

package io.github.zerobus.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.core.io.Resource;

/** Configuration properties for Zerobus Ingest. */
@ConfigurationProperties("zerobus")
public class ZerobusProperties {

    /** Address of the Zerobus Ingest service, such as https://workspace-id.zerobus.region.cloud.databricks.com. */
    private @Nullable URI endpoint;

    /** Address of the Databricks workspace that issues tokens. */
    private @Nullable URI workspaceUrl;

    /** Table of the default stream, catalog.schema.table. */
    private @Nullable String table;

    /** Name of the application in the user agent. If not set, spring.application.name is used. */
    private @Nullable String applicationName;

    private final OAuth oauth = new OAuth();
    private final Ssl ssl = new Ssl();
    private final Proxy proxy = new Proxy();
    private final Channel channel = new Channel();
    private final Embedded embedded = new Embedded();
    private final Health health = new Health();

    @NestedConfigurationProperty
    private final ZerobusStreamProperties stream = new ZerobusStreamProperties();

    /** Additional streams by name. Values that are not set are inherited from zerobus.stream. */
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

    public ZerobusStreamProperties getStream() {
        return stream;
    }

    /** Credentials of the service principal. */
    public static class OAuth {

        /** Client id of the service principal. */
        private @Nullable String clientId;

        /** Client secret of the service principal. */
        private @Nullable String clientSecret;

        /**
         * File with the token of another identity provider, which is exchanged for tokens in place of a client secret.
         * Read for each token request.
         */
        private @Nullable String subjectTokenFile;

        /** How long before its expiry a token is refreshed. */
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

        public @Nullable String getSubjectTokenFile() {
            return subjectTokenFile;
        }

        public void setSubjectTokenFile(@Nullable String subjectTokenFile) {
            this.subjectTokenFile = subjectTokenFile;
        }

        public Duration getTokenRefreshBuffer() {
            return tokenRefreshBuffer;
        }

        public void setTokenRefreshBuffer(Duration tokenRefreshBuffer) {
            this.tokenRefreshBuffer = tokenRefreshBuffer;
        }
    }

    /** Certificates for connections to the service. */
    public static class Ssl {

        /**
         * Name of the SSL bundle for connections to the service and to the workspace. If not set, the trust store of
         * the JVM is used.
         */
        private @Nullable String bundle;

        public @Nullable String getBundle() {
            return bundle;
        }

        public void setBundle(@Nullable String bundle) {
            this.bundle = bundle;
        }
    }

    /** Proxy for connections to the service and to the workspace. */
    public static class Proxy {

        /**
         * Address of the HTTP proxy, http://[user:password@]host[:port]. If not set, the proxy variables of the
         * environment are used.
         */
        // Not a URI: the message for an invalid one would contain the password.
        private @Nullable String url;

        /** Hosts that bypass the proxy of zerobus.proxy.url, including all names below them. */
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

    /** Connections to the service. */
    public static class Channel {

        private final Keepalive keepalive = new Keepalive();

        public Keepalive getKeepalive() {
            return keepalive;
        }
    }

    /** Pings on idle connections. */
    public static class Keepalive {

        /** Idle time of a connection after which a keepalive ping is sent. If not set, no pings are sent. */
        private @Nullable Duration time;

        /** How long to wait for the response to a keepalive ping before the connection is closed. */
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

    /** Embedded server. */
    public static class Embedded {

        /** Whether to start the embedded server if it is on the class path and no connection is configured. */
        private boolean enabled = true;

        /** Port of the embedded server. If 0, a free port is used. */
        private int port;

        /** How long the embedded server waits before it acks a record. */
        private Duration ackDelay = Duration.ofMillis(10);

        /**
         * File of CREATE TABLE statements, such as classpath:tables.sql. Tables that it declares have columns, others
         * take all records.
         */
        private @Nullable Resource ddl;

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

        public @Nullable Resource getDdl() {
            return ddl;
        }

        public void setDdl(@Nullable Resource ddl) {
            this.ddl = ddl;
        }
    }

    /** Health of the streams. */
    public static class Health {

        /** How long records may be pending without durable progress before the stream is reported as down. */
        private Duration staleAfter = Duration.ofMinutes(2);

        public Duration getStaleAfter() {
            return staleAfter;
        }

        public void setStaleAfter(Duration staleAfter) {
            this.staleAfter = staleAfter;
        }
    }

    /** Configuration properties for a named stream. */
    public static class NamedStream extends ZerobusStreamProperties {

        /** Table of the stream, catalog.schema.table. */
        private @Nullable String table;

        public @Nullable String getTable() {
            return table;
        }

        public void setTable(@Nullable String table) {
            this.table = table;
        }
    }
}

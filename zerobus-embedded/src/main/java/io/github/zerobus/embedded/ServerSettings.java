package io.github.zerobus.embedded;

import io.github.zerobus.embedded.columns.TableColumns;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings of a server, as its builder collected them; an empty client id stands for no credentials. */
record ServerSettings(
        int port,
        Duration ackDelay,
        boolean tls,
        String clientId,
        String clientSecret,
        Duration tokenLifetime,
        int retainRows,
        long retainBytes,
        boolean validateRecords,
        Map<String, TableColumns> tables,
        @Nullable InProcess inProcess) {

    boolean hasCredentials() {
        return !clientId.isEmpty();
    }

    @Override
    public String toString() {
        return "ServerSettings[port=" + port + ", tls=" + tls + "]";
    }
}

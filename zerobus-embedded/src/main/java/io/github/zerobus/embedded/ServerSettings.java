package io.github.zerobus.embedded;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the builder collected. */
record ServerSettings(
        int port,
        Duration ackDelay,
        boolean tls,
        String clientId,
        String clientSecret,
        Duration tokenLifetime,
        int retainRows,
        boolean validateRecords,
        @Nullable InProcess inProcess) {

    boolean hasCredentials() {
        return !clientId.isEmpty();
    }

    @Override
    public String toString() {
        return "ServerSettings[port=" + port + ", tls=" + tls + "]";
    }
}

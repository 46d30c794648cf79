package io.github.zerobus.benchmarks.client;

import com.databricks.zerobus.StreamConfigurationOptions;
import com.databricks.zerobus.ZerobusSdk;

/** How the official SDK is configured: with the limits that all clients share. */
final class OfficialSdk {

    private static final int MINUTES_10 = 600_000;

    private OfficialSdk() {}

    static ZerobusSdk open(ClientSettings settings) {
        return new ZerobusSdk(settings.endpoint(), "http://127.0.0.1:" + settings.httpPort());
    }

    static StreamConfigurationOptions options(ClientSettings settings) {
        return StreamConfigurationOptions.builder()
                .setMaxInflightRecords(settings.inflight())
                .setFlushTimeoutMs(MINUTES_10)
                .setServerLackOfAckTimeoutMs(MINUTES_10)
                .build();
    }
}

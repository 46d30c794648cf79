package io.github.zerobus.autoconfigure.channel;

import io.github.zerobus.Endpoint;
import io.github.zerobus.ProxyRules;
import io.github.zerobus.autoconfigure.PropertyChecks;
import io.github.zerobus.channel.GrpcChannelCustomizer;
import io.grpc.ManagedChannelBuilder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Settings that all channels share, whether Boot's factory builds them or the stream.
 *
 * @param endpoint address of the service
 * @param applicationName name of the application in the user agent; null for none
 * @param keepalive pings on idle connections
 * @param certificates to trust and to present; null for the trust store of the JVM
 * @param proxies proxy to the endpoint
 * @param customizers of the application, in order
 */
record ChannelSettings(
        Endpoint endpoint,
        @Nullable String applicationName,
        Keepalive keepalive,
        @Nullable BundleManagers certificates,
        ProxyRules proxies,
        List<GrpcChannelCustomizer> customizers) {

    /**
     * Pings on idle connections.
     *
     * @param time without traffic before a ping; null for no pings
     * @param timeout for the answer; null for gRPC's default
     */
    record Keepalive(@Nullable Duration time, @Nullable Duration timeout) {

        /** gRPC takes more as infinite. */
        private static final Duration LONGEST = Duration.ofDays(1_000);

        Keepalive {
            check("zerobus.channel.keepalive.time", time);
            check("zerobus.channel.keepalive.timeout", timeout);
        }

        private static void check(String key, @Nullable Duration value) {
            if (value != null) {
                PropertyChecks.positive(key, value);
            }
        }

        private void apply(ManagedChannelBuilder<?> builder) {
            if (time != null) {
                builder.keepAliveTime(nanos(time), TimeUnit.NANOSECONDS);
            }
            if (timeout != null) {
                builder.keepAliveTimeout(nanos(timeout), TimeUnit.NANOSECONDS);
            }
        }

        private static long nanos(Duration value) {
            return value.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : value.toNanos();
        }
    }

    /** Applies the keepalive first, then the application's customizers in order. */
    void apply(int subStream, ManagedChannelBuilder<?> builder) {
        keepalive.apply(builder);
        customizers.forEach(customizer -> customizer.customize(subStream, builder));
    }
}

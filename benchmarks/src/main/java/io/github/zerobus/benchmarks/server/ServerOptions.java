package io.github.zerobus.benchmarks.server;

import io.github.zerobus.benchmarks.process.Arguments;

/**
 * How the server treats its streams. Immutable.
 *
 * @param ack when records are acked
 * @param ackMillis the interval or the delay of that
 * @param recordsPerSecond most that it reads of one stream, 0 without limit
 * @param window bytes of its HTTP/2 window; 0 is 1 MiB that grows with the measured bandwidth, gRPC's default
 * @param tls whether clients connect over TLS
 */
public record ServerOptions(Ack ack, int ackMillis, int recordsPerSecond, int window, boolean tls) {

    /** When records are acked. */
    public enum Ack {
        /** One cumulative ack for all of an interval. */
        INTERVAL,
        /** Each message after a fixed delay. */
        DELAY,
        /** Each message on arrival. */
        AT_ONCE,
        NEVER
    }

    /** One cumulative ack each millisecond, nothing limited. */
    public static ServerOptions fast() {
        return new ServerOptions(Ack.INTERVAL, 1, 0, 0, false);
    }

    public ServerOptions acking(Ack value) {
        return new ServerOptions(value, ackMillis, recordsPerSecond, window, tls);
    }

    public ServerOptions ackedAfterMillis(int value) {
        return new ServerOptions(Ack.DELAY, value, recordsPerSecond, window, tls);
    }

    public ServerOptions limitedTo(int value) {
        return new ServerOptions(ack, ackMillis, value, window, tls);
    }

    public ServerOptions windowOf(int bytes) {
        return new ServerOptions(ack, ackMillis, recordsPerSecond, bytes, tls);
    }

    public ServerOptions withTls() {
        return new ServerOptions(ack, ackMillis, recordsPerSecond, window, true);
    }

    public Arguments arguments() {
        return Arguments.none()
                .with("ack", ack)
                .with("ackMillis", ackMillis)
                .with("recordsPerSecond", recordsPerSecond)
                .with("window", window)
                .with("tls", tls);
    }

    static ServerOptions of(Arguments arguments) {
        return new ServerOptions(
                Ack.valueOf(arguments.text("ack")),
                arguments.integer("ackMillis"),
                arguments.integer("recordsPerSecond"),
                arguments.integer("window"),
                Boolean.parseBoolean(arguments.text("tls")));
    }
}

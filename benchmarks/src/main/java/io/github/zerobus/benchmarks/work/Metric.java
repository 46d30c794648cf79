package io.github.zerobus.benchmarks.work;

/** A figure that a launch tells. Its name is its key. */
public enum Metric {
    /** Records that became durable, also those of the window's flush, by the whole time. */
    RECORDS_PER_SECOND("records/s"),
    /** CPU of the client's whole process. */
    CPU_MICROS_PER_RECORD("µs CPU/record"),
    /** CPU of the thread that calls the client, alone. */
    PRODUCER_NANOS_PER_RECORD("ns CPU/record"),
    P50_MICROS("µs p50"),
    P99_MICROS("µs p99"),
    MAX_MICROS("µs max"),
    ALLOCATED_BYTES_PER_RECORD("bytes/record"),
    HELD_BYTES_PER_PAYLOAD_BYTE("bytes/byte"),
    /** Processors that client, server and proxy use together. */
    CORES("cores"),
    /** Share of all processors that others use. */
    FOREIGN_PERCENT("% foreign CPU"),
    /** Records sent in all, warm-up too, to be compared with the server's count. */
    SENT("records");

    private final String unit;

    Metric(String unit) {
        this.unit = unit;
    }

    public String unit() {
        return unit;
    }
}

package io.github.zerobus.benchmarks.work;

/** A figure that a launch reports. Its name is its key. */
public enum Metric {
    /** Durable records, including those of the final flush, divided by the whole time. */
    RECORDS_PER_SECOND("records/s"),
    /** CPU of the client's whole process. */
    CPU_MICROS_PER_RECORD("µs CPU/record"),
    /** CPU of the calling thread only. */
    PRODUCER_NANOS_PER_RECORD("ns CPU/record"),
    P50_MICROS("µs p50"),
    P99_MICROS("µs p99"),
    MAX_MICROS("µs max"),
    ALLOCATED_BYTES_PER_RECORD("bytes/record"),
    HELD_BYTES_PER_PAYLOAD_BYTE("bytes/byte"),
    /** Number of processors that client, server and proxy use together. */
    CORES("cores"),
    /** Share of all processors that other processes use. */
    FOREIGN_PERCENT("% foreign CPU"),
    /** All records sent, including the warm-up, for the comparison with the server's count. */
    SENT("records");

    private final String unit;

    Metric(String unit) {
        this.unit = unit;
    }

    public String unit() {
        return unit;
    }
}

package io.github.zerobus.benchmarks.work;

/** Work that a client's JVM can run. */
public enum WorkKind {
    THROUGHPUT,
    INGEST_AND_AWAIT,
    PACED_INGEST,
    PACED_LATENCY,
    JSON_TEMPLATE,
    JSON_ALONE,
    JSON_TEXTS,
    JSON_OBJECTS,
    TLS_ALONE,
    UNACKED_HEAP;

    Work work() {
        return switch (this) {
            case THROUGHPUT -> new Throughput();
            case INGEST_AND_AWAIT -> new IngestAndAwait();
            case PACED_INGEST -> new PacedIngest();
            case PACED_LATENCY -> new PacedLatency();
            case JSON_TEMPLATE -> new JsonTemplate();
            case JSON_ALONE -> new JsonAlone();
            case JSON_TEXTS -> new JsonThroughput(false);
            case JSON_OBJECTS -> new JsonThroughput(true);
            case TLS_ALONE -> new TlsAlone();
            case UNACKED_HEAP -> new UnackedHeap();
        };
    }
}

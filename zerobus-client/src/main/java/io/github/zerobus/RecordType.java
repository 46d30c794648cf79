package io.github.zerobus;

/** How the records of a stream are encoded; one stream carries one kind. */
public enum RecordType {
    /** JSON objects; the service maps their members to columns by name. */
    JSON,
    /** Protobuf messages of one descriptor, which is sent when a sub-stream opens. */
    PROTO
}

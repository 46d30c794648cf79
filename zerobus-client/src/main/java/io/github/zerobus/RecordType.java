package io.github.zerobus;

/** Encoding of the records of a stream. All records of a stream have the same. */
public enum RecordType {
    /** JSON objects. The service maps their members to columns by name. */
    JSON,
    /** Protobuf messages of one type, whose descriptor is sent when a sub-stream opens. */
    PROTO
}

package io.github.zerobus.records;

import org.jspecify.annotations.Nullable;

/** No converter can convert a record into a payload for the stream. The message never contains the record. */
public final class UnsupportedRecordException extends IllegalArgumentException {

    /** Why a record is not supported. More reasons may be added. */
    public enum Reason {
        /** The record is a protobuf message, but the stream accepts JSON. */
        WRONG_RECORD_TYPE,
        /** The record is a protobuf message of another type than the stream accepts. */
        WRONG_MESSAGE_TYPE,
        /** The stream accepts protobuf, and no converter supports the class of the record. */
        NO_CONVERTER,
        /** The record has to be written as JSON, but there is no {@link ObjectJson}. */
        NO_JSON_MAPPER,
        /** The JSON of the record is no object, but an array, for example. */
        NO_JSON_OBJECT,
        /** No column can hold the record, or a value in it. */
        INVALID_VALUE
    }

    private final Reason reason;
    private final Class<?> recordClass;
    private final String problem;

    UnsupportedRecordException(Reason reason, Class<?> recordClass, String problem, String remedy) {
        super(problem + "; " + remedy);
        this.reason = reason;
        this.recordClass = recordClass;
        this.problem = problem;
    }

    /** A value in the record is refused. The problem includes the remedy. */
    UnsupportedRecordException(Class<?> recordClass, String problem, @Nullable Throwable cause) {
        this(Reason.INVALID_VALUE, recordClass, problem, cause);
    }

    /**
     * Returns this failure with the name of the stream.
     *
     * @param stream name of the stream
     * @return a new exception with the same reason, class, cause and stack trace
     */
    public UnsupportedRecordException inStream(String stream) {
        UnsupportedRecordException other = new UnsupportedRecordException(
                reason, recordClass, getMessage() + " (stream " + stream + ")", getCause());
        other.setStackTrace(getStackTrace());
        return other;
    }

    private UnsupportedRecordException(
            Reason reason, Class<?> recordClass, @Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.recordClass = recordClass;
        this.problem = String.valueOf(message);
    }

    /**
     * Returns why the record is not supported.
     *
     * @return a reason; treat unknown ones like {@link Reason#NO_CONVERTER}
     */
    public Reason reason() {
        return reason;
    }

    /**
     * Returns the class of the record.
     *
     * @return its run-time class
     */
    public Class<?> recordClass() {
        return recordClass;
    }

    /**
     * Returns this failure with another remedy, for frameworks that configure the converter by options of their own.
     *
     * @param remedy in the imperative, without a full stop
     * @return a new exception with the same reason, class, problem and stack trace
     */
    public UnsupportedRecordException withRemedy(String remedy) {
        UnsupportedRecordException other = new UnsupportedRecordException(reason, recordClass, problem, remedy);
        other.setStackTrace(getStackTrace());
        return other;
    }
}

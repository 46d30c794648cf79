package io.github.zerobus.embedded.service;

import io.github.zerobus.embedded.columns.RowReader;
import io.github.zerobus.embedded.columns.TableColumns;
import io.github.zerobus.proto.CreateIngestStreamRequest;
import org.jspecify.annotations.Nullable;

/**
 * Records the events of one physical stream and provides its plan. The stream calls it in its context, and reports its
 * end once, by one of the last five methods.
 */
public interface StreamRecorder {

    /** Position among the physical streams of the table, from 0. */
    int index();

    /** Faults and steps of the stream. */
    StreamPlan plan();

    /** Present columns of the table; null if it takes everything. */
    @Nullable
    TableColumns columns();

    /** The create message was received. */
    void created(CreateIngestStreamRequest request);

    /** The create message is valid. The reader converts the records to rows; null if the table has no columns. */
    void readsRows(@Nullable RowReader rows);

    /** The stream was created with this id. */
    void answered(String streamId);

    /** A valid ingest message was received. */
    void received(Received message);

    /** The records of a message became durable. */
    void madeDurable(Received message);

    /** Everything up to this wire offset was acked. */
    void acked(long wireOffset);

    /** The call was completed after the client's half-close. */
    void halfClosed();

    /** The client cancelled the call, or its connection was lost. */
    void cancelled();

    /** The server ended the call with a status. */
    void failed();

    /** The server reset the HTTP/2 stream. */
    void reset();

    /** The server reset the connection, or excluded the stream with a GOAWAY. */
    void dropped();
}

package io.github.zerobus.embedded.service;

import io.github.zerobus.proto.CreateIngestStreamRequest;

/** Keeps what happens on one physical stream. The stream calls it step by step; exactly one method says how it ended. */
public interface StreamRecorder {

    /** Number among the table's physical streams, from 0 on. */
    int index();

    /** What the stream does beside the usual. */
    StreamPlan plan();

    /** The create message came. */
    void created(CreateIngestStreamRequest request);

    /** The create message was answered with this id. */
    void answered(String streamId);

    /** A valid ingest message came. */
    void received(Received message);

    /** The records of a message became durable. */
    void madeDurable(Received message);

    /** Everything up to this wire offset was acked. */
    void acked(long wireOffset);

    /** The stream ended after the client's half-close. */
    void halfClosed();

    /** The client cancelled the call, or its connection broke. */
    void cancelled();

    /** The server ended the call with a status. */
    void failed();

    /** The server reset the HTTP/2 stream. */
    void reset();

    /** The server reset the connection, or refused the stream with a GOAWAY. */
    void dropped();
}

package io.github.zerobus.embedded;

import io.github.zerobus.embedded.columns.RowReader;
import io.github.zerobus.embedded.columns.TableColumns;
import io.github.zerobus.embedded.service.Received;
import io.github.zerobus.embedded.service.StreamPlan;
import io.github.zerobus.embedded.service.StreamRecorder;
import io.github.zerobus.proto.CreateIngestStreamRequest;
import org.jspecify.annotations.Nullable;

/** Records a physical stream in the objects that tests read. Used in the context of the stream. */
final class StreamRecording implements StreamRecorder {

    private final ServerTable table;
    private final ObservedStream stream;
    private final EndedStreams ended;
    private final StreamPlan plan;
    private @Nullable RowReader rows;

    /**
     * @param table receives durable rows
     * @param stream receives everything else
     * @param ended receives the stream when it has ended
     * @param plan derived from the script when the call began
     */
    StreamRecording(ServerTable table, ObservedStream stream, EndedStreams ended, StreamPlan plan) {
        this.table = table;
        this.stream = stream;
        this.ended = ended;
        this.plan = plan;
    }

    @Override
    public StreamPlan plan() {
        return plan;
    }

    @Override
    public @Nullable TableColumns columns() {
        return table.columns();
    }

    @Override
    public void readsRows(@Nullable RowReader reader) {
        rows = reader;
    }

    @Override
    public int index() {
        return stream.index();
    }

    @Override
    public void created(CreateIngestStreamRequest request) {
        stream.created(request);
    }

    @Override
    public void answered(String streamId) {
        stream.answered(streamId);
    }

    @Override
    public void received(Received message) {
        stream.received(message);
    }

    @Override
    public void madeDurable(Received message) {
        table.makeDurable(message, stream.index(), rows);
    }

    @Override
    public void acked(long wireOffset) {
        stream.acked(wireOffset);
    }

    @Override
    public void halfClosed() {
        end(Termination.HALF_CLOSED_BY_CLIENT);
    }

    @Override
    public void cancelled() {
        end(Termination.CANCELLED_BY_CLIENT);
    }

    @Override
    public void failed() {
        end(Termination.ENDED_BY_SERVER);
    }

    @Override
    public void reset() {
        end(Termination.RESET_BY_SERVER);
    }

    @Override
    public void dropped() {
        end(Termination.DROPPED_BY_SERVER);
    }

    private void end(Termination how) {
        stream.ended(how);
        ended.add(table, stream);
    }
}

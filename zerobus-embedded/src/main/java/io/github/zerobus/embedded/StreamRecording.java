package io.github.zerobus.embedded;

import io.github.zerobus.embedded.service.Received;
import io.github.zerobus.embedded.service.StreamPlan;
import io.github.zerobus.embedded.service.StreamRecorder;
import io.github.zerobus.proto.CreateIngestStreamRequest;

/**
 * Records a physical stream in the objects that tests read.
 *
 * @param table receives durable rows
 * @param stream receives everything else
 * @param ended receives the stream when it has ended
 * @param plan derived from the script when the call began
 */
record StreamRecording(ServerTable table, ObservedStream stream, EndedStreams ended, StreamPlan plan)
        implements StreamRecorder {

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
        table.makeDurable(message, stream.index());
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

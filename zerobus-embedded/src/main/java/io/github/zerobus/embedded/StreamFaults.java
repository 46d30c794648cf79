package io.github.zerobus.embedded;

import io.grpc.Status;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/** What to do with some physical streams. Each order stands on its own; several may be given for the same streams. */
public final class StreamFaults {

    private final FaultScript script;
    private final IntPredicate streams;

    StreamFaults(FaultScript script, IntPredicate streams) {
        this.script = script;
        this.streams = streams;
    }

    /** Refuses to create them, with a status. */
    public void refuse(Status status) {
        script.add(streams, plan -> plan.refuse(status));
    }

    /** Answers the create message only after some time. */
    public void createAfter(Duration delay) {
        script.add(streams, plan -> plan.createAfter(delay));
    }

    /** Never answers the create message. */
    public void neverAnswer() {
        script.add(streams, StreamPlan::neverAnswer);
    }

    /** Makes records durable and acks them after another delay than the server's. */
    public void ackAfter(Duration delay) {
        script.add(streams, plan -> plan.ackAfter(delay));
    }

    /** Acks nothing and makes nothing durable, until {@link ObservedStream#releaseAcks()}. */
    public void neverAck() {
        script.add(streams, StreamPlan::neverAck);
    }

    /** Reads no records at all, until {@link ObservedStream#resumeReading()}. */
    public void neverRead() {
        afterMessages(0).stopReading();
    }

    /** Does something when so many ingest messages have come; what is pending by then is not durable. */
    public At afterMessages(long count) {
        return new At(count);
    }

    /** A moment in the life of a physical stream. */
    public final class At {

        private final long count;

        private At(long count) {
            this.count = count;
        }

        /** Ends the call with a status; OK is an end like any other. */
        public void fail(Status status) {
            then(stream -> stream.fail(status));
        }

        /** Announces the end of the physical stream. */
        public void closeSignal(Duration duration) {
            then(stream -> stream.closeSignal(Optional.of(duration)));
        }

        /** Resets the TCP connection. */
        public void dropConnection() {
            then(StreamControl::dropConnection);
        }

        /** Reads nothing more, until {@link ObservedStream#resumeReading()}. */
        public void stopReading() {
            then(StreamControl::stopReading);
        }

        private void then(Consumer<StreamControl> action) {
            script.add(streams, plan -> plan.at(count, action));
        }
    }
}
